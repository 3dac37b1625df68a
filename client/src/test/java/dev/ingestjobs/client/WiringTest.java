package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.observe.ClientWarning;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.ClientCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the parts are together, over a real connection: that each is wired to the others. */
class WiringTest {
  private static final String JOB = "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[{\"state\":\"%s\",\"files\":[{\"name\":\"a\"},{\"name\":\"b\"}]}]}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<ClientWarning> warnings = new CopyOnWriteArrayList<>();
  private HttpServer server;

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void serve(String path, Handler handler) {
    server.createContext(path, exchange -> {
      try (exchange) {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
            + exchange.getRequestHeaders().getOrDefault("Authorization", List.of("-")).get(0)
            + exchange.getRequestHeaders().getOrDefault("X-Amperity-Tenant", List.of("")).get(0) + body);
        handler.handle(exchange);
      }
    });
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  private IngestJobsClient.Builder builder() {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .tenant("socktown").baseUrl(url("/api")).rateLimiter(RateLimiter.unlimited()).retry(RetryPolicy.NONE)
        .listener(new IngestJobsListener() {
          @Override
          public void onWarning(ClientWarning warning) {
            warnings.add(warning);
          }
        });
  }

  @Test
  void clientCredentialsAreTradedForATokenAndForAnotherWhenItIsRefused() throws Exception {
    AtomicInteger tokens = new AtomicInteger();
    serve("/token", exchange ->
        answer(exchange, 200, "{\"access_token\":\"token-" + tokens.incrementAndGet() + "\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"));
    serve("/api", exchange -> {
      boolean second = exchange.getRequestHeaders().getFirst("Authorization").endsWith("token-2");
      answer(exchange, second ? 200 : 401, second ? JOB.formatted("succeeded") : "{\"status\":401,\"message\":\"Expired.\"}");
    });
    ClientCredentials credentials = ClientCredentials.of("my id", "my&secret").withTokenUrl(URI.create(url("/token")));

    try (IngestJobsClient client = builder().clientCredentials(credentials).build()) {
      assertThat(client.get("isj-1").workflowId()).isEqualTo("wf-1");
      assertThat(client.get("isj-1").workflowId()).isEqualTo("wf-1");
    }
    String fetch = "POST /token -socktowngrant_type=client_credentials&client_id=my+id&client_secret=my%26secret";
    assertThat(asked).containsExactly(
        fetch, "GET /api/ingest/jobs/isj-1 Bearer token-1", fetch, "GET /api/ingest/jobs/isj-1 Bearer token-2",
        "GET /api/ingest/jobs/isj-1 Bearer token-2");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aTokenOfAProviderIsRefusedOnceAndWarnedOf() throws Exception {
    serve("/api", exchange -> {
      boolean second = exchange.getRequestHeaders().getFirst("Authorization").endsWith("fresh");
      answer(exchange, second ? 200 : 401, second ? JOB.formatted("succeeded") : "{\"status\":401,\"message\":\"Expired.\"}");
    });
    String expired = "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString("{\"exp\":1}".getBytes(StandardCharsets.US_ASCII)) + ".c2ln";
    AtomicInteger tokens = new AtomicInteger();

    try (IngestJobsClient client = builder().tokenProvider(() -> tokens.getAndIncrement() == 0 ? expired : "fresh").build()) {
      assertThat(client.get("isj-1").workflowId()).isEqualTo("wf-1");
    }
    assertThat(warnings).singleElement().isInstanceOf(ClientWarning.TokenExpiring.class);
  }

  @Test
  void aJobIsWaitedForWithoutItsFilesAndCountsThem() throws Exception {
    AtomicInteger polls = new AtomicInteger();
    serve("/api", exchange -> answer(exchange, 200, JOB.formatted(polls.getAndIncrement() == 0 ? "running" : "succeeded")));
    AwaitOptions options = AwaitOptions.builder().pollInterval(Duration.ofMillis(1), Duration.ofMillis(1)).build();

    try (IngestJobsClient client = builder().token("token").build()) {
      AwaitResult result = client.await("isj-1", options);
      assertThat(result.progress()).isEqualTo(JobProgress.SUCCEEDED);
      assertThat(result.polls()).isEqualTo(2);
      assertThat(result.snapshot().filesIncluded()).isFalse();
      assertThat(result.snapshot().job().tables().get(0).files()).isEmpty();
      assertThat(result.summary().files()).isEqualTo(2);
      assertThat(client.await("isj-1").polls()).isEqualTo(1);
      assertThat(client.awaitAll(List.of("isj-1", "a/b"), options)).satisfiesExactly(
          good -> assertThat(good.orElseThrow().progress()).isEqualTo(JobProgress.SUCCEEDED),
          bad -> assertThat(bad.failure()).get().satisfies(failure -> {
            assertThat(failure.jobId()).isEqualTo("a/b");
            assertThat(failure).hasCauseInstanceOf(InvalidInputException.class);
          }));
    }
  }

  @Test
  void aClosedClientAsksNobody() throws Exception {
    serve("/api", exchange -> answer(exchange, 200, JOB.formatted("succeeded")));
    IngestJobsClient client = builder().token("token").build();
    client.close();
    client.close();

    assertThat(catchThrowableOfType(CallCanceledException.class, () -> client.get("isj-1"))).hasMessageContaining("closed");
    assertThat(catchThrowableOfType(AwaitException.class, () -> client.await("isj-1")).reason()).isEqualTo(AwaitException.Reason.CANCELED);
    assertThat(asked).isEmpty();
  }
}
