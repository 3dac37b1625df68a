package dev.ingestjobs.contract.check;

import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.contract.report.Part.Checked;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.Findings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks, over the document that was packaged, the client that was generated, and the pact that the consumer tests have written. */
class ContractIT {
  private static final List<Checked> CHECKED = new ArrayList<>();
  private static Subject subject;

  @BeforeAll
  static void theBuild() {
    subject = Subject.ofThisBuild();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void holds(Check check) {
    List<Finding> findings = check.run(subject);
    CHECKED.add(new Checked(check.id(), check.title(), findings.stream().map(Found::of).toList()));
    Findings.none(check.id() + ": " + check.advice(), () -> findings);
  }

  @AfterAll
  static void report() {
    Part.write("checks", CHECKED);
  }
}
