package dev.ingestjobs.client.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The {@code Retry-After} header of RFC 9110: a number of seconds, or a date. */
public final class RetryAfter {
  /** Without the weekday: the vendor's own example of a date has one that does not fit. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);

  private RetryAfter() {}

  /** The wait that the header asks for, never negative; empty if it has neither form. */
  public static Optional<Duration> parse(String value, Clock clock) {
    String text = value.trim();
    if (text.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      Instant until = DATE.parse(text.substring(text.indexOf(',') + 1).trim(), Instant::from);
      Duration wait = Duration.between(clock.instant(), until);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
