package dev.ingestjobs.contract.trap;

import au.com.dius.pact.consumer.ConsumerPactRunnerKt;
import au.com.dius.pact.consumer.PactVerificationResult;
import au.com.dius.pact.consumer.model.MockProviderConfig;
import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.provider.junit5.HttpTestTarget;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.stub.StubServer;
import java.util.HashMap;
import java.util.List;
import kotlin.Pair;

/** One interaction in both directions, with the token: the client asks Pact's mock server, Pact's client asks the stub. */
final class OneInteraction {
  private OneInteraction() {}

  public static void main(String[] args) {
    SynchronousHttp interaction = Defined.interactions().stream()
        .filter(candidate -> candidate.getDescription().equals("a finished job")).findFirst().orElseThrow();
    V4Pact pact = new V4Pact(new Consumer(Contract.CONSUMER), new Provider(Contract.PROVIDER), List.of(interaction));
    System.out.println("consumer: " + consumer(pact) + ", provider: " + provider(pact, interaction));
  }

  private static String consumer(V4Pact pact) {
    PactVerificationResult result = ConsumerPactRunnerKt.runConsumerTest(pact,
        MockProviderConfig.createDefault(PactSpecVersion.V4),
        (server, context) -> Contract.client(server.getUrl()).get("isj-1f73r9u2"));
    return result.getClass().getSimpleName();
  }

  private static int provider(V4Pact pact, SynchronousHttp interaction) {
    try (StubServer stub = StubServer.start()) {
      HttpTestTarget target = new HttpTestTarget(stub.baseUrl().getHost(), stub.baseUrl().getPort(), stub.baseUrl().getPath());
      Pair<Object, Object> prepared = target.prepareRequest(pact, interaction, new HashMap<>());
      return target.executeInteraction(prepared.getSecond(), prepared.getFirst()).getStatusCode();
    }
  }
}
