package dev.ingestjobs.contract.live;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Edit;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A program that plays tenants on loopback, over TLS, by the stub: {@code /NAME/api} is one whose jobs differ by the {@link Edit}
 * {@code NAME.yaml}, if there is that file. It knows its token, which the stub does not, and some tenants misbehave in ways that no
 * document describes. {@code /requests} tells when each request came and to which tenant. It ends with its standard input.
 */
final class PlayedTenant {
  /** The environment variables that it needs. */
  static final String KEYSTORE = "PLAYED_KEYSTORE";
  static final String PASSWORD = "PLAYED_PASSWORD";
  static final String TOKEN = "PLAYED_TOKEN";
  static final String DOCUMENT = "PLAYED_DOCUMENT";
  /** A folder. */
  static final String EDITS = "PLAYED_EDITS";

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final StubServer stub;
  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final Path edits;
  private final String token;

  private PlayedTenant(ApiDocument document, Path edits, String token) {
    this.stub = StubServer.start(document, 0);
    this.edits = edits;
    this.token = token;
  }

  public static void main(String[] arguments) throws Exception {
    char[] password = System.getenv(PASSWORD).toCharArray();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(Path.of(System.getenv(KEYSTORE)).toFile(), password), password);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);

    HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(Executors.newCachedThreadPool());
    PlayedTenant played = new PlayedTenant(
        ApiDocument.read(Path.of(System.getenv(DOCUMENT))), Path.of(System.getenv(EDITS)), System.getenv(TOKEN));
    server.createContext("/", exchange -> {
      try (exchange) {
        played.answer(exchange);
      }
    });
    server.start();
    System.out.println("https://localhost:" + server.getAddress().getPort());
    System.in.readAllBytes();
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getRawPath();
    if (path.equals("/requests")) {
      send(exchange, 200, "text/plain", requests.stream().collect(Collectors.joining("\n")));
      return;
    }
    String tenant = path.split("/")[1];
    requests.add(System.nanoTime() + " " + tenant);
    switch (tenant) {
      case "redirect" -> {
        exchange.getResponseHeaders().set("Location", "/elsewhere/api/ingest/jobs/isj-live-finished");
        exchange.sendResponseHeaders(302, -1);
      }
      case "html" -> send(exchange, 200, "text/html", "<html><body>Please log in, " + authorization(exchange) + "</body></html>");
      case "overloaded" -> send(exchange, 503, "text/html", "<html><body>Later</body></html>");
      case "broken-json" -> send(exchange, 200, "application/json", "{\"id\": \"isj-live-finished\", ");
      case "cut-off" -> {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('{');
      }
      case "slow" -> sleep();
      case "echo" -> {
        HttpResponse<String> answer = ask(exchange);
        exchange.getResponseHeaders().set("X-" + token, authorization(exchange));
        // The token where a number, a text, a state, a moment and a field's name are expected.
        send(exchange, 200, "application/json; charset=utf-8", answer.body()
            .replace("\"read\":1000", "\"read\":\"" + token + "\"")
            .replace("\"workflow_id\":\"", "\"" + token + "\":1,\"workflow_id\":\"" + authorization(exchange))
            .replaceFirst("\"2024-06-01T04:02:54.433Z\"", "\"" + token + "\""));
      }
      default -> {
        stub.announceEnd(tenant.equals("ending"));
        HttpResponse<String> answer = ask(exchange);
        answer.headers().map().forEach((name, values) -> {
          if (List.of("deprecation", "sunset", "retry-after").contains(name.toLowerCase(Locale.ROOT))) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
        exchange.getResponseHeaders().set("X-Request-Id", "42");
        Path edit = edits.resolve(tenant + ".yaml");
        boolean isEdited = answer.statusCode() == 200 && Files.exists(edit);
        send(exchange, answer.statusCode(), "application/json; charset=utf-8",
            isEdited ? Edit.of(ApiDocument.read(edit).root()).applyTo(new ObjectMapper().readTree(answer.body())).toString() : answer.body());
      }
    }
  }

  /** What the stub answers; as it would answer a token that is not valid, if it is another than this tenant's. */
  private HttpResponse<String> ask(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getRawPath().replaceFirst(".*/", "");
    boolean isKnown = authorization(exchange).equals("Bearer " + token);
    String query = exchange.getRequestURI().getRawQuery();
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
            stub.baseUrl() + "/ingest/jobs/" + (isKnown ? id : "isj-unauthorized") + (query == null ? "" : "?" + query)))
        .header("Authorization", "Bearer any");
    for (String name : List.of("amperity-tenant", "api-version")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String authorization(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static void sleep() {
    try {
      // Until the program ends: whoever asks gives up long before.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
