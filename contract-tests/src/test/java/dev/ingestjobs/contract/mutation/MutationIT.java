package dev.ingestjobs.contract.mutation;

import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Subject;
import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.spec.check.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every operator of the catalogue, on the document, the pact and the responses of this build. By default each is tried in one place
 * of the document or the pact, and in three responses; {@code -Dmutation.places=1000} tries it wherever it can be applied.
 */
class MutationIT {
  private static final Path CATALOGUE = Path.of("src/test/mutations");
  private static final int PLACES = Integer.getInteger("mutation.places", 1);
  private static final int RESPONSES = 3 * PLACES;
  /** What the client thinks of all these responses is of no interest here. It is held, or its level would be forgotten. */
  private static final Logger OF_THE_CLIENT = Logger.getLogger("dev.ingestjobs.client");

  private static final List<Part.Mutant> MUTANTS = new ArrayList<>();
  private static List<Operator> catalogue;
  private static Subject subject;
  private static Checks checks;
  private static Level level;

  @BeforeAll
  static void theBuild() {
    level = OF_THE_CLIENT.getLevel();
    OF_THE_CLIENT.setLevel(Level.OFF);
    catalogue = Operator.readAll(CATALOGUE);
    subject = Subject.ofThisBuild();
    checks = new Checks(subject);
    // Of what is broken by itself, there is no telling what a mutant adds to it.
    if (checks.baseline().stream().anyMatch(Findings::fails)) {
      throw failure("Nothing was mutated, because the contract itself is broken: ContractIT says where.");
    }
  }

  @Test
  void documentsThatDiffer() {
    tried("document", new DocumentMutants(subject.document(), document -> checks.complaints(subject.with(document))), PLACES);
  }

  @Test
  void pactsThatDiffer() throws IOException {
    tried("pact", new PactMutants(Contract.pactFile(), pact -> checks.complaints(subject.with(pact))), PLACES);
  }

  @Test
  void responsesThatDiffer() throws IOException {
    try (ResponseMutants responses = new ResponseMutants(subject.document(), subject.pact())) {
      tried("response", responses, RESPONSES);
    }
  }

  private static void tried(String kind, Kind mutants, int most) {
    Run run = Run.of(kind, mutants, catalogue, most);
    MUTANTS.addAll(run.forTheReport());
    run.table().forEach(System.out::println);
    System.out.println(run.score());
    if (!run.wrong().isEmpty()) {
      throw failure(run.wrong().size() + " mutants are not as " + CATALOGUE + " says.\n  " + String.join("\n  ", run.wrong()));
    }
  }

  private static AssertionError failure(String message) {
    AssertionError failure = new AssertionError(message);
    // Where in the tests it was thrown tells nobody anything.
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }

  @AfterAll
  static void report() {
    OF_THE_CLIENT.setLevel(level);
    Part.write("mutation", MUTANTS);
  }
}
