package dev.ingestjobs.contract.trap;

import au.com.dius.pact.core.support.MetricEvent;
import au.com.dius.pact.core.support.Metrics;

/** Reports the use of Pact to its makers, as Pact does after a class of consumer tests. */
final class Telemetry {
  private Telemetry() {}

  public static void main(String[] args) {
    // It is sent by a thread that the JVM waits for.
    Metrics.INSTANCE.sendMetrics(new MetricEvent.ConsumerTestRun(1, "junit5"));
  }
}
