package dev.ingestjobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Many calls of every kind at once by one client, and what is left of them. 1,500 calls; with {@code -Dsoak=10000} as many as that.
 */
class MixedCallsTest {
  private static final int CALLS = Integer.getInteger("soak", 1500);
  private static final int CALLERS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /** A call leaves nothing; what classes and caches take does not depend on the number of calls. */
  private static final long HEAP_GROWTH = 8L * 1024 * 1024;
  private static final String ENDED = Fault.JOB.replace("[]", "[{\"state\":\"succeeded\"}]");

  private interface Call {
    Object make(IngestJobsClient client, IngestJobsClient hurried, String id) throws Exception;
  }

  /**
   * A kind of call.
   *
   * @param server what the server does
   * @param thrown what has to come of it; null for a job
   */
  private record Kind(String server, Class<? extends Throwable> thrown, Call call) {}

  private static final List<Kind> KINDS = List.of(
      new Kind("good", null, (client, hurried, id) -> client.get(id)),
      new Kind("good", null, (client, hurried, id) -> client.getWithResponse(id)),
      new Kind("good", null, (client, hurried, id) -> client.async().get(id).get()),
      new Kind("missing", NotFoundException.class, (client, hurried, id) -> client.get(id)),
      new Kind("missing", AwaitException.class, (client, hurried, id) -> client.async().await(id).get()),
      new Kind("limited", null, (client, hurried, id) -> client.get(id)),
      new Kind("html", UndecodableResponseException.class, (client, hurried, id) -> client.get(id)),
      new Kind("reset", TransportException.class, (client, hurried, id) -> client.get(id)),
      new Kind("cut", TransportException.class, (client, hurried, id) -> client.get(id)),
      new Kind("cut once", null, (client, hurried, id) -> client.get(id)),
      new Kind("stall", DeadlineExceededException.class, (client, hurried, id) -> hurried.get(id)),
      new Kind("drip", DeadlineExceededException.class, (client, hurried, id) -> hurried.get(id)),
      new Kind("stall", CancellationException.class, (client, hurried, id) -> canceled(client.async().get(id))),
      new Kind("drip", CancellationException.class, (client, hurried, id) -> canceled(client.async().get(id))),
      new Kind("stall", CancellationException.class, (client, hurried, id) -> canceled(client.async().await(id))),
      new Kind("stall", CallInterruptedException.class, (client, hurried, id) -> interrupted(() -> client.get(id))),
      new Kind("ended", null, (client, hurried, id) -> client.await(id)),
      new Kind("ended", null, (client, hurried, id) -> client.async().await(id).get()),
      new Kind("ended", null, (client, hurried, id) -> client.awaitAll(List.of(id, id + "x"), AwaitOptions.DEFAULT).stream()
          .map(AwaitOutcome::orElseThrow).toList()));

  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Test
  void nothingIsLeftOfManyCallsOfEveryKind() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (RawServer server = RawServer.answeringTo(this::answer).forgetful()) {
      IngestJobsClient client = client(server, PATIENCE);
      IngestJobsClient hurried = client(server, Duration.ofMillis(30));
      try (client; hurried) {
        assertThat(unexpected(client, hurried, 2 * KINDS.size())).isEmpty();
        long heap = heap();
        assertThat(unexpected(client, hurried, CALLS)).isEmpty();

        assertThat(becomes(() -> server.openConnections() <= CALLERS * 4)).as("open: %s", server.openConnections()).isTrue();
        assertThat(ours(before)).as("threads").hasSizeLessThan(CALLERS * 4);
        seen.clear();
        assertThat(heap() - heap).as("heap").isLessThan(HEAP_GROWTH);
      }
      assertThat(becomes(() -> {
        if (ours(before).stream().anyMatch(thread -> thread.getName().startsWith("HttpClient-"))) {
          // Before 21 the JDK's threads end when their client is collected.
          System.gc();
        }
        return server.openConnections() == 0 && ours(before).isEmpty();
      })).as("open: %s, threads: %s", server.openConnections(), ours(before)).isTrue();
    }
  }

  private static IngestJobsClient client(RawServer server, Duration timeout) {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .tenant("socktown").token("mixed-calls-token-0123456789").baseUrl(server.url()).timeout(timeout)
        .retry(RetryPolicy.DEFAULT.withMaxAttempts(3).withBaseDelay(Duration.ofMillis(1)))
        .rateLimiter(RateLimiter.unlimited()).maxConcurrency(CALLERS).build();
  }

  /** Makes calls of every kind, and gives those that did not end as they should have, with their number. */
  private static Map<String, Integer> unexpected(IngestJobsClient client, IngestJobsClient hurried, int calls) throws Exception {
    Queue<String> unexpected = new ConcurrentLinkedQueue<>();
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      for (int i = 0; i < calls; i++) {
        Kind kind = KINDS.get(i % KINDS.size());
        String id = kind.server.replace(' ', '_') + "-" + i;
        callers.execute(() -> {
          String outcome = outcome(kind, client, hurried, id);
          if (!outcome.isEmpty()) {
            unexpected.add(outcome);
          }
        });
      }
    } finally {
      callers.shutdown();
      assertThat(callers.awaitTermination(PATIENCE.toSeconds() * 4, TimeUnit.SECONDS)).as("every call ends").isTrue();
    }
    Map<String, Integer> counted = new TreeMap<>();
    unexpected.forEach(outcome -> counted.merge(outcome, 1, Integer::sum));
    return counted;
  }

  /** Empty if it is what has to come of it. */
  private static String outcome(Kind kind, IngestJobsClient client, IngestJobsClient hurried, String id) {
    Throwable thrown = null;
    try {
      kind.call.make(client, hurried, id);
    } catch (ExecutionException e) {
      thrown = e.getCause();
    } catch (Exception e) {
      thrown = e;
    }
    boolean good = kind.thrown == null ? thrown == null : thrown != null && thrown.getClass() == kind.thrown;
    return good ? "" : kind.server + ": " + thrown;
  }

  private static Object canceled(CompletableFuture<?> future) throws Exception {
    future.cancel(true);
    return future.get();
  }

  private static Object interrupted(Callable<?> call) throws Exception {
    Thread caller = Thread.currentThread();
    Thread interrupter = new Thread(caller::interrupt);
    interrupter.start();
    try {
      return call.call();
    } finally {
      Thread.interrupted();
      interrupter.join();
    }
  }

  private void answer(List<String> request, Socket client, OutputStream out) throws IOException {
    String id = request.get(0).replaceFirst(".*/(.*) HTTP/1.1", "$1");
    boolean first = id.startsWith("limited") || id.startsWith("cut_once") ? seen.add(id) : false;
    switch (id.replaceFirst("-.*", "")) {
      case "missing" -> say(out, "404 X", "{\"status\":404,\"message\":\"No.\"}");
      case "limited" -> say(out, first ? "429 X" : "200 OK", first ? "{\"status\":429,\"message\":\"No.\"}" : Fault.JOB);
      case "html" -> say(out, "200 OK", "<html>");
      case "ended" -> say(out, "200 OK", ENDED);
      case "reset" -> {
        client.setSoLinger(true, 0);
        client.close();
      }
      case "cut" -> cut(client, out);
      case "cut_once" -> {
        if (first) {
          cut(client, out);
        } else {
          say(out, "200 OK", Fault.JOB);
        }
      }
      case "stall" -> RawServer.hang(client);
      case "drip" -> {
        Fault.write(out, "HTTP/1.1 200 OK\r\nX: ");
        while (true) {
          Fault.write(out, "x");
          LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
      }
      default -> say(out, "200 OK", Fault.JOB);
    }
  }

  private static void say(OutputStream out, String head, String body) throws IOException {
    out.write(RawServer.response(head + "\r\nContent-Length: " + body.length(), body));
  }

  private static void cut(Socket client, OutputStream out) throws IOException {
    out.write(RawServer.response("200 OK\r\nContent-Length: 1000", Fault.JOB));
    client.shutdownOutput();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static List<Thread> ours(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getName().startsWith("ingest-jobs-") || thread.getName().startsWith("HttpClient-"))
        .toList();
  }

  private static boolean becomes(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return true;
  }
}
