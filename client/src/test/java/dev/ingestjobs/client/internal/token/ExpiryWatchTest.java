package dev.ingestjobs.client.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.token.TokenExpiry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryWatchTest {
  private final FakeTime time = new FakeTime();
  private final List<TokenExpiry> warnings = new ArrayList<>();
  private final ExpiryWatch watch = new ExpiryWatch(Duration.ofDays(1), time, warnings::add);

  private static String jwt(String payload) {
    return "eyJhbGciOiJub25lIn0." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(UTF_8)) + ".c2ln";
  }

  private static String expiring(Instant moment, int number) {
    return jwt("{\"jti\":" + number + ",\"exp\":" + moment.getEpochSecond() + "}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{\"exp\":1700000000} | 2023-11-14T22:13:20Z", "{\"exp\":1700000000.1} | 2023-11-14T22:13:20.100Z", "{\"exp\":1.7e9} | 2023-11-14T22:13:20Z",
    "{\"exp\":0} | 1970-01-01T00:00:00Z", "{\"exp\":253402300799} | 9999-12-31T23:59:59Z",
    "{\"a\":{\"exp\":1},\"exp\":2,\"b\":[]} | 1970-01-01T00:00:02Z"
  })
  void theExpiryOfAJwtIsRead(String payload, Instant expected) {
    assertThat(JwtExpiry.of(jwt(payload))).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "{}", "", "null", "1", "\"exp\"", "[{\"exp\":1}]", "{\"exp\":null}", "{\"exp\":\"1700000000\"}", "{\"exp\":true}", "{\"exp\":-1}",
    "{\"exp\":253402300800}", "{\"exp\":1e400}", "{\"exp\":99999999999999999999999999}", "{\"exp\":NaN}", "{\"exp\":1,\"exp\":2}", "{\"exp\":1", "{\"exp\":1}{",
    "{\"a\":{\"exp\":1}}", "\u0000"
  })
  void anOddPayloadHasNone(String payload) {
    assertThat(JwtExpiry.of(jwt(payload))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.eyJleHAiOjF9", "a.eyJleHAiOjF9.b.c", "a.eyJleHAiOjF9=.b", ".eyJleHAiOjF9.b", "a b.eyJleHAiOjF9.c", "a.eyJleHAiOjF9.c+",
      "a.eyJleHAiOj.b", "a.e.b", "opaque-token"})
  void whatIsNoJwtHasNone(String token) {
    assertThat(JwtExpiry.of(token)).isEmpty();
  }

  @Test
  void aJwtMayBeWithoutASignature() {
    assertThat(JwtExpiry.of("a.eyJleHAiOjF9.")).contains(Instant.ofEpochSecond(1));
  }

  @Test
  void aLongOrDeepPayloadHasNone() {
    String padding = "{\"exp\":1,\"p\":\"%s\"}";
    assertThat(JwtExpiry.of(jwt(padding.formatted("x".repeat(12_288 - 16))))).contains(Instant.ofEpochSecond(1));
    assertThat(JwtExpiry.of(jwt(padding.formatted("x".repeat(12_289 - 16))))).isEmpty();
    assertThat(JwtExpiry.of(jwt("{\"exp\":1,\"p\":" + "[".repeat(10_000) + "]".repeat(2_000)))).isEmpty();
  }

  @Test
  void bytesThatAreNoTextHaveNone() {
    byte[] payload = {'{', '"', 'e', 'x', 'p', '"', ':', '1', ',', '"', (byte) 0xff, '"', ':', '1', '}'};
    assertThat(JwtExpiry.of("a." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".b")).isEmpty();
  }

  @Test
  void aTokenIsWarnedOfOnceWhenItsEndComesNear() {
    Instant end = time.now().plus(Duration.ofDays(3));
    String token = expiring(end, 1);

    watch.using(token);
    time.pass(Duration.ofDays(2));
    watch.using(token);
    assertThat(warnings).isEmpty();

    time.pass(Duration.ofMillis(1));
    watch.using(token);
    watch.using(token);
    assertThat(warnings).containsExactly(new TokenExpiry(end, Duration.ofDays(1).minusMillis(1)));
  }

  @Test
  void aTokenThatHasExpiredIsWarnedOfByTheWallClock() {
    time.jump(Duration.ofDays(10));
    Instant end = time.now().minusSeconds(5);

    watch.using(expiring(end, 1));

    assertThat(warnings).containsExactly(new TokenExpiry(end, Duration.ofSeconds(-5)));
  }

  @Test
  void eachTokenIsWarnedOf() {
    Instant end = time.now().plusSeconds(1);

    watch.using(expiring(end, 1));
    watch.using(expiring(end, 2));
    watch.using(expiring(end, 1));

    assertThat(warnings).hasSize(2);
  }

  @Test
  void aTokenWithoutAnExpiryIsNotWarnedOf() {
    watch.using("opaque");
    watch.using(jwt("{}"));

    assertThat(warnings).isEmpty();
  }

  @Test
  void theSixteenLatestTokensAreRememberedAndNoneInItself() {
    Instant end = time.now().plusSeconds(1);
    for (int i = 0; i < 16; i++) {
      watch.using(expiring(end, i));
    }
    watch.using(expiring(end, 0));
    assertThat(warnings).hasSize(16);

    // The seventeenth drives out the one that was used longest ago, which is the second.
    watch.using(expiring(end, 16));
    watch.using(expiring(end, 0));
    assertThat(warnings).hasSize(17);
    watch.using(expiring(end, 1));
    assertThat(warnings).hasSize(18);
    assertThat(watch).extracting("expiries").asString().doesNotContain(expiring(end, 16), "eyJ");
  }
}
