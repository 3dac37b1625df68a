package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.stub.ReceivedRequest;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import dev.ingestjobs.stub.WireMocked;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Check G: what other teams test against honors the pact, by Pact's own matching rules. It honors it as the stub itself does: where
 * that fails, check C says so, and with the place in the document.
 */
class OtherStubsIT {
  private static StubServer stub;
  private static List<SynchronousHttp> pact;

  @BeforeAll
  static void start() {
    stub = StubServer.start();
    pact = Pacts.read(Contract.pactFile());
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  /** Each example of the document is the step of a time line of another job, and the pact is that of the other jobs. */
  @Test
  void timeLinesHonorThePact(@TempDir Path directory) throws IOException {
    String text = Files.readString(Contract.pactFile());
    try (StubServer played = StubServer.start()) {
      for (String jobId : stub.jobIds().keySet()) {
        played.play(other(jobId), TimeLine.of(jobId));
        text = text.replace('"' + jobId + '"', '"' + other(jobId) + '"').replace("/" + jobId + '"', "/" + other(jobId) + '"');
      }
      List<SynchronousHttp> others = Pacts.read(Files.writeString(directory.resolve("others.json"), text));

      assertHonored(others, played.baseUrl(), played::announceEnd);
      assertThat(played.requests()).hasSameSizeAs(pact).extracting(ReceivedRequest::jobId)
          .as("jobs that were asked for").allSatisfy(jobId -> assertThat(jobId).startsWith(other("")));
    }
  }

  @Test
  void wireMockHonorsThePact() throws IOException {
    try (WireMocked wireMock = WireMocked.packaged()) {
      assertHonored(pact, wireMock.baseUrl(), wireMock::announceEnd);
    }
  }

  private static String other(String jobId) {
    return "other-" + jobId;
  }

  private static void assertHonored(List<SynchronousHttp> interactions, URI baseUrl, Announcer announcer) throws IOException {
    assertThat(interactions).hasSameSizeAs(pact).isNotEmpty();
    SoftAssertions all = new SoftAssertions();
    for (int i = 0; i < pact.size(); i++) {
      SynchronousHttp own = pact.get(i);
      boolean deprecated = own.getProviderStates().stream().map(ProviderState::getName).anyMatch(Contract.VERSION_IS_DEPRECATED::equals);
      stub.announceEnd(deprecated);
      announcer.announceEnd(deprecated);
      HttpResponse known = ProviderClient.send(stub.baseUrl(), own.getRequest());
      HttpResponse answer = ProviderClient.send(baseUrl, interactions.get(i).getRequest());
      List<String> mismatches = new ArrayList<>(Matching.mismatches(interactions.get(i), answer));
      mismatches.removeAll(Matching.mismatches(own, known));
      all.assertThat(mismatches).as(Pacts.key(own)).isEmpty();
    }
    all.assertAll();
  }

  private interface Announcer {
    void announceEnd(boolean announced);
  }
}
