package dev.ingestjobs.client.internal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Dates in headers: the three forms of RFC 9110, and such as the vendor's own {@code Tue, 1 Sep 2024 23:59:59 GMT}. */
public final class HttpDates {
  /** The first year that two digits may mean: fifty years or so ago, as RFC 9110 wants it. */
  private static final int FIRST_SHORT_YEAR = 1976;
  /** Without the weekday: in the vendor's own example it does not fit the date. A day may have one digit. */
  private static final List<DateTimeFormatter> FORMS = Stream.of(
          new DateTimeFormatterBuilder().appendPattern("d MMM uuuu HH:mm:ss 'GMT'"),
          new DateTimeFormatterBuilder().appendPattern("d-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, FIRST_SHORT_YEAR).appendPattern(" HH:mm:ss 'GMT'"),
          new DateTimeFormatterBuilder().appendPattern("MMM d HH:mm:ss uuuu"))
      .map(form -> form.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT))
      .toList();

  private HttpDates() {}

  /** The moment that a header's value names; empty if it has no such form. */
  public static Optional<Instant> parse(String value) {
    String date = value.trim().replaceAll(" +", " ").replaceFirst("^[A-Za-z]+,? ", "");
    for (DateTimeFormatter form : FORMS) {
      try {
        return Optional.of(LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // Perhaps the next form.
      }
    }
    return Optional.empty();
  }
}
