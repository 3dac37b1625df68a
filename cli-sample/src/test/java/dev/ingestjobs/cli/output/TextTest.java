package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s", "PT0.0004S, 0ms", "PT0.041S, 41ms", "PT0.999S, 999ms", "PT1S, 1s", "PT3.05S, 3s", "PT3.25S, 3.2s", "PT9.999S, 9.9s", "PT10.9S, 10s",
    "PT59.9S, 59s", "PT1M, 1m 0s", "PT2M41S, 2m 41s", "PT1H, 1h 0m 0s", "PT5H12M39S, 5h 12m 39s", "PT1234H, '1,234h 0m 0s'", "PT-3S, -3s"
  })
  void aDurationIsReadable(Duration duration, String text) {
    assertThat(Text.duration(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 tables", "1, 1 table", "2, 2 tables", "1204332, '1,204,332 tables'"})
  void aCountIsReadable(long count, String text) {
    assertThat(Text.counted(count, "table")).isEqualTo(text);
  }

  @Test
  void aMomentIsInUtcToTheSecond() {
    assertThat(Text.moment(OffsetDateTime.parse("2024-12-31T23:30:00.9-02:00"))).isEqualTo("2025-01-01 01:30:00Z");
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "abc, 3", "Größe, 5", "Gro\u0308ße, 5", "日本語, 6", "한글, 4", "ｱ, 1", "Ａ, 2", "😀, 2", "𠮷, 2", "…, 1"})
  void aTextIsAsWideAsATerminalShowsIt(String text, int width) {
    assertThat(Text.width(text)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"orders, 6, orders", "orders, 5, orde…", "日本語, 6, 日本語", "日本語, 5, 日本…", "日本語, 4, 日…", "a日本, 4, a日…", "😀😀, 3, 😀…", "ab, 1, …"})
  void aTextIsShortenedByWhatATerminalShows(String text, int columns, String shortened) {
    assertThat(Text.shortened(text, columns)).isEqualTo(shortened);
    assertThat(Text.width(Text.shortened(text, columns))).isLessThanOrEqualTo(columns);
  }
}
