package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.error.DeadlineExceededException;
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
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

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

  /** Waits for the next place. Our own limiters neither block nor fail: they are not worth a thread. */
  void take(String jobId, Scope scope) {
    scope.check(WAITING);
    if (limiter instanceof AdaptiveRateLimiter own) {
      AdaptiveRateLimiter.Place place = own.take(scope.remaining()).orElseThrow(() -> noPlace(scope));
      for (Duration wait = own.untilThen(place); !wait.isZero(); wait = own.untilThen(place)) {
        waitFor(wait, jobId, scope);
      }
    } else if (limiter != Unlimited.INSTANCE) {
      Optional<Duration> wait = ask(() -> limiter.reserve(scope.remaining()), scope);
      if (wait == null) {
        throw new RateLimiterException("the rate limiter gave null");
      }
      waitFor(wait.orElseThrow(() -> noPlace(scope)), jobId, scope);
    }
    scope.check(WAITING);
  }

  private void waitFor(Duration wait, String jobId, Scope scope) {
    if (wait.compareTo(scope.remaining()) >= 0) {
      throw noPlace(scope);
    }
    if (wait.compareTo(Duration.ZERO) > 0) {
      reporter.limit(new LimitEvent(jobId, wait));
      scope.sleep(wait, WAITING);
    }
  }

  private static DeadlineExceededException noPlace(Scope scope) {
    return scope.deadlineExceeded("the rate limiter has no place for it before that");
  }

  /** Tells the limiter of a 429. If that fails, the next place will tell. */
  void refused(ResponseException response, Scope scope) {
    if (limiter instanceof AdaptiveRateLimiter own) {
      own.rateLimited(response.retryAfter());
    } else if (limiter != Unlimited.INSTANCE) {
      try {
        ask(() -> {
          limiter.rateLimited(response.retryAfter());
          return true;
        }, scope);
      } catch (IngestJobsException e) {
        System.getLogger(Reporter.LOGGER).log(Level.WARNING, () -> "The rate limiter was not told of a 429: " + e.getMessage());
      }
    }
  }

  private <T> @Nullable T ask(Callable<T> question, Scope scope) {
    try {
      return foreignCode.run(question, scope, WAITING);
    } catch (ExecutionException e) {
      throw new RateLimiterException("the rate limiter threw " + e.getCause().getClass().getName());
    } catch (RejectedExecutionException e) {
      throw new RateLimiterException("there is no thread to ask the rate limiter in: " + e.getMessage());
    }
  }
}
