package dev.ingestjobs.client.internal.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenException;
import feign.Request;
import feign.Response;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
  private static final String URL = "https://socktown.amperity.com/api/v0/oauth2/token";
  private static final String ID = "my id";
  private static final String SECRET = "s3cr3t&x=1+2/ü0123456789";
  private static final String TOKEN = "opaque-Tok+en/abcdefghij=";

  private final Scope scope = Scope.unlimited(new FakeTime()).open(Duration.ofSeconds(30));
  private final FakeEndpoint server = new FakeEndpoint(FakeEndpoint.token(TOKEN, 3600));
  private final TokenEndpoint endpoint =
      new TokenEndpoint(ClientCredentials.of(ID, SECRET), URI.create(URL), "socktown-sb", server, "my-pipeline/1");

  @Test
  void theRequestIsTheDocumentedOne() {
    AtomicReference<Scope> carriedIn = new AtomicReference<>();
    server.answer((request, within) -> {
      carriedIn.set(within);
      return FakeEndpoint.token(TOKEN, 3600).to(request, within);
    });

    endpoint.fetch(scope);

    Request request = server.requests().get(0);
    assertThat(request.httpMethod()).isEqualTo(Request.HttpMethod.POST);
    assertThat(request.url()).isEqualTo(URL);
    assertThat(request.headers()).containsOnlyKeys("Accept", "Content-Type", "User-Agent", "X-Amperity-Tenant")
        .containsEntry("Accept", List.of("application/json"))
        .containsEntry("Content-Type", List.of("application/x-www-form-urlencoded"))
        .containsEntry("User-Agent", List.of("my-pipeline/1"))
        .containsEntry("X-Amperity-Tenant", List.of("socktown-sb"));
    assertThat(new String(request.body(), UTF_8)).isEqualTo(
        "grant_type=client_credentials&client_id=my+id&client_secret=s3cr3t%26x%3D1%2B2%2F%C3%BC0123456789");
    assertThat(carriedIn.get()).isSameAs(scope);
  }

  @Test
  void theAnswerIsATokenAndItsLifetime() {
    TokenEndpoint.Grant grant = endpoint.fetch(scope);

    assertThat(grant.token()).isEqualTo(TOKEN);
    assertThat(grant.lifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(grant).hasToString("Grant[lifetime=PT1H]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "3600 | 3600", "\"3600\" | 3600", "\" 3600 \" | 3600", "1 | 1", "90.5 | 90.5", "\"90.5\" | 90.5", "1e2 | 100",
    "31536000 | 31536000", "31536001 | 31536000", "1e300 | 31536000", "99999999999999999999999 | 31536000", "\"999999999999999999\" | 31536000",
    "0 | 300", "0.9 | 300", "-1 | 300", "null | 300", "true | 300", "[] | 300", "{} | 300", "\"\" | 300", "\"soon\" | 300", "\"-5\" | 300",
    "\"1e3\" | 300", "\"0x10\" | 300", "\"NaN\" | 300", "\"9999999999999999999\" | 300", "\"1.\" | 300", "\"0\" | 300"
  })
  void aLifetimeIsReadFromANumberOrATextAndOtherwiseFiveMinutes(String expiresIn, double seconds) {
    server.answer(FakeEndpoint.status(200, "{\"access_token\":\"t\",\"expires_in\":" + expiresIn + "}"));

    assertThat(endpoint.fetch(scope).lifetime()).isEqualTo(Duration.ofMillis((long) (seconds * 1000)));
  }

  @Test
  void withoutALifetimeItIsFiveMinutes() {
    server.answer(FakeEndpoint.status(200, "{\"access_token\":\"t\"}"));

    assertThat(endpoint.fetch(scope).lifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"Bearer\"", "\"bearer\"", "\"BEARER\"", "null"})
  void theTypeBearerIsAcceptedInAnyCase(String type) {
    server.answer(FakeEndpoint.status(200, "{\"access_token\":\"t\",\"token_type\":" + type + "}"));

    assertThat(endpoint.fetch(scope).token()).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"mac\"", "\"\"", "\"opaque-Tok+en/abcdefghij=\"", "1", "{}", "\"Bearer \""})
  void anotherTypeIsRefused(String type) {
    server.answer(FakeEndpoint.status(200, "{\"access_token\":\"" + TOKEN + "\",\"token_type\":" + type + "}"));

    assertFails("no token: POST " + URL + ": the token in the response is not of type Bearer", false);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'' | the response has no access_token", "null | the response has no access_token", "[] | the response has no access_token",
    "\"t\" | the response has no access_token", "{\"expires_in\":1} | the response has no access_token",
    "{\"access_token\":null} | the response has no access_token", "{\"access_token\":1} | the response has no access_token",
    "{\"access_token\":[\"opaque-Tok+en/abcdefghij=\"]} | the response has no access_token",
    "<html>opaque-Tok+en/abcdefghij=</html> | the response is not JSON", "{\"access_token\":\"opaque-Tok+en/abcdefghij= | the response is not JSON",
    "{\"access_token\":\"a\",\"access_token\":\"b\"} | the response is not JSON", "{\"access_token\":\"t\"}{} | the response is not JSON"
  })
  void anAnswerWithoutATokenIsRefused(String body, String problem) {
    server.answer(FakeEndpoint.status(200, body));

    assertFails("no token: POST " + URL + ": " + problem, false);
  }

  @Test
  void anAnswerWithoutABodyHasNoToken() {
    server.answer((request, within) -> Response.builder().request(request).status(200).headers(Map.of()).build());

    assertFails("no token: POST " + URL + ": the response has no access_token", false);
  }

  @Test
  void aDeepAnswerIsRefused() {
    server.answer(FakeEndpoint.status(200, "[".repeat(60_000)));

    assertFails("no token: POST " + URL + ": the response is not JSON", false);
  }

  @Test
  void aTokenThatCannotStandInAHeaderIsRefused() {
    server.answer(FakeEndpoint.status(200, "{\"access_token\":\"" + TOKEN + "\\r\\nX: y\"}"));

    assertFails("the token of " + URL + " holds white space (U+000D); give the token alone, without \"Bearer\" and without a line break "
        + "at its end", false);
  }

  @Test
  void anAnswerMayHave64KiBAndNoMoreIsRead() {
    String body = "{\"access_token\":\"t\"}";
    server.answer(FakeEndpoint.status(200, body + " ".repeat(65_536 - body.length())));
    assertThat(endpoint.fetch(scope).token()).isEqualTo("t");

    server.answer(FakeEndpoint.status(200, body + " ".repeat(65_537 - body.length())));
    assertFails("no token: POST " + URL + ": the response has more than 65536 bytes", false);

    server.answer(streamed(200, new InputStream() {
      private int count;

      @Override
      public int read() {
        assertThat(count++).isLessThan(200_000);
        return ' ';
      }
    }));
    assertFails("no token: POST " + URL + ": the response has more than 65536 bytes", false);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "400 | {\"error\":\"invalid_client\"} | 400 (invalid_client) | false",
    "401 | {\"error\":\"unauthorized_client\",\"error_description\":\"SECRET\"} | 401 (unauthorized_client) | false",
    "403 | {\"error\":\"SECRET\"} | 403 | false", "400 | {\"error\":\"Invalid client\"} | 400 | false", "400 | {\"error\":\"\"} | 400 | false",
    "400 | {\"error\":{\"code\":\"x\"}} | 400 | false", "401 | '' | 401 | false", "404 | <html>SECRET</html> | 404 | false", "499 | [] | 499 | false",
    "429 | {\"error\":\"slow_down\"} | 429 (slow_down) | true",
    "500 | {\"error\":\"server_error\"} | 500 | true", "502 | <html>SECRET</html> | 502 | true", "503 | '' | 503 | true", "599 | '' | 599 | true",
    "301 | '' | 301 | false", "302 | SECRET | 302 | false", "307 | {\"error\":\"moved\"} | 307 | false",
    "201 | {\"access_token\":\"t\"} | 201 | false", "204 | '' | 204 | false", "199 | '' | 199 | false", "600 | {\"error\":\"odd\"} | 600 | false"
  })
  void anErrorIsToldByItsStatusAndItsCodeAndNothingElse(int status, String body, String told, boolean retryable) {
    server.answer(FakeEndpoint.status(status, body.replace("SECRET", SECRET)));

    assertFails("no token: POST " + URL + ": " + told, retryable);
  }

  @Test
  void aCodeHasAtMost64Characters() {
    server.answer(FakeEndpoint.status(400, "{\"error\":\"" + "x".repeat(64) + "\"}"));
    assertFails("no token: POST " + URL + ": 400 (" + "x".repeat(64) + ")", false);

    server.answer(FakeEndpoint.status(400, "{\"error\":\"" + "x".repeat(65) + "\"}"));
    assertFails("no token: POST " + URL + ": 400", false);
  }

  @Test
  void aCodeThatIsTheSecretIsNotTold() {
    String word = "abcdefghijklmnop";
    TokenEndpoint wordy = new TokenEndpoint(ClientCredentials.of(ID, word), URI.create(URL), "t", server, "u");
    server.answer(FakeEndpoint.status(400, "{\"error\":\"" + word + "\"}"));

    assertThat(catchThrowableOfType(TokenException.class, () -> wordy.fetch(scope))).hasMessage("no token: POST " + URL + ": 400");
  }

  @Test
  void anExchangeThatFailsMayBeRetried() {
    TransportException failure = new TransportException("POST " + URL + ": ConnectException: refused", new IOException("refused"));
    server.answer(FakeEndpoint.failing(failure));
    assertThat(assertFails("no token: POST " + URL + ": ConnectException: refused", true)).hasCause(failure);

    server.answer(FakeEndpoint.failing(new DeadlineExceededException("no whole response within 30000 ms")));
    assertFails("no token: no whole response within 30000 ms", true);
  }

  static Stream<String> formsOfTheSecret() {
    Base64.Encoder base64 = Base64.getEncoder();
    return Stream.of(SECRET, URLEncoder.encode(SECRET, UTF_8), SECRET.substring(4), base64.encodeToString(SECRET.getBytes(UTF_8)),
        base64.encodeToString((ID + ":" + SECRET).getBytes(UTF_8)), base64.encodeToString((ID + "1:" + SECRET).getBytes(UTF_8)),
        base64.encodeToString((ID + "12:" + SECRET).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("formsOfTheSecret")
  void anExchangeThatFailsShowsNoSecret(String form) {
    server.answer(FakeEndpoint.failing(new TransportException("ProtocolException: " + form, null)));
    TokenException thrown = assertFails(null, true);
    assertThat(thrown).hasMessageStartingWith("no token: ProtocolException: ").hasMessageContaining("[redacted]").hasNoCause();
    for (int i = 0; i + 16 <= form.length(); i++) {
      assertThat(Shown.of(thrown)).doesNotContain(form.substring(i, i + 16));
    }

    server.answer(FakeEndpoint.failing(new TransportException("cut off", new IOException(form))));
    assertThat(assertFails("no token: cut off", true)).hasNoCause();
  }

  @Test
  void aShortSecretIsNotShownEither() {
    TokenEndpoint weak = new TokenEndpoint(ClientCredentials.of(ID, "pass&word"), URI.create(URL), "t", server, "u");
    server.answer(FakeEndpoint.failing(new TransportException("pass&word, pass%26word", null)));

    assertThat(catchThrowableOfType(TokenException.class, () -> weak.fetch(scope))).hasMessage("no token: [redacted], [redacted]").hasNoCause();
  }

  @Test
  void aBodyThatBreaksOffMayBeRetried() {
    server.answer(streamed(200, new InputStream() {
      @Override
      public int read() throws IOException {
        throw new EOFException(SECRET);
      }
    }));

    assertFails("no token: POST " + URL + ": the response broke off: EOFException", true);
  }

  @Test
  void theBodyIsReadToItsEndAndClosed() {
    for (int status : new int[] {200, 401, 503}) {
      AtomicBoolean closed = new AtomicBoolean();
      ByteArrayInputStream body = new ByteArrayInputStream("<html>".getBytes(UTF_8)) {
        @Override
        public void close() {
          closed.set(true);
        }
      };
      server.answer(streamed(status, body));

      catchThrowableOfType(TokenException.class, () -> endpoint.fetch(scope));

      assertThat(body.available()).isZero();
      assertThat(closed).isTrue();
    }
  }

  private static FakeEndpoint.Answer streamed(int status, InputStream body) {
    return (request, within) -> Response.builder().request(request).status(status).headers(Map.of()).body(body, null).build();
  }

  private TokenException assertFails(String message, boolean retryable) {
    TokenException thrown = catchThrowableOfType(TokenException.class, () -> endpoint.fetch(scope));
    assertThat(Shown.of(thrown)).doesNotContain(SECRET, URLEncoder.encode(SECRET, UTF_8), TOKEN);
    assertThat(thrown.isRetryable()).isEqualTo(retryable);
    if (message != null) {
      assertThat(thrown).hasMessage(message);
    }
    return thrown;
  }
}
