package dev.ingestjobs.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A server on loopback that answers as the OpenAPI document says, with the document's own examples.
 *
 * <pre>{@code
 * try (StubServer stub = StubServer.start()) {
 *   client = IngestJobsClient.builder().baseUrl(stub.baseUrl()).tenant("socktown").token("any").build();
 *   client.get("isj-1f73r9u2");
 * }
 * }</pre>
 *
 * <p>The example of a job is served under that job's {@code id}, any other example under its {@code x-stub-job-id}, and
 * an id that no example has is answered 404: {@link #jobIds()} lists them all. A documented header is sent with its
 * example. A request is checked first: one without a tenant, without a supported version in its header or query, without
 * a bearer token, to another path or with another method gets the documented example of that refusal. Any tenant and any
 * token will do; what was sent is neither kept nor logged.
 *
 * <p>Safe for use by several threads, and for requests of several clients at once. No argument and no result is null.
 */
public final class StubServer implements AutoCloseable {
  private static final String BASE_PATH = "/api";

  private final RequestRules rules;
  private final Examples examples;
  private final HttpServer server;
  private final ExecutorService threads;
  private final URI baseUrl;
  private volatile boolean endAnnounced;

  private StubServer(ApiDocument document, int port) {
    Operation operation = Operation.in(document);
    this.rules = new RequestRules(operation, BASE_PATH);
    this.examples = new Examples(operation.responses());
    this.server = listenOn(port);
    this.threads = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "ingest-jobs-stub");
      thread.setDaemon(true);
      return thread;
    });
    this.baseUrl = URI.create("http://localhost:" + server.getAddress().getPort() + BASE_PATH);
  }

  /** Starts a stub of the packaged document on a free port. */
  public static StubServer start() {
    return start(0);
  }

  /**
   * Starts a stub of the packaged document.
   *
   * @param port the port on loopback, or 0 for a free one
   * @throws StubException if the port is in use, or is none: below 0 or above 65535
   */
  public static StubServer start(int port) {
    return start(ApiDocument.packaged(), port);
  }

  /**
   * Starts a stub of any document that has the operation.
   *
   * @param port the port on loopback, or 0 for a free one
   * @throws StubException if the port is in use or is none, or if the document lacks the operation, an example of a
   *     refusal, or the status or a job id of its own for an example
   */
  public static StubServer start(ApiDocument document, int port) {
    StubServer stub = new StubServer(document, port);
    stub.server.createContext("/", exchange -> send(exchange, stub::answer, stub.endAnnounced));
    stub.server.setExecutor(stub.threads);
    stub.server.start();
    return stub;
  }

  /** What a client is pointed at: {@code http://localhost:PORT/api}. */
  public URI baseUrl() {
    return baseUrl;
  }

  /** The well-known job ids in the order of the document, each with its example's summary, {@code ""} if it has none. */
  public Map<String, String> jobIds() {
    return examples.summaries();
  }

  /**
   * Makes every answer from now on carry the documented headers that announce the end of the version, {@code Deprecation}
   * and {@code Sunset}, or none any more. At first none does.
   */
  public void announceEnd(boolean announced) {
    endAnnounced = announced;
  }

  /** Stops at once, cutting off requests that are under way. Closing again does nothing. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Override
  public String toString() {
    return "StubServer[" + baseUrl + "]";
  }

  private Answer answer(HttpExchange request) {
    Optional<String> id = rules.jobId(request.getRequestURI());
    if (id.isEmpty()) {
      return examples.refusing(Refusal.NO_SUCH_JOB);
    }
    return rules.refusal(request).map(examples::refusing).orElseGet(() -> examples.forJob(id.get()));
  }

  /** Answers in any case: without an answer the client would wait. */
  static void send(HttpExchange exchange, Function<HttpExchange, Answer> answers, boolean endAnnounced) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answers.apply(exchange);
      } catch (RuntimeException e) {
        // The type alone: the message may repeat what was sent, and so a token.
        String envelope = "{\"status\":500,\"message\":\"The stub itself failed: " + e.getClass().getName() + "\"}";
        answer = new Answer(500, "application/json", envelope.getBytes(StandardCharsets.UTF_8));
      }
      answer.send(exchange, endAnnounced);
    }
  }

  private static HttpServer listenOn(int port) {
    // The JDK's server sends the head of an answer before its body; with Nagle's algorithm the body then waits 40 ms for an
    // acknowledgement. Nothing but this switch, which the JDK reads once, turns that off.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException | IllegalArgumentException e) {
      throw new StubException(
          "The stub cannot listen on port " + port + " (" + e.getMessage() + "); choose another, or 0 for a free one", e);
    }
  }
}
