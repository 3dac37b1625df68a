package dev.ingestjobs.client.internal.limit;

import dev.ingestjobs.client.limit.RateLimiter;
import java.time.Duration;
import java.util.Optional;

/** No limit. */
public enum Unlimited implements RateLimiter {
  INSTANCE;

  private static final Optional<Duration> NOW = Optional.of(Duration.ZERO);

  @Override
  public Optional<Duration> reserve(Duration atMost) {
    return NOW;
  }
}
