package dev.ingestjobs.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.broker.FakeBroker.Asked;
import dev.ingestjobs.contract.consumer.Defined;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What a broker is told when the pact that it holds is verified. */
class PublishedPactIT {
  private static final String VERIFICATION = "dev.ingestjobs.contract.provider.PublishedPactVerification";
  private static final String VERSION = "0123abc";

  private final Properties before = new Properties();
  private FakeBroker broker;
  private JsonNode pact;

  @BeforeEach
  void start() throws IOException {
    before.putAll(System.getProperties());
    broker = new FakeBroker();
    pact = new ObjectMapper().readTree(Contract.pactFile().toFile());
    System.setProperty("pactbroker.url", broker.url() + "/");
    System.setProperty("pact.verifier.publishResults", "true");
    System.setProperty("pact.provider.version", VERSION);
    System.setProperty("pact.provider.branch", "main");
    // Else it comes from the environment.
    System.setProperty("PACT_BROKER_TOKEN", FakeBroker.TOKEN);
  }

  @AfterEach
  void stop() {
    System.setProperties(before);
    broker.close();
  }

  @Test
  void thatItIsHonoured() {
    broker.hold(VERSION, pact);

    verify().assertStatistics(tests -> tests.succeeded(Defined.interactions().size()).failed(0));

    assertThat(broker.changes()).extracting(Asked::toString)
        .containsExactly("PUT /pacticipants/amperity-ingest-jobs/branches/main/versions/" + VERSION, "POST /verification-results");
    JsonNode result = broker.changes().get(1).body();
    assertThat(result.get("success").booleanValue()).isTrue();
    assertThat(result.get("providerApplicationVersion").textValue()).isEqualTo(VERSION);
  }

  @Test
  void thatItIsNot() {
    ((ObjectNode) pact.at("/interactions/0/response")).put("status", 418);
    broker.hold(VERSION, pact);

    verify().assertStatistics(tests -> tests.failed(1));

    assertThat(broker.changes()).hasSize(2);
    assertThat(broker.changes().get(1).body().get("success").booleanValue()).isFalse();
  }

  @Test
  void nothingOfAnotherVersion() {
    broker.hold("another", pact);

    verify().assertStatistics(tests -> tests.started(0));

    assertThat(broker.asked()).isNotEmpty();
    assertThat(broker.changes()).isEmpty();
  }

  @Test
  void nothingWithoutItsTokenWhichNobodyElseIsToldEither() {
    System.setProperty("PACT_BROKER_TOKEN", "not-the-token");
    broker.hold(VERSION, pact);

    StringWriter failures = new StringWriter();
    EngineTestKit.engine("junit-jupiter").selectors(selectClass(VERIFICATION)).execute().allEvents().failed()
        .debug(new PrintWriter(failures));

    assertThat(failures.toString()).isNotEmpty().doesNotContain("not-the-token");
    assertThat(broker.changes()).isEmpty();
  }

  private static Events verify() {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(VERIFICATION)).execute().testEvents();
  }
}
