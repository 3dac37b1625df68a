package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.model.IngestJob;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeprecationTest {
  @Test
  void aResponseWithoutTheHeadersAnnouncesNothing() {
    assertThat(Deprecation.of(Map.of())).isEmpty();
    assertThat(Deprecation.of(Map.of("X-Deprecation", List.of("true"), "Sunset", List.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "Tue, 1 Sep 2024 23:59:59 GMT  | 2024-09-01T23:59:59Z",
    "@1688169599                   | 2023-06-30T23:59:59Z",
    "' @1688169599 '               | 2023-06-30T23:59:59Z",
    "@0                            | 1970-01-01T00:00:00Z",
    "@-1                           | 1969-12-31T23:59:59Z",
  })
  void bothHeadersAreMoments(String value, Instant moment) {
    Deprecation deprecation = Deprecation.of(Map.of("deprecation", List.of(value), "SUNSET", List.of(value, "ignored"))).orElseThrow();

    assertThat(deprecation).isEqualTo(new Deprecation(Optional.of(moment), Optional.of(moment), Optional.of(value), Optional.of(value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "", "@", "@x", "@99999999999999999999", "@9223372036854775807", "@1.5", "1688169599", "soon", "@@1"})
  void whatIsNoMomentIsKeptAsText(String value) {
    Deprecation deprecation = Deprecation.of(Map.of("Deprecation", List.of(value))).orElseThrow();

    assertThat(deprecation).isEqualTo(new Deprecation(Optional.empty(), Optional.empty(), Optional.of(value), Optional.empty()));
  }

  @Test
  void aSunsetAloneIsEnough() {
    assertThat(Deprecation.of(Map.of("Sunset", List.of("Mon, 1 Sep 2025 23:59:59 GMT"))).orElseThrow()).isEqualTo(new Deprecation(
        Optional.empty(), Optional.of(Instant.parse("2025-09-01T23:59:59Z")), Optional.empty(), Optional.of("Mon, 1 Sep 2025 23:59:59 GMT")));
  }

  @Test
  void aHeaderWithoutANameDoesNoHarm() {
    Map<String, Collection<String>> headers = new HashMap<>();
    headers.put(null, Arrays.asList("HTTP/1.1 200 OK"));
    headers.put("sunset", List.of("x"));

    assertThat(Deprecation.of(headers)).isPresent();
  }

  @Test
  void aJobsResponseSaysIt() {
    IngestJob job = IngestJob.builder().id("i").workflowId("w").tables(List.of()).build();

    assertThat(new IngestJobResponse(200, Map.of("DEPRECATION", List.of("@0")), job).deprecation().orElseThrow().since())
        .contains(Instant.EPOCH);
    assertThat(new IngestJobResponse(200, Map.of(), job).deprecation()).isEmpty();
  }
}
