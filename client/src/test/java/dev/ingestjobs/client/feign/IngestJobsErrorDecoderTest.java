package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.error.ResponseException;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestJobsErrorDecoderTest {
  private static final Collection<String> THIRTY_SECONDS_PAST = List.of("Mon, 01 Jun 2026 12:00:30 GMT");

  @ParameterizedTest
  @ValueSource(strings = {"2026-06-01T12:00:00Z", "1970-01-01T00:00:00Z", "2030-01-01T00:00:00Z"})
  void aDateToRetryAfterIsRelativeToTheServersClockWhateverOursSays(Instant ours) {
    assertThat(retryAfter(ours, Map.of("retry-after", THIRTY_SECONDS_PAST, "date", List.of("Mon, 01 Jun 2026 12:00:00 GMT"))))
        .isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void withoutTheServersClockOursHasToDo() {
    Instant ours = Instant.parse("2026-06-01T12:00:10Z");

    assertThat(retryAfter(ours, Map.of("Retry-After", THIRTY_SECONDS_PAST))).isEqualTo(Duration.ofSeconds(20));
    assertThat(retryAfter(ours, Map.of("Retry-After", THIRTY_SECONDS_PAST, "Date", List.of("today")))).isEqualTo(Duration.ofSeconds(20));
    assertThat(retryAfter(ours, Map.of("Retry-After", THIRTY_SECONDS_PAST, "Date", List.of()))).isEqualTo(Duration.ofSeconds(20));
  }

  private static Duration retryAfter(Instant ours, Map<String, Collection<String>> headers) {
    Response response = Bodies.response(
        429, headers, new ByteArrayInputStream("{\"status\":429,\"message\":\"No.\"}".getBytes(StandardCharsets.UTF_8)));
    Exception thrown = new IngestJobsErrorDecoder(Clock.fixed(ours, ZoneOffset.UTC)).decode("get", response);
    return ((ResponseException) thrown).retryAfter().orElseThrow();
  }
}
