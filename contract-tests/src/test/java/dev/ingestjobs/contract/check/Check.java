package dev.ingestjobs.contract.check;

import dev.ingestjobs.spec.check.Compatibility;
import dev.ingestjobs.spec.check.DocumentLint;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.Findings;
import java.util.List;
import java.util.function.Function;

/**
 * Every check that needs nothing but what is in this build, in the order in which they are run. Each is a pure function; what it
 * stands for, and each of its codes, is explained in {@code contract-tests/README.md}.
 */
public enum Check {
  A0("The document agrees with itself", "Mend the document.",
      subject -> DocumentLint.check(subject.document())),
  F("The document keeps what the released one promised", "Mend the document, or raise its major version.",
      subject -> Compatibility.check(subject.released(), subject.document())),
  A3("The client knows what is documented", "Client and document disagree: mend the one that is wrong.",
      subject -> ClientAgainstDocument.check(subject.document())),
  A4("What the client sends is documented", "Client and document disagree: mend the one that is wrong.",
      subject -> Wire.check(subject.document(), subject.sent())),
  B3("The pact holds what the tests define", "The interactions are defined in dev.ingestjobs.contract.consumer.",
      subject -> Counts.check(subject.defined(), subject.pact())),
  B1("The pact is valid under the document", "Document and pact disagree: mend the one that is wrong.",
      subject -> PactAgainstDocument.check(subject.document(), subject.pact())),
  A1("The pact shows all that is documented", "Add an interaction to dev.ingestjobs.contract.consumer, by hand.",
      subject -> Coverage.check(subject.document(), subject.pact())),
  A2("The pact shows all values that are documented", "Add an interaction to dev.ingestjobs.contract.consumer, by hand.",
      subject -> ValueCoverage.check(subject.document(), subject.pact())),
  B2("The pact refuses what the document forbids", "Tighten the matching rule in dev.ingestjobs.contract.consumer.",
      subject -> MatcherHonesty.check(subject.document(), subject.pact())),
  C("The document's examples honour the pact", "Document and pact disagree: mend the one that is wrong.",
      subject -> StubAgainstPact.check(subject.document(), subject.pact())),
  CPLUS("The pact and the client take all that the document allows, and no more", "Document, pact and client disagree: mend the one that is wrong.",
      subject -> GeneratedBodies.check(subject.document(), subject.pact()));

  private final String title;
  private final String advice;
  private final Function<Subject, List<Finding>> check;

  Check(String title, String advice, Function<Subject, List<Finding>> check) {
    this.title = title;
    this.advice = advice;
    this.check = check;
  }

  /** As the table of checks has it: {@code A0}, {@code C+}. */
  public String id() {
    return this == CPLUS ? "C+" : name();
  }

  /** What holds when the check finds nothing. */
  public String title() {
    return title;
  }

  /** What to do about its findings. */
  public String advice() {
    return advice;
  }

  /** What it finds. A document that cannot be worked with is a finding, too. */
  public List<Finding> run(Subject subject) {
    return Findings.of(() -> check.apply(subject));
  }
}
