package dev.ingestjobs.contract.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Code;
import dev.ingestjobs.contract.check.Subject;
import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Findings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Check H: each operator of the catalogue, on the document, the pact and the responses of this build. It is tried in one place of the
 * document or of the pact, and in two responses; {@code -Dmutation.places=1000} tries it wherever it can be applied, and asks every
 * check of everything.
 */
class MutationIT {
  private static final Path CATALOGUE = Path.of("src/test/mutations");
  private static final int PLACES = Integer.getInteger("mutation.places", 1);
  private static final int RESPONSES = 2 * PLACES;
  /** What the client thinks of all these responses is of no interest here. It is held, or its level would be forgotten. */
  private static final Logger OF_THE_CLIENT = Logger.getLogger("dev.ingestjobs.client");
  /** No document and no pact can bring them about: ChecksIT does. */
  private static final List<Code> ELSEWHERE = List.of(Code.INTERACTION_DUPLICATE, Code.CLIENT_SILENT);

  /** Of what another check has noticed, C+ is asked only in the long run. */
  private static final List<Code> IN_THE_LONG_RUN = List.of(Code.CLIENT_BODY_REFUSED, Code.BREAK_ACCEPTED, Code.CLIENT_BODY_CHANGED);

  private static final List<Part.Mutant> MUTANTS = new ArrayList<>();
  private static Checks checks;
  private static Run documents;
  private static Run pacts;
  private static Run responses;

  @BeforeAll
  static void everyMutant() throws IOException {
    List<Operator> catalogue = Operator.readAll(CATALOGUE);
    Subject subject = Subject.ofThisBuild();
    checks = new Checks(subject, PLACES > 1);
    // Of what is broken by itself, there is no telling what a mutant adds to it.
    if (checks.baseline().stream().anyMatch(Findings::fails)) {
      throw failure("Nothing was mutated, because the contract itself is broken: ContractIT says where.");
    }
    Level level = OF_THE_CLIENT.getLevel();
    OF_THE_CLIENT.setLevel(Level.OFF);
    try (ResponseMutants ofResponses = new ResponseMutants(subject.document(), subject.pact())) {
      documents = run("document", new DocumentMutants(subject.document(), document -> checks.complaints(subject.with(document))), catalogue, PLACES);
      pacts = run("pact", new PactMutants(Contract.pactFile(), pact -> checks.complaints(subject.with(pact))), catalogue, PLACES);
      responses = run("response", ofResponses, catalogue, RESPONSES);
    } finally {
      OF_THE_CLIENT.setLevel(level);
    }
  }

  private static Run run(String name, Kind kind, List<Operator> catalogue, int places) {
    Run run = Run.of(name, kind, catalogue, places);
    run.table().forEach(System.out::println);
    System.out.println(run.score());
    MUTANTS.addAll(run.forTheReport());
    return run;
  }

  @Test
  void documentsAreJudgedAsTheCatalogueSays() {
    judgedAsTheCatalogueSays(documents);
  }

  @Test
  void pactsAreJudgedAsTheCatalogueSays() {
    judgedAsTheCatalogueSays(pacts);
  }

  @Test
  void responsesAreJudgedAsTheCatalogueSays() {
    judgedAsTheCatalogueSays(responses);
  }

  @Test
  void everyCodeIsWhatSomeMutantWasFoundFor() {
    List<FindingCode> unfound = new ArrayList<>(Arrays.asList(Code.values()));
    unfound.removeAll(checks.codes());

    unfound.removeAll(PLACES > 1 ? List.of() : IN_THE_LONG_RUN);
    assertThat(unfound).containsExactlyElementsOf(ELSEWHERE);
  }

  @AfterAll
  static void report() {
    Part.write("mutation", MUTANTS);
  }

  private static void judgedAsTheCatalogueSays(Run run) {
    if (!run.wrong().isEmpty()) {
      throw failure(run.score() + ". Mend the check, or the operator in contract-tests/" + CATALOGUE + ":\n  " + String.join("\n  ", run.wrong()));
    }
  }

  private static AssertionError failure(String message) {
    AssertionError failure = new AssertionError(message);
    // Where in the tests it was thrown tells nobody anything.
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }
}
