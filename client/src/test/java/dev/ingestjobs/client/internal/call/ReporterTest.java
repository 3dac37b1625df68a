package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.ClientWarning;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenExpiry;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReporterTest {
  private static final String SECRET = "s3cret-0123456789-token";

  private final List<ClientWarning> warnings = new ArrayList<>();
  private final Logged log = new Logged();
  private final Reporter reporter = new Reporter(List.of(new IngestJobsListener() {
    @Override
    public void onWarning(ClientWarning warning) {
      warnings.add(warning);
    }
  }), Reporter.HARMLESS_HEADERS);

  @AfterEach
  void close() {
    log.close();
    Thread.interrupted();
  }

  private static Request request(String version) {
    Map<String, Collection<String>> headers = new TreeMap<>();
    headers.put("Authorization", List.of("Bearer " + SECRET));
    headers.put("api-version", List.of(version));
    headers.put("X-Mine", List.of("private"));
    return Request.create(Request.HttpMethod.GET, "https://h.example/api/ingest/jobs/job-1", headers, null, StandardCharsets.UTF_8, null);
  }

  private static Response response(Request request, int status, Map<String, Collection<String>> headers) {
    return Response.builder().request(request).status(status).headers(headers).build();
  }

  private void exchange(String version, int status, Map<String, Collection<String>> headers) throws IOException {
    Request request = request(version);
    Response response = response(request, status, headers);
    assertThat(new ObservedClient((sent, options) -> response, reporter).execute(request, new Request.Options())).isSameAs(response);
  }

  private static AttemptEvent attempt(IngestJobsException failure, Duration retryIn) {
    return new AttemptEvent("job-1", 2, Optional.ofNullable(failure), Duration.ofMillis(70), Optional.ofNullable(retryIn));
  }

  private static ErrorResponse error() {
    return new ErrorResponse(503, "busy", null, null, "", null);
  }

  @Test
  void anAttemptIsALine() {
    reporter.attempt(attempt(null, null));
    reporter.attempt(attempt(ApiException.of(error()), Duration.ofMillis(250)));
    reporter.attempt(attempt(ApiException.of(error()), null));
    reporter.attempt(attempt(new TokenException(null, null, false), null));

    assertThat(log.lines()).containsExactly(
        "FINE job-1: attempt 2 took 70 ms: 200",
        "INFO job-1: attempt 2 took 70 ms: 503 service unavailable: busy; next attempt in 250 ms",
        "FINE job-1: attempt 2 took 70 ms: 503 service unavailable: busy",
        "FINE job-1: attempt 2 took 70 ms: null");
  }

  @Test
  void whatAProviderWritesIsNoSecondLine() {
    TokenException failure = new TokenException("no\nWARNING forged\u0085line\u009b31m", null, true);
    reporter.attempt(attempt(failure, Duration.ZERO));
    reporter.warn(new ClientWarning.TokenNotRefreshed(failure));

    assertThat(log.lines()).containsExactly(
        "INFO job-1: attempt 2 took 70 ms: no WARNING forged line 31m; next attempt in 0 ms",
        "WARNING The token could not be refreshed, the old one is used as long as it is valid: no WARNING forged line 31m");
  }

  @Test
  void aLongMessageDoesNotHideTheNextAttempt() {
    reporter.attempt(attempt(new TokenException("x".repeat(5000), null, true), Duration.ofSeconds(1)));

    assertThat(log.lines().get(0)).hasSizeLessThan(600).endsWith("x…; next attempt in 1000 ms");
  }

  @Test
  void aWaitForTheLimiterIsALine() {
    reporter.limit(new LimitEvent("job-1", Duration.ofMillis(1020)));

    assertThat(log.lines()).containsExactly("FINE job-1: waits 1020 ms for the rate limiter");
  }

  @Test
  void theHeadsOfAnExchangeAreOneLineWithTheValuesOfHarmlessHeadersAlone() throws IOException {
    exchange("v", 200, Map.of("Content-Type", List.of("application/json"), "Set-Cookie", List.of("session=1")));

    assertThat(log.lines()).containsExactly("FINE GET https://h.example/api/ingest/jobs/job-1 "
        + "{Authorization=[…], X-Mine=[…], api-version=[v]} -> 200 {content-type=[application/json], set-cookie=[…]}");
  }

  @Test
  void otherHeadersAreLoggedIfTheyAreAskedFor() throws IOException {
    Request request = request("v");
    Reporter open = new Reporter(List.of(), Set.of("x-mine"));
    open.exchanged(request, response(request, 204, Map.of("X-MINE", List.of("a", "b"))));

    assertThat(log.lines()).containsExactly("FINE GET https://h.example/api/ingest/jobs/job-1 "
        + "{Authorization=[…], X-Mine=[private], api-version=[…]} -> 204 {x-mine=[a, b]}");
  }

  @Test
  void aTokenThatAServerSendsBackIsNotLogged() throws IOException {
    exchange("v", 400, Map.of("Server", List.of("echo " + SECRET), SECRET, List.of("a"), "Via", List.of("x\r\ny")));

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).doesNotContain(SECRET).contains("server=[echo [redacted]]", "[redacted]=[…]", "via=[x y]");
  }

  @Test
  void neitherALongRequestNorALongResponseHidesTheOther() throws IOException {
    Map<String, Collection<String>> headers = Map.of("Server", List.of("s".repeat(5000)));
    exchange("v".repeat(5000), 200, headers);

    assertThat(log.lines().get(0)).startsWith("FINE GET https://h.example/").contains("vvv… -> 200 {server=[sss").hasSizeLessThan(1100);
  }

  @Test
  void withoutDebuggingNoHeadsAreWritten() throws IOException {
    log.close();
    try (Logged info = new Logged(Level.INFO)) {
      exchange("v", 200, Map.of());
      reporter.attempt(attempt(null, null));
      reporter.limit(new LimitEvent("job-1", Duration.ofMillis(1020)));
      assertThat(info.lines()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 502, 302})
  void theEndOfAVersionIsWarnedOfOnceWhateverTheResponse(int status) throws IOException {
    Map<String, Collection<String>> headers = Map.of(
        "deprecation", List.of("Tue, 1 Sep 2024 23:59:59 GMT"), "Sunset", List.of("soon\nish"));
    exchange("2024-04-01", status, headers);
    exchange("2024-04-01", 200, headers);
    exchange("2023-01-01", 200, Map.of("Deprecation", List.of("true")));
    exchange("2022-01-01", 200, Map.of());

    assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).containsExactly(
        "WARNING The API announces the end of version 2024-04-01; deprecated since Tue, 1 Sep 2024 23:59:59 GMT; gone after soon ish",
        "WARNING The API announces the end of version 2023-01-01; deprecated since true");
    assertThat(warnings).hasSize(2);
    ClientWarning.VersionEnding ending = (ClientWarning.VersionEnding) warnings.get(0);
    assertThat(ending.apiVersion()).isEqualTo("2024-04-01");
    assertThat(ending.deprecation().sunsetText()).contains("soon\nish");
  }

  @Test
  void anExchangeThatFailsIsNoAffairOfTheReporter() {
    IOException failure = new IOException("a");
    ObservedClient client = new ObservedClient((sent, options) -> {
      throw failure;
    }, reporter);

    assertThatThrownBy(() -> client.execute(request("v"), new Request.Options())).isSameAs(failure);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void theTokensEndIsAWarning() {
    Instant end = Instant.parse("2026-01-01T00:00:00Z");
    reporter.warn(new ClientWarning.TokenExpiring(new TokenExpiry(end, Duration.ofHours(1))));
    reporter.warn(new ClientWarning.TokenExpiring(new TokenExpiry(end, Duration.ofHours(-1))));

    assertThat(log.lines()).containsExactly(
        "WARNING The token expires at 2026-01-01T00:00:00Z", "WARNING The token expired at 2026-01-01T00:00:00Z");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void whatAListenerThrowsIsLoggedByItsType() {
    Reporter.guard(() -> {
      throw new IllegalStateException(SECRET);
    });
    Reporter.guard(() -> {
      throw new StackOverflowError(SECRET);
    });
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    Reporter.guard(() -> ReporterTest.<RuntimeException>sneak(new InterruptedException(SECRET)));

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(log.lines()).containsExactly(
        "WARNING A listener threw java.lang.IllegalStateException",
        "WARNING A listener threw java.lang.StackOverflowError",
        "WARNING A listener threw java.lang.InterruptedException");
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aListenerNeedNotListenToEverything() {
    Reporter plain = new Reporter(List.of(new IngestJobsListener() {}), Set.of());
    plain.attempt(attempt(null, null));
    plain.limit(new LimitEvent("job-1", Duration.ZERO));
    plain.warn(new ClientWarning.TokenExpiring(new TokenExpiry(Instant.EPOCH, Duration.ZERO)));

    assertThat(log.lines()).hasSize(3);
  }
}
