package dev.ingestjobs.stub;

import static dev.ingestjobs.stub.Caller.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.InternalServerErrorException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.spec.check.Released;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StubServerTest {
  private static final Documented FIRST_JOB =
      Documented.examples().stream().filter(d -> d.status() == 200).findFirst().orElseThrow();

  private static StubServer stub;

  @BeforeAll
  static void start() {
    // Fixed, so that what is wrong with today's document is said by the checks, which run later, and not by this.
    stub = StubServer.start(Released.document(), 0);
  }

  @AfterAll
  static void stop() {
    stub.close();
  }

  static List<Documented> examples() {
    return Documented.examples();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsServedAsTheDocumentHasIt(Documented example) {
    HttpResponse<String> response = Caller.asking(stub, example.jobId()).send();

    assertThat(response.statusCode()).isEqualTo(example.status());
    assertThat(json(response)).isEqualTo(example.value());
    assertThat(response.headers().allValues("Content-Type")).singleElement().asString().isEqualToIgnoringCase("application/json");
    example.headers().forEach((name, value) ->
        assertThat(response.headers().allValues(name)).isEqualTo(announcesTheEnd(name) ? List.of() : List.of(value)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theClientMeetsEveryExample(Documented example) {
    IngestJobsClient client = client(stub);
    if (example.status() == 200) {
      assertThat(client.get(example.jobId()).workflowId()).isEqualTo(example.value().get("workflow_id").textValue());
    } else {
      assertThatThrownBy(() -> client.get(example.jobId())).isInstanceOfSatisfying(ApiException.class, refused -> {
        assertThat(refused.status()).isEqualTo(example.status());
        assertThat(refused.requestId()).isEqualTo(Optional.ofNullable(example.value().path("request_id").textValue()));
        assertThat(refused.retryAfter().isPresent()).isEqualTo(example.headers().containsKey("Retry-After"));
      });
    }
  }

  @Test
  void theJobIdsAreThoseOfTheDocumentInItsOrder() {
    Map<String, String> expected = new LinkedHashMap<>();
    Documented.examples().forEach(example -> expected.put(example.jobId(), example.summary()));

    assertThat(expected).isNotEmpty();
    assertThat(stub.jobIds()).containsExactlyEntriesOf(expected);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal("no tenant", Refusal.INVALID_PARAMETER, r -> r.without("amperity-tenant")),
        refusal("a blank tenant", Refusal.INVALID_PARAMETER, r -> r.header("amperity-tenant", " ")),
        refusal("no version", Refusal.UNSUPPORTED_VERSION, r -> r.without("api-version")),
        refusal("a blank version", Refusal.UNSUPPORTED_VERSION, r -> r.header("api-version", "")),
        refusal("an unknown version", Refusal.UNSUPPORTED_VERSION, r -> r.header("api-version", "1999-01-01")),
        refusal("an unknown version in the query", Refusal.UNSUPPORTED_VERSION,
            r -> r.path(r.path() + "?api_version=1999-01-01")),
        refusal("an empty version in the query", Refusal.UNSUPPORTED_VERSION,
            r -> r.without("api-version").path(r.path() + "?api_version=")),
        refusal("a query without a version", Refusal.UNSUPPORTED_VERSION,
            r -> r.without("api-version").path(r.path() + "?x=2024-04-01&api_version")),
        refusal("no token", Refusal.UNAUTHORIZED, r -> r.without("Authorization")),
        refusal("a blank Authorization", Refusal.UNAUTHORIZED, r -> r.header("Authorization", " ")),
        refusal("no token after Bearer", Refusal.UNAUTHORIZED, r -> r.header("Authorization", "Bearer ")),
        refusal("another scheme", Refusal.UNAUTHORIZED, r -> r.header("Authorization", "Basic dXNlcjpwYXNz")),
        refusal("a token without a scheme", Refusal.UNAUTHORIZED, r -> r.header("Authorization", Caller.TOKEN)),
        refusal("an id that no example has", Refusal.NO_SUCH_JOB, r -> r.path(r.path() + "x")),
        refusal("an id with a slash", Refusal.NO_SUCH_JOB, r -> r.path("/ingest/jobs/a%2F" + FIRST_JOB.jobId())),
        refusal("an id in another case", Refusal.NO_SUCH_JOB, r -> r.path(r.path().replace("isj", "ISJ"))),
        refusal("no id", Refusal.NO_SUCH_JOB, r -> r.path("/ingest/jobs/")),
        refusal("the collection", Refusal.NO_SUCH_JOB, r -> r.path("/ingest/jobs")),
        refusal("a slash at the end", Refusal.NO_SUCH_JOB, r -> r.path(r.path() + "/")),
        refusal("a doubled slash", Refusal.NO_SUCH_JOB, r -> r.path("//ingest/jobs/" + FIRST_JOB.jobId())),
        refusal("dots", Refusal.NO_SUCH_JOB, r -> r.path("/ingest/jobs/x/../" + FIRST_JOB.jobId())),
        refusal("another path", Refusal.NO_SUCH_JOB, r -> r.path("/ingest/tasks/" + FIRST_JOB.jobId())),
        refusal("another method", Refusal.METHOD_NOT_ALLOWED, r -> r.method("POST")),
        refusal("another method on another path", Refusal.NO_SUCH_JOB, r -> r.method("POST").path("/")));
  }

  private static Arguments refusal(String what, Refusal refusal, UnaryOperator<Caller> change) {
    return arguments(what, refusal, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void whatTheDocumentDoesNotAllowIsRefusedWithItsExample(String what, Refusal refusal, UnaryOperator<Caller> change) {
    HttpResponse<String> response = change.apply(Caller.asking(stub, FIRST_JOB.jobId())).send();

    assertThat(response.statusCode()).isEqualTo(refusal.status());
    assertThat(json(response)).isEqualTo(Documented.of(refusal).value());
  }

  static Stream<Arguments> variants() {
    return Stream.of(
        variant("the version in the query", r -> r.without("api-version").path(r.path() + "?api_version=2024-04-01")),
        variant("the version in both", r -> r.path(r.path() + "?api_version=2024-04-01")),
        variant("a percent-encoded query", r -> r.without("api-version").path(r.path() + "?x=%26&api%5Fversion=2024%2D04%2D01")),
        variant("a percent-encoded id", r -> r.path(r.path().replace("-", "%2D"))),
        variant("header names in capitals", r -> r.without("amperity-tenant").header("AMPERITY-TENANT", "socktown")),
        variant("the scheme in lower case", r -> r.header("Authorization", "bearer " + Caller.TOKEN)),
        variant("parameters that nobody knows", r -> r.path(r.path() + "?&a=b=c&d").header("x-unknown", "y")));
  }

  private static Arguments variant(String what, UnaryOperator<Caller> change) {
    return arguments(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void whatTheDocumentAllowsIsAnswered(String what, UnaryOperator<Caller> change) {
    HttpResponse<String> response = change.apply(Caller.asking(stub, FIRST_JOB.jobId())).send();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response)).isEqualTo(FIRST_JOB.value());
  }

  @Test
  void headIsRefusedWithoutABody() {
    HttpResponse<String> response = Caller.asking(stub, FIRST_JOB.jobId()).method("HEAD").send();

    assertThat(response.statusCode()).isEqualTo(Refusal.METHOD_NOT_ALLOWED.status());
    assertThat(response.body()).isEmpty();
  }

  @Test
  void theEndOfTheVersionIsAnnouncedInEveryAnswerWhileItIsSwitchedOn() {
    try (StubServer ending = StubServer.start(Released.document(), 0)) {
      ending.announceEnd(true);
      for (Documented example : Documented.examples()) {
        HttpResponse<String> response = Caller.asking(ending, example.jobId()).send();
        example.headers().forEach((name, value) -> assertThat(response.headers().allValues(name)).containsExactly(value));
      }

      assertThat(FIRST_JOB.headers()).containsKeys("Deprecation", "Sunset");

      ending.announceEnd(false);
      HttpResponse<String> response = Caller.asking(ending, FIRST_JOB.jobId()).send();
      assertThat(response.headers().map()).doesNotContainKeys("deprecation", "sunset");
    }
  }

  @Test
  void manyClientsAreAnsweredAtOnce() throws Exception {
    List<Documented> examples = Documented.examples();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<HttpResponse<String>>> calls = Stream.generate(() -> examples).limit(10).flatMap(List::stream)
          .<Callable<HttpResponse<String>>>map(example -> Caller.asking(stub, example.jobId())::send).toList();
      int i = 0;
      for (Future<HttpResponse<String>> response : threads.invokeAll(calls)) {
        assertThat(json(response.get())).isEqualTo(examples.get(i++ % examples.size()).value());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aPortInUseIsAnErrorThatNamesIt() {
    int port = stub.baseUrl().getPort();

    assertThatThrownBy(() -> StubServer.start(port))
        .isInstanceOf(StubException.class)
        .hasMessageContaining("port " + port)
        .hasMessageContaining("choose another");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void whatIsNoPortIsRefused(int port) {
    assertThatThrownBy(() -> StubServer.start(port))
        .isInstanceOf(StubException.class)
        .hasMessageContaining("port " + port);
  }

  @Test
  void aClosedStubFreesItsPortAndCanBeClosedAgain() {
    StubServer first = StubServer.start();
    int port = first.baseUrl().getPort();
    first.close();
    first.close();

    try (StubServer second = StubServer.start(port)) {
      assertThat(second.baseUrl()).isEqualTo(first.baseUrl()).hasToString("http://localhost:" + port + "/api");
      assertThat(Caller.asking(second, FIRST_JOB.jobId()).send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFaultOfTheStubIsAnsweredWithAnEnvelopeThatRepeatsNothing() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> StubServer.send(exchange, request -> {
      throw new IllegalStateException(request.getRequestHeaders().getFirst("Authorization"));
    }, false));
    server.start();
    try {
      IngestJobsClient client = client(URI.create("http://localhost:" + server.getAddress().getPort()));

      assertThatThrownBy(() -> client.get("isj-1"))
          .isInstanceOf(InternalServerErrorException.class)
          .hasMessageContaining("The stub itself failed: java.lang.IllegalStateException")
          .hasMessageNotContaining("redacted");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void noTokenIsSentBackOrLogged() {
    StringBuilder log = new StringBuilder();
    Handler capture = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        log.append(new SimpleFormatter().format(entry));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    capture.setLevel(Level.ALL);
    Logger logger = Logger.getLogger("com.sun.net.httpserver");
    logger.setLevel(Level.ALL);
    logger.setUseParentHandlers(false);
    logger.addHandler(capture);
    try {
      for (Documented example : Documented.examples()) {
        HttpResponse<String> response = Caller.asking(stub, example.jobId()).send();
        assertThat(response.body() + response.headers()).doesNotContain(Caller.TOKEN);
      }
    } finally {
      logger.removeHandler(capture);
      logger.setUseParentHandlers(true);
      logger.setLevel(null);
    }
    assertThat(log.toString()).doesNotContain(Caller.TOKEN);
    assertThat(stub.toString()).isEqualTo("StubServer[" + stub.baseUrl() + "]");
  }

  private static boolean announcesTheEnd(String header) {
    return header.equalsIgnoreCase("Deprecation") || header.equalsIgnoreCase("Sunset");
  }

  private static IngestJobsClient client(StubServer stub) {
    return client(stub.baseUrl());
  }

  private static IngestJobsClient client(URI baseUrl) {
    return IngestJobsClient.builder().baseUrl(baseUrl).tenant("socktown").token(Caller.TOKEN)
        .retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited()).build();
  }
}
