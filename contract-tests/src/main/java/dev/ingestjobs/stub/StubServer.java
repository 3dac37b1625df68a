package dev.ingestjobs.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

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
 * an id that no example has is answered 404: {@link #jobIds()} lists them all. For any id a {@link TimeLine} can be {@linkplain
 * #play played}, so that a job goes on from poll to poll, and fails on the way. A documented header is sent with its
 * example. A request is checked first: one without a tenant, without a supported version in its header or query, without
 * a bearer token, to another path or with another method gets the documented example of that refusal. Any tenant and any
 * token will do. {@link #requests()} tells what was asked; headers, and so tokens, are neither kept nor logged.
 *
 * <p>Safe for use by several threads, and for requests of several clients at once. No argument and no result is null.
 */
public final class StubServer implements AutoCloseable {
  /** What stands before the operation's path, as in the document's servers. */
  static final String BASE_PATH = "/api";
  /** So that a stub that runs for months does not grow. */
  private static final int MOST_REQUESTS = 10_000;

  private final RequestRules rules;
  private final Examples examples;
  private final HttpServer server;
  private final ExecutorService threads;
  private final URI baseUrl;
  private final Map<String, Played> played = new ConcurrentHashMap<>();
  private final Received received = new Received(MOST_REQUESTS);
  private volatile boolean endAnnounced;

  private StubServer(ApiDocument document, int port, Optional<SSLContext> tls) {
    Operation operation = Operation.in(document);
    this.rules = new RequestRules(operation, BASE_PATH);
    this.examples = new Examples(operation.responses());
    this.server = listenOn(port, tls);
    this.threads = Executors.newCachedThreadPool(task -> {
      Thread thread = new Thread(task, "ingest-jobs-stub");
      thread.setDaemon(true);
      return thread;
    });
    this.baseUrl = URI.create((tls.isPresent() ? "https" : "http") + "://localhost:" + server.getAddress().getPort() + BASE_PATH);
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
    return start(document, port, Optional.empty());
  }

  /**
   * Starts a stub that speaks HTTPS.
   *
   * @param port the port on loopback, or 0 for a free one
   * @param tls has the key and certificate to show; clients ask for {@code localhost}
   * @throws StubException as {@link #start(ApiDocument, int)} does
   */
  public static StubServer start(ApiDocument document, int port, SSLContext tls) {
    return start(document, port, Optional.of(tls));
  }

  static StubServer start(ApiDocument document, int port, Optional<SSLContext> tls) {
    StubServer stub = new StubServer(document, port, tls);
    stub.server.createContext("/", exchange -> send(exchange, stub::answer, stub.endAnnounced));
    stub.server.setExecutor(stub.threads);
    stub.server.start();
    return stub;
  }

  /** What a client is pointed at: {@code http://localhost:PORT/api}, or the same with {@code https}. */
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

  /**
   * Answers from now on for a job as a time line says, from its beginning, instead of with the example of that job or a 404. A
   * request that is refused does not count as a poll. What was played for the job before is forgotten.
   *
   * @param jobId any that is not empty
   * @throws StubException if the document has no example of a name in the line, or several; or if it does not permit a header that
   *     the line changes. The message says which there are
   */
  public void play(String jobId, TimeLine line) {
    if (jobId.isEmpty()) {
      throw new StubException("the job id of a time line is empty; no request can ask for it");
    }
    played.put(jobId, new Played(jobId, line, examples));
  }

  /**
   * What was asked so far, or since the last {@link #reset}, in the order in which it arrived: at most the last 10,000 requests.
   * A request is here before its answer is.
   */
  public List<ReceivedRequest> requests() {
    return received.all();
  }

  /** Those of the {@link #requests} that asked for one job, refused ones as well. */
  public List<ReceivedRequest> requests(String jobId) {
    return requests().stream().filter(request -> request.jobId().equals(jobId)).toList();
  }

  /** Is as it was when it was started: no time line is played, no request is known, no end of the version is announced. */
  public void reset() {
    played.clear();
    received.clear();
    endAnnounced = false;
  }

  /** For people: where the stub listens, a request to copy, and the job ids, each with its summary. */
  public String usage() {
    String anId = jobIds().keySet().stream().findFirst().orElse("isj-1");
    int width = jobIds().keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder()
        .append("The stub listens at ").append(baseUrl).append(" until Ctrl-C. Any tenant and any token will do:\n\n")
        .append("  curl ").append(baseUrl.getScheme().equals("https") ? "--insecure " : "").append(rules.curl(baseUrl, anId))
        .append("\n\nIt answers for these job ids, and 404 for any other:\n\n");
    jobIds().forEach((id, summary) ->
        text.append("  ").append(id).append(" ".repeat(width - id.length())).append("  ").append(summary).append('\n'));
    return text.toString();
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

  /** Gives the answer when it is time for it. */
  private Answer answer(HttpExchange request) {
    Optional<String> id = rules.jobId(request.getRequestURI());
    Optional<Refusal> refusal = id.isEmpty() ? Optional.of(Refusal.NO_SUCH_JOB) : rules.refusal(request);
    Played.Poll poll = refusal.isPresent()
        ? new Played.Poll(examples.refusing(refusal.get()), Duration.ZERO, 1)
        : Optional.ofNullable(played.get(id.get())).map(Played::next)
            .orElseGet(() -> new Played.Poll(examples.forJob(id.get()), Duration.ZERO, 1));
    Answer answer = poll.answer();
    received.add(new ReceivedRequest(
        request.getRequestMethod(),
        request.getRequestURI().getRawPath(),
        id.orElse(""),
        answer.cutOff() == CutOff.BEFORE_THE_HEAD ? 0 : answer.status(),
        answer.example()));
    try {
      TimeUnit.NANOSECONDS.sleep(TimeUnit.NANOSECONDS.convert(poll.delay()));
    } catch (InterruptedException e) {
      // The stub was closed, and the connection before that.
      Thread.currentThread().interrupt();
    }
    return answer;
  }

  /** Answers in any case: without an answer the client would wait. */
  static void send(HttpExchange exchange, Function<HttpExchange, Answer> answers, boolean endAnnounced) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answers.apply(exchange);
      } catch (RuntimeException e) {
        // The type alone: the message may repeat what was sent, and so a token.
        answer = Answer.fault("The stub itself failed: " + e.getClass().getName());
      }
      answer.send(exchange, endAnnounced);
    }
  }

  private static HttpServer listenOn(int port, Optional<SSLContext> tls) {
    // The JDK's server sends the head of an answer before its body; with Nagle's algorithm the body then waits 40 ms for an
    // acknowledgement. Nothing but this switch, which the JDK reads once, turns that off.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      if (tls.isEmpty()) {
        return HttpServer.create(address, 0);
      }
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
      return server;
    } catch (IOException | IllegalArgumentException e) {
      throw new StubException(
          "The stub cannot listen on port " + port + " (" + e.getMessage() + "); choose another, or 0 for a free one", e);
    }
  }
}
