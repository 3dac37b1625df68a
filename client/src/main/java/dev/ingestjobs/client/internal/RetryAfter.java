package dev.ingestjobs.client.internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The {@code Retry-After} header of RFC 9110: a number of seconds, or a date in one of three forms. */
public final class RetryAfter {
  /** More than anybody waits, and few enough to calculate with. */
  private static final Duration LONGEST = Duration.ofDays(365);
  /** Without the weekday: the vendor's own example of a date has one that does not fit. */
  private static final List<DateTimeFormatter> DATES = Stream.of(
          "d MMM uuuu HH:mm:ss 'GMT'", "d-MMM-uu HH:mm:ss 'GMT'", "MMM d HH:mm:ss uuuu")
      .map(form -> DateTimeFormatter.ofPattern(form, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT))
      .toList();

  private RetryAfter() {}

  /** The wait that the header asks for, never negative and at most a year; empty if it has no such form. */
  public static Optional<Duration> parse(String value, Clock clock) {
    String text = value.trim().replaceAll(" +", " ");
    if (text.matches("[0-9]+")) {
      return Optional.of(bounded(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text))));
    }
    String date = text.replaceFirst("^[A-Za-z]+,? ", "");
    for (DateTimeFormatter form : DATES) {
      try {
        return Optional.of(bounded(Duration.between(clock.instant(), LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC))));
      } catch (DateTimeException e) {
        // Perhaps the next form.
      }
    }
    return Optional.empty();
  }

  private static Duration bounded(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
