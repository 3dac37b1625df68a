package dev.ingestjobs.client;

import dev.ingestjobs.client.internal.time.Time;

/** Lets the tests of other packages replace the time of a client. */
public final class ClientsOfTests {
  private ClientsOfTests() {}

  public static IngestJobsClient.Builder inTime(Time time, IngestJobsClient.Builder builder) {
    return builder.time(time, null);
  }
}
