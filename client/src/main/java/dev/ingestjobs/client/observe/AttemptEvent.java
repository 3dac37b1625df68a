package dev.ingestjobs.client.observe;

import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An attempt of a call.
 *
 * @param jobId the job that was asked for
 * @param attempt 1 for the first of the call
 * @param failure why it failed; empty if it brought the job
 * @param elapsed how long it took, its token included; what it waited for the rate limiter is not
 * @param retryIn after how long the next attempt is made; empty if there is none
 */
public record AttemptEvent(
    String jobId, int attempt, Optional<IngestJobsException> failure, Duration elapsed, Optional<Duration> retryIn) {

  /** The status of the response; empty if none came. */
  public OptionalInt status() {
    if (failure.isEmpty()) {
      return OptionalInt.of(200);
    }
    return failure.get() instanceof ResponseException response ? OptionalInt.of(response.status()) : OptionalInt.empty();
  }
}
