package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.internal.limit.Unlimited;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.observe.LimitEvent;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** The place of each attempt within the rate limit. Safe for use by several threads. */
public final class Places {
  private static final String WAITING = "waiting for the rate limiter";

  private final RateLimiter limiter;
  private final ForeignCode foreignCode;
  private final Reporter reporter;

  public Places(RateLimiter limiter, ForeignCode foreignCode, Reporter reporter) {
    this.limiter = limiter;
    this.foreignCode = foreignCode;
    this.reporter = reporter;
  }

  /** Waits for the next place. */
  void take(String jobId, Scope scope) {
    Optional<Duration> wait = ask(() -> limiter.reserve(scope.remaining()), scope);
    if (wait == null || wait.isEmpty()) {
      scope.check(WAITING);
      throw scope.deadlineExceeded("the rate limiter has no place for it before that");
    }
    if (wait.get().compareTo(Duration.ZERO) > 0) {
      reporter.limit(new LimitEvent(jobId, wait.get()));
      scope.sleep(wait.get(), WAITING);
    }
    scope.check(WAITING);
  }

  /** Tells the limiter of a 429. If that fails, the next place will tell. */
  void refused(ResponseException response, Scope scope) {
    try {
      ask(() -> {
        limiter.rateLimited(response.retryAfter());
        return true;
      }, scope);
    } catch (IngestJobsException e) {
      System.getLogger(Reporter.LOGGER).log(Level.WARNING, () -> "The rate limiter was not told of a 429: " + e.getMessage());
    }
  }

  private <T> T ask(Callable<T> question, Scope scope) {
    try {
      if (limiter instanceof AdaptiveRateLimiter || limiter instanceof Unlimited) {
        return question.call();
      }
      return foreignCode.run(question, scope, WAITING);
    } catch (ExecutionException e) {
      throw new RateLimiterException("the rate limiter threw " + e.getCause().getClass().getName());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("our own limiters throw nothing", e);
    }
  }
}
