package dev.ingestjobs.contract.trap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Pact reports its use to an analytics service unless the JVM that runs the tests is told not to. */
class TelemetryTest {
  private static final String DO_NOT_TRACK = "pact_do_not_track";

  @Test
  void thisJvmIsToldNotTo() {
    assertThat(System.getenv(DO_NOT_TRACK)).as("the variable " + DO_NOT_TRACK + ", which contract-tests/pom.xml sets").isEqualTo("true");
  }

  @Test
  void whatThisJvmIsToldKeepsPactFromReporting() throws Exception {
    assertThat(reports(environment -> { })).as("what Pact sends").isEqualTo("nothing");
  }

  @Test
  void withoutItPactReports() throws Exception {
    assertThat(reports(environment -> environment.keySet().removeIf(DO_NOT_TRACK::equalsIgnoreCase)))
        .startsWith("CONNECT www.google-analytics.com:443");
  }

  /** What a JVM with this one's environment, edited, asks the world for. It never gets there. */
  private static String reports(Consumer<Map<String, String>> environment) throws IOException, InterruptedException {
    try (DeadEnd proxy = new DeadEnd()) {
      OtherJvm.output(OtherJvm.start(Telemetry.class, environment,
          "-Dhttps.proxyHost=127.0.0.1", "-Dhttps.proxyPort=" + proxy.port(), "-Dhttp.nonProxyHosts="));
      return proxy.firstRequest();
    }
  }
}
