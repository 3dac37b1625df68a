package dev.ingestjobs.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.BadRequestException;
import dev.ingestjobs.client.error.ClientErrorException;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InternalServerErrorException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.error.ServiceUnavailableException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IngestJobsClientTest {
  private static final String TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl";
  private static final String OPAQUE = "opaque-S3cr3t/Tok+en=0123456789/abcdefghij+KLMNOPQRST";
  private static final String JOB = "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[]}";

  @Test
  void aCallSendsWhatTheDocumentAsksFor() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      assertThat(client(server).get("isj-20240701-48815-6dcXdk").id()).isEqualTo("isj-1");

      assertThat(server.requests()).singleElement().satisfies(head -> assertThat(head)
          .startsWith("GET /api/ingest/jobs/isj-20240701-48815-6dcXdk HTTP/1.1")
          .contains("Accept: application/json", "amperity-tenant: sock{town}", "api-version: 2024-04-01", "Authorization: Bearer " + TOKEN));
    }
  }

  @Test
  void theVariantGivesStatusAndHeaders() throws IOException {
    try (RawServer server = RawServer.answering("200 OK\r\nSunset: Mon, 1 Sep 2025 23:59:59 GMT\r\nX-Two: a\r\nX-Two: b", JOB)) {
      IngestJobResponse response = client(server).getWithResponse("isj-1");

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.header("SUNSET")).contains("Mon, 1 Sep 2025 23:59:59 GMT");
      assertThat(response.headers().get("x-two")).containsExactlyInAnyOrder("a", "b");
      assertThat(response.job().workflowId()).isEqualTo("wf-1");
    }
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        Arguments.of(400, BadRequestException.class), Arguments.of(401, UnauthorizedException.class),
        Arguments.of(403, ForbiddenException.class), Arguments.of(404, NotFoundException.class),
        Arguments.of(405, ClientErrorException.class), Arguments.of(409, ClientErrorException.class),
        Arguments.of(429, RateLimitedException.class), Arguments.of(500, InternalServerErrorException.class),
        Arguments.of(502, ServerErrorException.class), Arguments.of(503, ServiceUnavailableException.class),
        Arguments.of(504, ServerErrorException.class), Arguments.of(599, ServerErrorException.class));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void anErrorHasTheTypeOfItsStatusAndAllOfItsEnvelope(int status, Class<? extends ResponseException> type) throws IOException {
    String body = "{\"status\":" + status + ",\"message\":\"No.\",\"request_id\":\"r-1\",\"trace_id\":\"t-1\",\"new\":1}";
    try (RawServer server = RawServer.answering(status + " X", body)) {
      ResponseException thrown = fail(server);

      assertThat(thrown).isExactlyInstanceOf(type).hasMessageContainingAll("" + status, "No.", "r-1", "t-1");
      assertThat(thrown.status()).isEqualTo(status);
      assertThat(thrown.apiMessage()).contains("No.");
      assertThat(thrown.requestId()).contains("r-1");
      assertThat(thrown.traceId()).contains("t-1");
      assertThat(thrown.body()).isEqualTo(body);
      assertThat(thrown.retryAfter()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "0, 0", "' 120 ', 120", "'Thu, 1 Jan 1970 00:00:00 GMT', 0", 
    "'Thursday, 01-Jan-70 00:00:00 GMT', 31536000", "'Thu Jan  1 00:00:00 1970', 0", "99999999999999999999, 31536000",
    "'Mon, 1 Jan 2080 00:00:00 GMT', 31536000", "-1, ", "soon, ", "'', ", "'31 Feb 2080 00:00:00 GMT', ", "'Thu, 1 Jan 1970 00:00:00 PST', "
  })
  void retryAfterIsReadInEitherForm(String header, Long seconds) throws IOException {
    try (RawServer server = RawServer.answering("429 Slow down\r\nRetry-After: " + header, "{\"status\":429,\"message\":\"No.\"}")) {
      assertThat(fail(server).retryAfter()).isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "502 | <html><h1>Bad gateway</h1></html>", "503 | ''", "404 | not found", "500 | {\"status\":500}", "400 | {\"message\":\"No.\"}",
    "429 | {\"status\":429,\"message\":null}", "401 | []", "403 | null", "500 | {\"status\":\"500\",\"message\":\"No.\"}"
  })
  void anErrorWithoutTheEnvelopeIsUndecodableAndKeepsItsStatus(int status, String body) throws IOException {
    try (RawServer server = RawServer.answering(status + " X", body)) {
      ResponseException thrown = fail(server);

      assertThat(thrown).isInstanceOf(UndecodableResponseException.class);
      assertThat(thrown.status()).isEqualTo(status);
      assertThat(thrown.body()).isEqualTo(body);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>Please sign in</html>", "{bad", "{\"status\":500,\"message\":\"No.\"}"})
  void aSuccessThatIsNoJobKeepsTheBeginningOfItsBody(String body) throws IOException {
    try (RawServer server = RawServer.answering("200 OK", body)) {
      ResponseException thrown = fail(server);

      assertThat(thrown).isInstanceOf(UndecodableResponseException.class);
      assertThat(thrown.body()).isEqualTo(body);
    }
  }

  @Test
  void whatAServerWritesIsOneShortLineOfAMessage() throws IOException {
    String message = "No.\\r\\nINJECTED \\u001b[31m " + "x".repeat(50_000);
    try (RawServer server = RawServer.answering("500 X", "{\"status\":500,\"message\":\"" + message + "\"}")) {
      assertThat(fail(server).getMessage()).startsWith("500 internal server error: No. INJECTED").hasSizeLessThan(600).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @Test
  void anEmptySuccessIsUndecodable() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", "")) {
      assertThat(fail(server)).isInstanceOf(UndecodableResponseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 301, 302, 303, 304, 307, 308})
  void whatIsNeitherAJobNorAnErrorIsUnexpectedAndARedirectIsNotFollowed(int status) throws IOException {
    try (RawServer elsewhere = RawServer.answering("200 OK", JOB);
        RawServer server = RawServer.answering(status + " X\r\nLocation: " + elsewhere.url() + "/ingest/jobs/isj-1", "")) {
      ResponseException thrown = fail(server);

      assertThat(thrown).isInstanceOf(UnexpectedStatusException.class);
      assertThat(thrown.status()).isEqualTo(status);
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aBodyIsKeptUpToACap() throws IOException {
    try (RawServer server = RawServer.answering("502 X", "<html>" + "x".repeat(1_000_000))) {
      assertThat(fail(server).body()).hasSize(4096).startsWith("<html>xxx");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "401 X | {\"status\":401,\"message\":\"bad token TOKEN\",\"request_id\":\"TOKEN\",\"trace_id\":\"TOKEN\",\"more\":\"TOKEN\"}",
    "502 X | <html>GET /api Authorization: Bearer TOKEN</html>",
    "502 X | <html>GET /api Authorization: Bearer 0123456789abcdefGHIJKLMNOPQ</html>",
    "200 OK | TOKEN",
    "200 OK | {\"id\": TOKEN}",
    "200 OK | {\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{\"started_at\":\"TOKEN\"}]}",
    "302 X | TOKEN",
    "TOKEN | nonsense",
    "'200 OK~Content-Encoding: gzip' | TOKEN"
  })
  void nothingThatIsThrownHoldsTheToken(String head, String body) throws IOException {
    try (RawServer server = RawServer.answering(lines(head), lines(body))) {
      IngestJobsException thrown = catchThrowableOfType(IngestJobsException.class, () -> client(server).get("isj-1"));

      assertThat(shown(thrown)).doesNotContain(TOKEN.substring(0, 16), TOKEN.substring(TOKEN.length() - 16), "abcdefGHIJ");
    }
  }

  private static String lines(String text) {
    return text.replace("TOKEN", TOKEN).replace("~", "\r\n");
  }

  static Stream<Arguments> formsOfAToken() {
    return Stream.of(TOKEN, OPAQUE).flatMap(token -> {
      Base64.Encoder base64 = Base64.getEncoder();
      String escaped = token.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining());
      return Stream.of(
              token, token.replace("/", "\\/"), escaped, URLEncoder.encode(token, UTF_8), base64.encodeToString(token.getBytes(UTF_8)),
              base64.encodeToString(("Bearer " + token).getBytes(UTF_8)), base64.encodeToString((" " + token).getBytes(UTF_8)),
              token.substring(15), token.substring(0, token.length() - 5), token.replace(".", " . "), (token + " ").repeat(1500))
          .map(form -> Arguments.of(token, form));
    });
  }

  @ParameterizedTest
  @MethodSource("formsOfAToken")
  void noFormOfTheTokenIsKept(String token, String form) throws IOException {
    for (String body : List.of("{\"status\":401,\"message\":\"" + form + "\",\"x\":\"" + form + "\"}", form, "<html>" + form)) {
      for (String head : List.of("401 X", "200 OK", "302 X")) {
        try (RawServer server = RawServer.answering(head, body)) {
          IngestJobsException thrown = catchThrowableOfType(IngestJobsException.class,
              () -> client(server, "socktown", token).get("isj-1"));
          String shown = shown(thrown);
          String withoutZeros = shown.replace("\0", "");
          assertThat(pieces(form).filter(shown::contains)).isEmpty();
          assertThat(pieces(token).filter(withoutZeros::contains)).isEmpty();
        }
      }
    }
  }

  private static Stream<String> pieces(String text) {
    return IntStream.rangeClosed(0, Math.min(200, text.length() - 16)).mapToObj(i -> text.substring(i, i + 16));
  }

  @Test
  void aTokenInAnotherCharsetIsNotKept() throws IOException {
    byte[] body = ("{\"status\":401,\"message\":\"" + OPAQUE + "\"}").getBytes(StandardCharsets.UTF_16LE);
    try (RawServer server = new RawServer((client, out) -> {
      out.write(RawServer.response("401 X\r\nContent-Length: " + body.length, ""));
      out.write(body);
    })) {
      IngestJobsException thrown = catchThrowableOfType(IngestJobsException.class,
          () -> client(server, "socktown", OPAQUE).get("isj-1"));
      assertThat(shown(thrown).replace("\0", "")).contains("[redacted]").doesNotContain(OPAQUE.substring(0, 16));
    }
  }

  @Test
  void aBodyThatLooksLikeAnEndlessTokenIsNoDanger() throws IOException {
    try (RawServer server = RawServer.answering("502 X", "eyJhbGciOiJI" + ".a".repeat(30_000))) {
      assertThat(fail(server).body()).isEqualTo("[redacted]");
    }
  }

  private static String shown(Throwable thrown) throws IOException {
    assertThat(thrown).isNotNull();
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    new ObjectOutputStream(serialized).writeObject(thrown);
    return trace + serialized.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void wordsThatAreNoTokenStay() throws IOException {
    String message = "A valid bearer token is required; eyJ is no token.";
    try (RawServer server = RawServer.answering("401 X", "{\"status\":401,\"message\":\"" + message + "\"}")) {
      assertThat(fail(server).apiMessage()).contains(message);
    }
  }

  @Test
  void aClientShowsNoToken() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      assertThat(client(server).toString()).contains(server.url()).doesNotContain(TOKEN);
    }
  }

  private static IngestJobsClient client(RawServer server) {
    return client(server, "sock{town}", TOKEN);
  }

  /** One request a call, and as many calls as come. */
  private static IngestJobsClient client(RawServer server, String tenant, String token) {
    return IngestJobsClient.builder().tenant(tenant).token(token).baseUrl(server.url()).timeout(Duration.ofSeconds(10))
        .retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited()).build();
  }

  private static ResponseException fail(RawServer server) {
    ResponseException thrown = catchThrowableOfType(ResponseException.class, () -> client(server).get("isj-1"));
    assertThat(thrown).isNotNull();
    return thrown;
  }
}
