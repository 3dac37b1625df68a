package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything is sent. */
class InvalidInputTest {
  private static final String SECRET = "s3cr3t";

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {
    "", " ", "\t", "a/b", "a\\b", "a%2Fb", "a?b", "a#b", "..", "a..b", ".", "a b", "a\nb", "a\u0000b", "a\u007fb", "a\u0085b",
    "a\u00a0b", "a\u2028b", "a\u200bb", "ä", "isj-1 ", "../../admin?x=1",
    "a2345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
        + "123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"
  })
  void anIdATenantOrAVersionThatCouldLeadElsewhereIsRefused(String value) throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "{}")) {
      IngestJobsClient client = builder().baseUrl(server.url()).build();

      assertThat(refused(() -> client.get(value)).input()).isEqualTo("id");
      assertThat(refused(() -> builder().tenant(value).build()).input()).isEqualTo("tenant");
      assertThat(refused(() -> builder().apiVersion(value).build()).input()).isEqualTo("apiVersion");
      assertThat(server.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", SECRET + " ", SECRET + "\n", "Bearer " + SECRET, SECRET + "\u0000", SECRET + "\u2028", SECRET + "é"})
  void aTokenThatCannotStandInAHeaderIsRefusedAndNeverRepeated(String token) {
    InvalidInputException thrown = refused(() -> builder().token(token).build());

    assertThat(thrown.input()).isEqualTo("token");
    assertThat(thrown.toString()).doesNotContain(SECRET);
    assertThat(thrown).hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-socktown", "socktown-", "sock_town", "sock.town",
      "a23456789012345678901234567890123456789012345678901234567890abcd"})
  void aTenantThatIsNoDnsLabelCannotStandInAHost(String tenant) {
    assertThat(refused(() -> builder().tenantHost(tenant))).hasMessageContaining("DNS label");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "app.amperity.com", "/api", "ftp://app.amperity.com", "https:///api", "https://u:" + SECRET + "@host/api",
      "https://host/api?x=" + SECRET, "https://host/api#x", "http://app.amperity.com/api", "https://ho st/", "file:/etc/passwd",
      "http://localhost:99999/api", "http://localhost:0/api", "https://host/a/../b", "https://host/a/%2e%2e/b", "https://host//x", "https://host/a%0d%0aX:y",
      "https://host/\u00e4"})
  void aBaseUrlThatIsNoneOrWouldLeakTheTokenIsRefused(String url) {
    InvalidInputException thrown = refused(() -> builder().baseUrl(url).build());

    assertThat(thrown.input()).isEqualTo("baseUrl");
    assertThat(thrown.getMessage()).doesNotContain(SECRET);
  }

  @Test
  void noBaseUrlAtAllIsRefused() {
    assertThat(refused(() -> builder().region(null).build()).input()).isEqualTo("region");
    assertThat(refused(() -> builder().baseUrl((URI) null).build()).input()).isEqualTo("baseUrl");
  }

  @ParameterizedTest
  @CsvSource({"id, 'a/b', \"holds '/' at character 2\"", "id, 'a\tb', white space (U+0009) at character 2"})
  void theMessageSaysWhatToChange(String input, String value, String message) {
    IngestJobsClient client = builder().build();
    assertThat(refused(() -> client.get(value)))
        .hasMessageStartingWith(input + ": ")
        .hasMessageContaining(message.replace("\"", ""))
        .hasMessageEndingWith("for example isj-20240701-48815-6dcXdk");
  }

  @Test
  void aLimitThatIsNoneIsRefused() {
    assertThat(refused(() -> builder().timeout(Duration.ZERO).build()).input()).isEqualTo("timeout");
    assertThat(refused(() -> builder().timeout(Duration.ofDays(2)).build()).input()).isEqualTo("timeout");
    assertThat(refused(() -> builder().timeout(Duration.ofSeconds(Long.MAX_VALUE)).build()).input()).isEqualTo("timeout");
    assertThat(refused(() -> builder().timeout(null).build()).input()).isEqualTo("timeout");
    assertThat(refused(() -> builder().connectTimeout(Duration.ofSeconds(-1)).build()).input()).isEqualTo("connectTimeout");
    assertThat(refused(() -> builder().maxBodyBytes(0).build()).input()).isEqualTo("maxBodyBytes");
  }

  @Test
  void whatIsLegitimateIsAccepted() {
    assertThatCode(() -> {
      builder().region(Region.AUSTRALIA).build();
      builder().tenant("socktown-sb-12345").tenantHost("socktown").build();
      builder().baseUrl("http://127.0.0.1:8080/").build();
      builder().baseUrl("HTTPS://Host.example/api/v1.0/").build();
      builder().baseUrl("http://stub:8080/api").allowInsecureHttp().build();
      builder().timeout(Duration.ofMillis(1)).build();
    }).doesNotThrowAnyException();
  }

  private static IngestJobsClient.Builder builder() {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null).tenant("socktown").token("token");
  }

  private static InvalidInputException refused(ThrowingCallable call) {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, call);
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
