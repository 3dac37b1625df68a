package dev.ingestjobs.client.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The {@code Retry-After} header of RFC 9110: a number of seconds, or a date in one of the forms of {@link HttpDates}. */
public final class RetryAfter {
  /** More than anybody waits, and few enough to calculate with. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private RetryAfter() {}

  /**
   * The wait that the header asks for, never negative and at most a year; empty if it has no such form.
   *
   * @param now what the time is for whoever has written the date
   */
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.trim();
    if (text.matches("[0-9]+")) {
      return Optional.of(bounded(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text))));
    }
    return HttpDates.parse(text).map(date -> bounded(Duration.between(now, date)));
  }

  private static Duration bounded(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
