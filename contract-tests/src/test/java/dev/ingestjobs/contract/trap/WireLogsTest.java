package dev.ingestjobs.contract.trap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.contract.Contract;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/** Pact logs whole requests, the token included, to whatever logging it finds. */
class WireLogsTest {
  private static final String DONE = "consumer: Ok, provider: 200";

  private static Process asInTheTests;
  private static Process withLogging;

  @BeforeAll
  static void start() throws IOException {
    asInTheTests = OtherJvm.start(OneInteraction.class, environment -> { });
    withLogging = OtherJvm.start(OneInteraction.class, environment -> { }, "-Dslf4j.provider=" + LoudLogging.class.getName());
  }

  @Test
  void whatTheTestsUseLogsNowhere() {
    assertThat(LoggerFactory.getILoggerFactory()).as("the logging of the tests").isInstanceOf(NOPLoggerFactory.class);
  }

  @Test
  void anInteractionPrintsNothing() throws Exception {
    assertThat(OtherJvm.output(asInTheTests).strip()).isEqualTo(DONE);
  }

  @Test
  void whereSomethingLogsTheTokenIsPrinted() throws Exception {
    assertThat(OtherJvm.output(withLogging)).contains("Authorization", Contract.TOKEN, DONE);
  }
}
