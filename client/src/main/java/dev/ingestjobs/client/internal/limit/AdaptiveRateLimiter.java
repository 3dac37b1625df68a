package dev.ingestjobs.client.internal.limit;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.limit.RateLimiter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many requests in any second, fewer for a while after a 429. Places are given in the order in which they are asked for.
 * Safe for use by several threads.
 */
public final class AdaptiveRateLimiter implements RateLimiter {
  /** A second, and a little more for requests that travel at different speeds. */
  private static final long WINDOW = Duration.ofMillis(1020).toNanos();
  private static final double SECOND = Duration.ofSeconds(1).toNanos();
  private static final double SLOWEST_PER_SECOND = 1;
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);
  private static final int MOST_PER_SECOND = 1000;

  private final Time time;
  private final long origin;
  private final int perSecond;
  private final ReentrantLock lock = new ReentrantLock();
  /** The moments of the last places, as a ring. Moments are nanoseconds since the origin. */
  private final long[] places;
  private int oldest;
  private long newest = Long.MIN_VALUE / 2;
  private long heldUntil;
  private boolean slowed;
  private long slowedAt;
  private double slowedTo;

  /**
   * @param perSecond from 1 to 1000
   */
  public AdaptiveRateLimiter(int perSecond, Time time) {
    if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
      throw new InvalidInputException("requestsPerSecond", "is not between 1 and " + MOST_PER_SECOND);
    }
    this.time = time;
    this.origin = time.nanoTime();
    this.perSecond = perSecond;
    this.places = new long[perSecond];
    Arrays.fill(places, -WINDOW);
  }

  @Override
  public Optional<Duration> reserve(Duration atMost) {
    lock.lock();
    try {
      long now = now();
      double rate = rate(now);
      long spacing = slowed ? (long) (SECOND / rate) : 0;
      long place = Math.max(Math.max(now, heldUntil), Math.max(newest + spacing, places[oldest] + WINDOW));
      if (place - now > atMost.toNanos()) {
        return Optional.empty();
      }
      places[oldest] = place;
      oldest = (oldest + 1) % places.length;
      newest = place;
      return Optional.of(Duration.ofNanos(place - now));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void rateLimited(Optional<Duration> retryAfter) {
    lock.lock();
    try {
      long now = now();
      retryAfter.ifPresent(wait -> heldUntil =
          Math.max(heldUntil, now + (wait.compareTo(LONGEST_HOLD) < 0 ? wait : LONGEST_HOLD).toNanos()));
      // The requests of the same second are all refused for the same reason: that counts once.
      if (!slowed || now - slowedAt >= WINDOW) {
        slowedTo = Math.max(SLOWEST_PER_SECOND, rate(now) / 2);
        slowedAt = now;
        slowed = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return time.nanoTime() - origin;
  }

  private double rate(long now) {
    double rate = slowed ? slowedTo + (now - slowedAt) / SECOND * perSecond / 10 : perSecond;
    if (rate >= perSecond) {
      slowed = false;
      return perSecond;
    }
    return rate;
  }
}
