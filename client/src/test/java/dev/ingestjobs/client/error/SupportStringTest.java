package dev.ingestjobs.client.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.internal.ClientVersion;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SupportStringTest {
  private static final String CLIENT =
      "client: amperity-ingest-client/" + ClientVersion.version() + " (Java " + System.getProperty("java.version") + ")\n";
  private static final CallDetails CALL = new CallDetails("https://h.example/api/ingest/jobs/job-1", "socktown", "2024-04-01", 2,
      Instant.parse("2026-06-01T00:00:00Z"), Duration.ofMillis(1234));
  private static final String CALL_LINES = """
      url: https://h.example/api/ingest/jobs/job-1
      tenant: socktown
      api-version: 2024-04-01
      attempts: 2
      started: 2026-06-01T00:00:00Z
      elapsed: 1234 ms
      """;

  private static ApiException api(String message) {
    return ApiException.of(new ErrorResponse(503, message, "r-1", "t-1", "the body", Duration.ofSeconds(7)));
  }

  @Test
  void itTellsAllThatIsKnownOfAResponseAndItsCallAndNothingOfItsBody() {
    IngestJobsException failure = api("busy");
    failure.initCall(CALL);
    failure.addSuppressed(new TransportException("GET x: ConnectException: refused", new IOException("secret")));
    failure.addSuppressed(new IOException("secret"));

    assertThat(failure.toSupportString()).isEqualTo("""
        error: ServiceUnavailableException
        message: 503 service unavailable: busy [request_id r-1] [trace_id t-1]
        status: 503
        request_id: r-1
        trace_id: t-1
        retry-after: 7 s
        """ + CALL_LINES + """
        earlier: TransportException: GET x: ConnectException: refused
        earlier: java.io.IOException
        """ + CLIENT);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    ApiException failure = ApiException.of(new ErrorResponse(404, null, null, null, "", null));

    assertThat(failure.toSupportString()).isEqualTo("""
        error: NotFoundException
        message: 404 not found
        status: 404
        """ + CLIENT);
  }

  @Test
  void causesAreToldByTheirTypesAlone() {
    TransportException failure = new TransportException("a", new IOException("secret", new IllegalStateException("secret")));

    assertThat(failure.toSupportString()).isEqualTo("""
        error: TransportException
        message: a
        cause: java.io.IOException
        cause: java.lang.IllegalStateException
        """ + CLIENT);
  }

  @Test
  void aWaitTellsOfTheCallThatEndedIt() {
    IngestJobsException cause = api("busy");
    cause.initCall(CALL);
    AwaitException failure = new AwaitException("job-1", AwaitException.Reason.FAILED, null, Duration.ofSeconds(9), 3, cause);

    assertThat(failure.toSupportString()).isEqualTo("error: AwaitException\nmessage: " + failure.getMessage() + "\n" + CALL_LINES + """
        cause: ServiceUnavailableException: 503 service unavailable: busy [request_id r-1] [trace_id t-1]
        status: 503
        request_id: r-1
        trace_id: t-1
        retry-after: 7 s
        """ + CLIENT);
  }

  @Test
  void whatAServerWritesIsNoLineOfItsOwn() {
    ApiException failure = ApiException.of(
        new ErrorResponse(500, "a\nerror: forged\r\n", "r\nstatus: 200", "t\u2028\u0085\u009b[31m", "", null));

    assertThat(failure.toSupportString().lines()).hasSize(6).noneMatch(line -> line.startsWith("error: forged"))
        .containsOnlyOnce("status: 500").contains("request_id: r status: 200", "trace_id: t [31m");
  }

  @Test
  void onlyTheFirstCallCounts() {
    IngestJobsException failure = api("busy");
    assertThat(failure.call()).isEmpty();
    failure.initCall(CALL);
    failure.initCall(new CallDetails("", "", "", 0, Instant.EPOCH, Duration.ZERO));

    assertThat(failure.call()).contains(CALL);
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(ClientVersion.version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
    assertThat(ClientVersion.userAgent("my-pipeline/1.4")).startsWith("my-pipeline/1.4 amperity-ingest-client/");
  }
}
