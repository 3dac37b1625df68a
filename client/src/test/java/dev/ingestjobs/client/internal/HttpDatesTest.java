package dev.ingestjobs.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDatesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Sun, 06 Nov 1994 08:49:37 GMT     | 1994-11-06T08:49:37Z",
    "Sunday, 06-Nov-94 08:49:37 GMT    | 1994-11-06T08:49:37Z",
    "Sunday, 06-Nov-26 08:49:37 GMT    | 2026-11-06T08:49:37Z",
    "Sunday, 06-Nov-75 08:49:37 GMT    | 2075-11-06T08:49:37Z",
    "Sunday, 06-Nov-76 08:49:37 GMT    | 1976-11-06T08:49:37Z",
    "Sun Nov  6 08:49:37 1994          | 1994-11-06T08:49:37Z",
    "Sun Nov 16 08:49:37 1994          | 1994-11-16T08:49:37Z",
    "Tue, 1 Sep 2024 23:59:59 GMT      | 2024-09-01T23:59:59Z",
    "1 Sep 2024 23:59:59 GMT           | 2024-09-01T23:59:59Z",
    "Mon 1 Sep 2024 23:59:59 GMT       | 2024-09-01T23:59:59Z",
    "Mon,  01  Sep 2024 00:00:00 GMT   | 2024-09-01T00:00:00Z",
  })
  void aDateOfAnyFormIsAMoment(String value, Instant moment) {
    assertThat(HttpDates.parse(value)).contains(moment);
    assertThat(HttpDates.parse("  " + value + " ")).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "tomorrow", "2024-09-01", "Sun, 31 Feb 2024 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37", "1725235199",
      "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 06 Nov 94 08:49:37 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT", "\0"})
  void whatIsNoDateIsNone(String value) {
    assertThat(HttpDates.parse(value)).isEmpty();
  }

  @Test
  void aWaitIsFromNowToTheDateAndHasItsBounds() {
    Instant now = Instant.parse("1994-11-06T08:49:00Z");

    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", now)).contains(Duration.ofSeconds(37));
    assertThat(RetryAfter.parse("Sun, 06 Nov 1994 08:48:37 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Sun, 06 Nov 2094 08:48:37 GMT", now)).contains(Duration.ofDays(365));
    assertThat(RetryAfter.parse(" 120 ", now)).contains(Duration.ofSeconds(120));
    assertThat(RetryAfter.parse("0", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("31536001", now)).contains(Duration.ofDays(365));
    assertThat(RetryAfter.parse("999999999", now)).contains(Duration.ofDays(365));
    assertThat(RetryAfter.parse("9".repeat(100), now)).contains(Duration.ofDays(365));
    assertThat(RetryAfter.parse("-1", now)).isEmpty();
    assertThat(RetryAfter.parse("1.5", now)).isEmpty();
    assertThat(RetryAfter.parse("soon", now)).isEmpty();
  }
}
