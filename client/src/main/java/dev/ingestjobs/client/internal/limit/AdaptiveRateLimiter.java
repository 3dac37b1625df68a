package dev.ingestjobs.client.internal.limit;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.limit.RateLimiter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * So many requests in any second, fewer for a while after a 429. Places are given in the order in which they are asked for, and
 * keep it when a 429 puts off those that are still to come. Safe for use by several threads.
 */
public final class AdaptiveRateLimiter implements RateLimiter {
  /** A second, and a little more for requests that travel at different speeds. */
  private static final long WINDOW = Duration.ofMillis(1020).toNanos();
  private static final double SECOND = Duration.ofSeconds(1).toNanos();
  private static final double SLOWEST_PER_SECOND = 1;
  /** By which part of the full rate the rate grows in a second. */
  private static final double RECOVERY = 0.1;
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);
  private static final int MOST_PER_SECOND = 1000;

  /** Where a request may be sent. */
  public static final class Place {
    private long moment;

    private Place() {}
  }

  private final Time time;
  private final long origin;
  private final int perSecond;
  private final ReentrantLock lock = new ReentrantLock();
  /** Those to come and as many before them, by number. All moments are nanoseconds since the origin. */
  private final Map<Long, Place> places = new HashMap<>();
  private long first;
  private long next;
  private long heldUntil;
  private long slowedAt = -WINDOW;
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
    this.slowedTo = perSecond;
  }

  /** For those who do not ask again: a 429 that comes meanwhile does not put their place off. */
  @Override
  public Optional<Duration> reserve(Duration atMost) {
    return take(atMost).map(this::untilThen);
  }

  /**
   * Takes the next place; empty if it is further ahead than {@code atMost}. Who has waited for it {@linkplain #untilThen asks
   * again}, because it may have been put off meanwhile.
   */
  public Optional<Place> take(Duration atMost) {
    lock.lock();
    try {
      long now = now();
      forget(now);
      Place place = new Place();
      place.moment = earliest(next, now);
      if (Duration.ofNanos(place.moment - now).compareTo(atMost) > 0) {
        return Optional.empty();
      }
      places.put(next++, place);
      return Optional.of(place);
    } finally {
      lock.unlock();
    }
  }

  /** How far ahead the place is; zero when it has come. */
  public Duration untilThen(Place place) {
    lock.lock();
    try {
      return Duration.ofNanos(Math.max(0, place.moment - now()));
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
      if (now - slowedAt >= WINDOW) {
        slowedTo = Math.max(SLOWEST_PER_SECOND, rate(now) / 2);
        slowedAt = now;
      }
      for (long number = first; number < next; number++) {
        Place place = places.get(number);
        if (place.moment > now) {
          place.moment = earliest(number, now);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private long now() {
    return time.nanoTime() - origin;
  }

  /** When the place with this number may be, by those before it. */
  private long earliest(long number, long now) {
    long moment = Math.max(now, heldUntil);
    Place before = places.get(number - 1);
    if (before != null) {
      moment = Math.max(moment, before.moment + spacing(before.moment));
    }
    Place aWindowAgo = places.get(number - perSecond);
    return aWindowAgo == null ? moment : Math.max(moment, aWindowAgo.moment + WINDOW);
  }

  /** How far apart requests are at a moment; 0 at the full rate, when only their number in a second counts. */
  private long spacing(long moment) {
    double rate = rate(moment);
    return rate < perSecond ? (long) (SECOND / rate) : 0;
  }

  private double rate(long moment) {
    double growth = Math.max(0, moment - slowedAt) / SECOND * perSecond * RECOVERY;
    return Math.min(perSecond, slowedTo + growth);
  }

  /** Forgets places on which none depends any more. */
  private void forget(long now) {
    while (next - first > perSecond && places.get(first + perSecond).moment <= now) {
      places.remove(first++);
    }
  }
}
