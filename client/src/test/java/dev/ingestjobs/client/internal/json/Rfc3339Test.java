package dev.ingestjobs.client.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
  @ParameterizedTest
  @CsvSource({
    "2024-06-01T04:02:54.433Z, 2024-06-01T04:02:54.433Z",
    "2024-06-01t04:02:54z, 2024-06-01T04:02:54Z",
    "2024-06-01 04:02:54Z, 2024-06-01T04:02:54Z",
    "2024-06-01T04:02:54.1Z, 2024-06-01T04:02:54.1Z",
    "2024-06-01T04:02:54.123456789Z, 2024-06-01T04:02:54.123456789Z",
    "2024-06-01T04:02:54.1234567899999999999Z, 2024-06-01T04:02:54.123456789Z",
    "2024-06-01T06:02:54+02:00, 2024-06-01T06:02:54+02:00",
    "2024-06-01T04:02:54-00:00, 2024-06-01T04:02:54Z",
    "2024-05-31T22:17:54-05:45, 2024-05-31T22:17:54-05:45",
    "2024-06-01T23:00:00+23:00, 2024-06-01T00:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "1990-12-31T23:59:60Z, 1990-12-31T23:59:59Z",
    "1990-12-31T15:59:60-08:00, 1990-12-31T15:59:59-08:00"
  })
  void everyLegalFormParses(String text, String expected) {
    assertThat(Rfc3339.parse(text)).hasToString(OffsetDateTime.parse(expected).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "2024-06-01", "2024-06-01T04:02:54", "2024-06-01T04:02Z", "2024-06-01T04:02:54.Z", "2024-6-01T04:02:54Z",
    "2024-13-01T04:02:54Z", "2023-02-29T04:02:54Z", "2024-06-01T24:00:00Z", "2024-06-01T04:60:00Z",
    "2024-06-01T04:02:61Z", "2024-06-01T04:02:60Z", "2024-06-01T04:02:54+0200", "2024-06-01T04:02:54+24:00",
    "2024-06-01T04:02:54+02:60", "2024-06-01T04:02:54Z ", " 2024-06-01T04:02:54Z", "20240601T040254Z", "1717214574",
    "+2024-06-01T04:02:54Z", "2024-06-01T04:02:54,4Z", "9999-12-31T23:59:59-23:59",
    "0000-01-01T00:00:00+23:59", "２024-06-01T04:02:54Z"
  })
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Rfc3339.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void theMessageSaysWhere() {
    assertThatThrownBy(() -> Rfc3339.parse("2024-06-01T04:02")).hasMessage("a ':' is missing at character 17");
  }
}
