package com.example.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.summary.NotFullyLoadedException;
import dev.ingestjobs.stub.ReceivedRequest;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import dev.ingestjobs.stub.junit.IngestJobsStub;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How a pipeline is tested against the stub. In another project it would be called {@code NightlyLoadTest}; in this one, what depends on
 * the document runs late.
 */
@IngestJobsStub
class NightlyLoadIT {
  private static final String JOB = "isj-20240701-48815-6dcXdk";

  private IngestJobsClient client;
  private NightlyLoad load;

  @BeforeEach
  void setUp(StubServer stub) {
    // As in production, but with nothing to wait for: polls, and retries, a millisecond apart.
    client = IngestJobsClient.builder()
        .baseUrl(stub.baseUrl()).tenant("socktown").token("any")
        .retry(RetryPolicy.DEFAULT.withBaseDelay(Duration.ofMillis(1)))
        .rateLimiter(RateLimiter.unlimited())
        .build();
    load = new NightlyLoad(client, AwaitOptions.builder()
        .pollInterval(Duration.ofMillis(1), Duration.ofMillis(2)).timeout(Duration.ofSeconds(30)).build());
  }

  @AfterEach
  void tearDown() {
    client.close();
  }

  @Test
  void goesOnOnceTheJobHasSucceeded(StubServer stub) {
    stub.play(JOB, TimeLine.succeeding(5));

    assertThat(load.loadedRows(JOB)).isPositive();
    assertThat(stub.requests(JOB)).hasSize(5);
  }

  @Test
  void sitsOutAStormOfTheRateLimit(StubServer stub) {
    stub.play(JOB, TimeLine.of("isj-scheduled")
        .then(TimeLine.rateLimited(7)).header("Retry-After", "0")   // the document's example says 2 seconds
        .then(TimeLine.succeeding(3)));

    assertThat(load.loadedRows(JOB)).isPositive();
    assertThat(statuses(stub)).containsExactly(200, 429, 429, 429, 429, 429, 429, 429, 200, 200, 200);
  }

  @Test
  void livesWithAConnectionThatIsLost(StubServer stub) {
    stub.play(JOB, TimeLine.of("isj-running").cutOffInBody().times(2).then("isj-running").cutOff().times(2).then("isj-1f73r9u2"));

    assertThat(load.loadedRows(JOB)).isPositive();
    assertThat(statuses(stub)).containsExactly(200, 200, 0, 0, 200);
  }

  @Test
  void stopsIfTheJobFails(StubServer stub) {
    stub.play(JOB, TimeLine.failing(3));

    assertThatThrownBy(() -> load.loadedRows(JOB)).isInstanceOf(NotFullyLoadedException.class).hasMessageContaining("failed");
    assertThat(stub.requests(JOB)).hasSize(3);
  }

  @Test
  void stopsAtOnceIfTheTokenExpires(StubServer stub) {
    stub.play(JOB, TimeLine.of("isj-running").then("isj-unauthorized").then("isj-1f73r9u2"));

    assertThatThrownBy(() -> load.loadedRows(JOB)).isInstanceOf(AwaitException.class).hasCauseInstanceOf(UnauthorizedException.class);
    assertThat(statuses(stub)).containsExactly(200, 401);
  }

  private static List<Integer> statuses(StubServer stub) {
    return stub.requests(JOB).stream().map(ReceivedRequest::status).toList();
  }
}
