package dev.ingestjobs.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Subject;
import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.spec.check.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Check H: the checks notice whatever of the catalogue must be noticed, and nothing else. */
class MutationIT {
  /** {@code -Dcontract.mutation=all} takes minutes: every place that an operator fits, and every check on everything. */
  private static final boolean ALL = System.getProperty("contract.mutation", "").equals("all");
  private static final int MOST = ALL ? Integer.MAX_VALUE : 2;

  private static final List<Part.Mutant> JUDGED = new ArrayList<>();
  private static Map<String, List<Operator>> catalogue;
  private static Subject subject;
  private static Checks checks;

  @BeforeAll
  static void theBuild() {
    catalogue = Operator.readAll(Path.of("src/test/mutations")).stream().collect(Collectors.groupingBy(Operator::kind));
    subject = Subject.ofThisBuild();
    checks = new Checks(subject, ALL);
  }

  @AfterAll
  static void report() {
    Part.write("mutation", JUDGED);
  }

  @Test
  void brokenDocumentsAreNoticed() {
    judge("document", new DocumentMutants(subject.document(), document -> checks.complaints(subject.with(document))));
  }

  @Test
  void brokenPactsAreNoticed() throws IOException {
    judge("pact", new PactMutants(Contract.pactFile(), pact -> checks.complaints(subject.with(pact))));
  }

  @Test
  void brokenResponsesAreNoticed() throws IOException {
    try (ResponseMutants responses = new ResponseMutants(subject.document(), subject.pact())) {
      judge("response", responses);
    }
  }

  private static void judge(String kind, Kind mutants) {
    // Of a contract that is broken already, nobody can say what else would break it.
    List<Finding> baseline = checks.baseline();
    assertThat(baseline.isEmpty()).as("Nothing was broken on purpose, because ContractIT finds " + baseline.size() + " things that are").isTrue();
    Run run = Run.of(mutants, catalogue.get(kind), MOST);
    JUDGED.addAll(run.forTheReport());
    run.table().forEach(System.out::println);
    System.out.println(kind + ": " + run.score());
    assertThat(run.wrong()).as(kind + ": " + run.score()).isEmpty();
  }
}
