package dev.ingestjobs.contract.provider;

import au.com.dius.pact.provider.junitsupport.AllowOverridePactUrl;
import au.com.dius.pact.provider.junitsupport.Consumer;
import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactBroker;
import au.com.dius.pact.provider.junitsupport.loader.PactBrokerAuth;
import dev.ingestjobs.contract.Contract;
import org.junit.jupiter.api.BeforeAll;

/**
 * Check E: the stub honours the pact that this build has published, and the broker is told so. Pact does that for a pact that it has
 * loaded from the broker, which is why it is verified once more. Run by the profile {@code broker} alone.
 */
@Provider(Contract.PROVIDER)
@Consumer(Contract.CONSUMER)
@PactBroker(url = "${pactbroker.url}", authentication = @PactBrokerAuth(token = "${PACT_BROKER_TOKEN:}"))
@AllowOverridePactUrl
class PublishedPactVerification extends StubVerification {
  /** Not the newest of some branch, which another build may have published meanwhile. */
  @BeforeAll
  static void thePactOfThisBuild() {
    String broker = System.getProperty("pactbroker.url").replaceFirst("/$", "");
    System.setProperty("pact.filter.pacturl", broker + "/pacts/provider/" + Contract.PROVIDER + "/consumer/" + Contract.CONSUMER
        + "/version/" + System.getProperty("pact.provider.version"));
    String build = System.getenv("BUILD_URL");
    if (build != null) {
      System.setProperty("pact.verifier.buildUrl", build);
    }
  }
}
