package dev.ingestjobs.client.limit;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.internal.limit.Unlimited;
import dev.ingestjobs.client.internal.time.SystemTime;
import java.time.Duration;
import java.util.Optional;

/**
 * Says when the next request may be sent. It is asked before every attempt of every call and poll, by several threads at
 * once.
 *
 * <p>The API allows 10 requests a second for each endpoint and tenant. A client keeps to that by itself with {@link #perSecond};
 * clients that share a client object, or a limiter, share the limit. Programs or machines that share a tenant plug in a
 * limiter that they share, for example one of Bucket4j with Redis or JDBC behind it:
 *
 * <pre>{@code
 * RateLimiter shared = atMost -> bucket.asBlocking().tryConsume(1, atMost) ? Optional.of(Duration.ZERO) : Optional.empty();
 * }</pre>
 *
 * <p>An implementation may wait by itself, as this one does, or tell how long to wait; the client then waits, and can be
 * canceled meanwhile. Either way, the time counts towards the deadline of the call. One that hangs is interrupted then.
 */
@FunctionalInterface
public interface RateLimiter {
  /**
   * Takes the next place in which a request may be sent.
   *
   * @param atMost how long the caller can wait
   * @return how long to wait before sending, zero or less for not at all; empty if that would be more than {@code atMost}, and no place
   *     is taken then
   * @throws Exception if it cannot tell; the call then ends with a {@link RateLimiterException}, as it does for null
   */
  Optional<Duration> reserve(Duration atMost) throws Exception;

  /**
   * Told of every 429, which says that others use the same limit, or that it is lower than was thought.
   *
   * @param retryAfter the wait that the server asks for; empty if it does not say
   * @throws Exception if that fails; it is logged, and changes nothing for the call
   */
  default void rateLimited(Optional<Duration> retryAfter) throws Exception {}

  /**
   * Lets no more than a number of requests begin within any second, and the first of them at once. After a 429 the rate is
   * halved and the requests are spread evenly, down to one a second; from then on it grows by a tenth of {@code requests} each
   * second. A {@code Retry-After} holds back all requests, for a minute at most. Both hold also for those that wait already.
   *
   * @param requests from 1 to 1000
   * @throws InvalidInputException if it is not
   */
  static RateLimiter perSecond(int requests) {
    return new AdaptiveRateLimiter(requests, SystemTime.INSTANCE);
  }

  /** Lets every request begin at once: for tests against a stub, or where something else keeps the limit. */
  static RateLimiter unlimited() {
    return Unlimited.INSTANCE;
  }
}
