package dev.ingestjobs.client.retry;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.token.TokenException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which failures are tried again, how often and after how long. Immutable; every method gives another value.
 *
 * <p>The wait before the next attempt is exponential back-off with full jitter: a random time from zero to {@code baseDelay}
 * doubled with each failure, {@code maxDelay} at most. If the response has a {@code Retry-After}, the wait is at least that.
 * There is no next attempt if the wait would end beyond the deadline of the call ({@code IngestJobsClient.Builder.timeout}): the
 * last failure is thrown at once, and tells the {@code Retry-After}.
 *
 * <p>Tried again are the statuses of {@link #statuses()}, whatever the body is, and failures of the network: the host was not
 * reached, the connection or the body broke off, an attempt took longer than {@code attemptTimeout}. Never tried again are any
 * other status, such as 400, 401, 403 and 404; a body that is whole and not understood; a certificate that is not trusted; an
 * interrupt or a cancellation. (A 401 is tried once more if the token provider then gives another token; that does not count
 * here.)
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential back-off and jitter</a>
 */
public final class RetryPolicy {
  /** 5 attempts, waits of up to 0.5, 1, 2 and 4 seconds, for 429, 500, 502, 503 and 504 and failures of the network. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(20), Set.of(429, 500, 502, 503, 504));
  /** One attempt. */
  public static final RetryPolicy NONE = DEFAULT.withMaxAttempts(1);

  private static final int MOST_ATTEMPTS = 100;
  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  private final int maxAttempts;
  private final Duration baseDelay;
  private final Duration maxDelay;
  private final Set<Integer> statuses;

  private RetryPolicy(int maxAttempts, Duration baseDelay, Duration maxDelay, Set<Integer> statuses) {
    this.maxAttempts = maxAttempts;
    this.baseDelay = baseDelay;
    this.maxDelay = maxDelay;
    this.statuses = statuses;
  }

  /** How many attempts a call makes at most, the first one included: from 1 to 100. Default: 5. */
  public RetryPolicy withMaxAttempts(int maxAttempts) {
    if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
      throw new InvalidInputException("maxAttempts", "is not between 1 and " + MOST_ATTEMPTS);
    }
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, statuses);
  }

  /** The longest wait after the first failure, doubled with each further one: up to 1 h. Default: 500 ms. */
  public RetryPolicy withBaseDelay(Duration baseDelay) {
    return new RetryPolicy(maxAttempts, delay("baseDelay", baseDelay), maxDelay, statuses);
  }

  /** The longest wait of all, but for a {@code Retry-After}: up to 1 h. Default: 20 s. */
  public RetryPolicy withMaxDelay(Duration maxDelay) {
    return new RetryPolicy(maxAttempts, baseDelay, delay("maxDelay", maxDelay), statuses);
  }

  /** The statuses that are tried again; none of 400, 401, 403 and 404 can be. Default: 429, 500, 502, 503, 504. */
  public RetryPolicy withStatuses(Set<Integer> statuses) {
    if (statuses.stream().anyMatch(status -> status < 400 || status > 599 || Set.of(400, 401, 403, 404).contains(status))) {
      throw new InvalidInputException("statuses", "has one that is no 4xx or 5xx, or that no repetition can mend: 400, 401, 403, 404");
    }
    return new RetryPolicy(maxAttempts, baseDelay, maxDelay, Set.copyOf(statuses));
  }

  private static Duration delay(String input, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
      throw new InvalidInputException(input, "is not between 0 and " + LONGEST_DELAY.toHours() + " h");
    }
    return delay;
  }

  public int maxAttempts() {
    return maxAttempts;
  }

  public Duration baseDelay() {
    return baseDelay;
  }

  public Duration maxDelay() {
    return maxDelay;
  }

  public Set<Integer> statuses() {
    return statuses;
  }

  /** Whether the same request may succeed a moment later. */
  public boolean isRetryable(IngestJobsException failure) {
    if (failure instanceof ResponseException response) {
      return statuses.contains(response.status());
    }
    if (failure instanceof TokenException token) {
      return token.isRetryable();
    }
    return failure instanceof TransportException
        && !(failure instanceof CallCanceledException)
        && !(failure instanceof CallInterruptedException)
        && !isOfTrust(failure);
  }

  private static boolean isOfTrust(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  /**
   * The wait after a number of failures.
   *
   * @param failures from 1
   * @param random from 0 to less than 1
   */
  public Duration delay(int failures, double random) {
    double longest = Math.min(maxDelay.toNanos(), Math.scalb((double) baseDelay.toNanos(), failures - 1));
    return Duration.ofNanos((long) (longest * random));
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxAttempts=" + maxAttempts + ", baseDelay=" + baseDelay + ", maxDelay=" + maxDelay
        + ", statuses=" + new TreeSet<>(statuses) + "]";
  }
}
