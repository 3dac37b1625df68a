package dev.ingestjobs.contract.provider;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.Interaction;
import au.com.dius.pact.provider.junit5.PactVerificationContext;
import au.com.dius.pact.provider.junit5.PactVerificationInvocationContextProvider;
import au.com.dius.pact.provider.junitsupport.State;
import au.com.dius.pact.provider.junitsupport.StateChangeAction;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.stub.StubServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** Verifies a pact, which a subclass says where to find, against the stub, which is made of the document's examples. */
abstract class StubVerification {
  private static final Set<String> VERIFIED = new HashSet<>();
  private static StubServer stub;

  @BeforeAll
  static void start() {
    VERIFIED.clear();
    stub = StubServer.start();
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  @BeforeEach
  void target(PactVerificationContext context) {
    context.setTarget(new StubTarget(stub.baseUrl()));
  }

  @TestTemplate
  @ExtendWith(PactVerificationInvocationContextProvider.class)
  void honours(PactVerificationContext context, Interaction interaction) {
    context.verifyInteraction();
    VERIFIED.add(interaction.uniqueKey());
  }

  /** Check B3, its last part. */
  @AfterAll
  static void everyInteractionWasVerified() {
    assertThat(VERIFIED).as("verified interactions").hasSameSizeAs(Defined.interactions());
  }

  @State(Contract.VERSION_IS_DEPRECATED)
  void versionIsDeprecated() {
    stub.announceEnd(true);
  }

  @State(value = Contract.VERSION_IS_DEPRECATED, action = StateChangeAction.TEARDOWN)
  void versionIsCurrent() {
    stub.announceEnd(false);
  }

  /** The stub is always in all of these at once: it knows each by the job that is asked for. */
  @State({
    "the job is finished", "the job is running", "the job is scheduled", "the job failed", "the job has no tables yet",
    "a table is in a state that nobody has heard of", "the job has fields that nobody has heard of", "the job has several tables",
    "the job has a table in every other state", "the job says no more than it must",
    "the tenant does not reach the API", "the version is not supported", "the token is not valid", "the token does not permit it",
    "there is no such job", "the method is not supported", "the request conflicts with the tenant's state",
    "the rate limit is exceeded", "the API fails", "a gateway gets no answer", "the API is unavailable"
  })
  void anAnswerOfTheStub() {
    // Nothing is to be set up.
  }
}
