package dev.ingestjobs.contract.trap;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Counts;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.check.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pact writes fewer interactions, or more, than the tests define, and says nothing. */
class LostInteractionsTest {
  private static final String FILE = Contract.CONSUMER + "-" + Contract.PROVIDER + ".json";

  @TempDir Path folder;

  @Test
  void ofTwoInteractionsWithOneDescriptionAndStateTheLaterAloneIsKeptAndTheCheckTells() {
    V4Pact earlier = pact("a job", 200);
    V4Pact later = pact("a job", 404);
    write(earlier);
    write(later);

    assertThat(written()).extracting(interaction -> interaction.getResponse().getStatus()).containsExactly(404);
    assertThat(found(Stream.of(earlier, later)))
        .containsExactly("pact.interaction.duplicate [a job given the job exists]");
  }

  @Test
  void anInteractionThatWasRemovedStaysInTheFileAndTheCheckTells() {
    write(pact("a job", 200));
    write(pact("a job of yesterday", 200));
    // The next build, in which the second is gone.
    V4Pact today = pact("a job", 200);
    write(today);

    assertThat(written()).extracting(SynchronousHttp::getDescription).containsExactlyInAnyOrder("a job", "a job of yesterday");
    assertThat(found(Stream.of(today))).containsExactly("pact.interaction.stale [a job of yesterday given the job exists]");
  }

  @Test
  void ifOneTestAloneIsRunAPartIsWrittenAndTheCheckTells() {
    V4Pact run = pact("a job", 200);
    write(run);

    assertThat(written()).hasSize(1);
    assertThat(found(Stream.of(run, pact("another job", 200))))
        .containsExactly("pact.interaction.unwritten [another job given the job exists]");
  }

  @Test
  void noTwoInteractionsOfThisProjectAreAlike() {
    assertThat(Counts.check(Defined.interactions(), Defined.interactions())).isEmpty();
  }

  private static V4Pact pact(String description, int status) {
    return new ConsumerPactBuilder(Contract.CONSUMER).pactSpecVersion(PactSpecVersion.V4).hasPactWith(Contract.PROVIDER)
        .given("the job exists").uponReceiving(description).method("GET").path("/ingest/jobs/isj-1")
        .willRespondWith().status(status).toPact(V4Pact.class);
  }

  /** As Pact's JUnit extension does it when a test has passed. */
  private void write(V4Pact pact) {
    pact.write(folder.toString(), PactSpecVersion.V4).unwrap();
  }

  private List<SynchronousHttp> written() {
    return interactions((V4Pact) DefaultPactReader.INSTANCE.loadPact(folder.resolve(FILE).toFile()));
  }

  private List<String> found(Stream<V4Pact> defined) {
    List<Finding> findings = Counts.check(defined.flatMap(pact -> interactions(pact).stream()).toList(), written());
    return findings.stream().map(finding -> finding.code() + " [" + finding.interaction() + "]").toList();
  }

  private static List<SynchronousHttp> interactions(V4Pact pact) {
    return pact.getInteractions().stream().map(SynchronousHttp.class::cast).toList();
  }
}
