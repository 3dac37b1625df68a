package dev.ingestjobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.error.IngestJobsException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@link Faults}, by the public client, against servers that write exactly what the row says. */
class FaultMatrixTest {
  /** In time that passes only when somebody waits, nothing is late. */
  private static final Duration FAKE_LATE = Duration.ofMillis(5);
  /** A piece of a token that is of use to somebody. */
  private static final int PIECE = 16;

  private static final Logger LOG = Logger.getLogger("dev.ingestjobs");
  private static final Queue<String> LOGGED = new ConcurrentLinkedQueue<>();
  private static final Queue<RawServer> SERVERS = new ConcurrentLinkedQueue<>();
  private static final Handler KEEP = new Handler() {
    @Override
    public void publish(LogRecord record) {
      LOGGED.add(record.getMessage() + (record.getThrown() == null ? "" : " " + record.getThrown()));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };
  private static Set<Thread> before;

  /** All of them, or with {@code -Dfaults.only=words} those that have these words. */
  static List<Fault> rows() {
    String words = System.getProperty("faults.only", "");
    return Faults.ROWS.stream().filter(fault -> fault.toString().contains(words)).toList();
  }

  @BeforeAll
  static void logEverything() throws IOException {
    before = Thread.getAllStackTraces().keySet();
    LOG.setLevel(Level.ALL);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(KEEP);
    // What a first call has to load takes longer than some deadlines.
    try (RawServer server = RawServer.answeringTo((request, client, out) -> Fault.says("200 OK", Fault.JOB).write(null, client, out));
        IngestJobsClient client = IngestJobsClient.builder().tenant("socktown").token("token").baseUrl(server.url()).build()) {
      client.get("isj-1");
    }
  }

  @AfterAll
  static void nothingIsLeft() throws IOException {
    LOG.removeHandler(KEEP);
    LOG.setLevel(null);
    LOG.setUseParentHandlers(true);
    assertThat(LOGGED).isNotEmpty();
    // Before 21 the JDK keeps idle connections until its client is collected.
    for (RawServer server : SERVERS) {
      assertThat(becomes(() -> {
        if (server.openConnections() > 0) {
          System.gc();
        }
        return server.openConnections() == 0;
      })).as("idle connections are closed after close()").isTrue();
      server.close();
    }
    assertThat(becomes(() -> {
      boolean idle = ours().allMatch(FaultMatrixTest::isIdle);
      if (!idle) {
        System.gc();
      }
      return idle;
    })).as("threads are idle: %s", ours().toList()).isTrue();
    assertThat(ours()).allMatch(Thread::isDaemon);
  }

  private static Stream<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> thread.getName().startsWith("ingest-jobs-") || thread.getName().startsWith("HttpClient-"));
  }

  /** Waits for work, of which there is no more, and ends by itself before long. */
  private static boolean isIdle(Thread thread) {
    for (StackTraceElement element : thread.getStackTrace()) {
      if (element.getMethodName().equals("getTask")) {
        return true;
      }
    }
    return !thread.isAlive();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  @Execution(ExecutionMode.CONCURRENT)
  void theCallerSeesWhatTheTableSays(Fault fault) throws Exception {
    Arena arena = new Arena(fault);
    List<String> problems = new ArrayList<>();
    try (arena) {
      Seen seen = Seen.of(arena);
      checkOutcome(fault, seen, problems);
      checkTime(fault, seen, problems);
      checkRequests(arena, seen, problems);
      check(becomes(() -> fault.connections.test(arena.server.openConnections())), problems,
          "connections are open: " + arena.server.openConnections());
      checkSecrecy(arena, seen, problems);
      if (!problems.isEmpty()) {
        throw new AssertionError(fault + ": " + problems + ", seen: " + seen + ", " + arena.attempts, seen.failure());
      }
    } finally {
      if (fault.defect.isEmpty()) {
        SERVERS.add(arena.server);
      } else {
        arena.server.close();
      }
    }
  }

  private static void check(boolean good, List<String> problems, String problem) {
    if (!good) {
      problems.add(problem);
    }
  }

  private static void checkOutcome(Fault fault, Seen seen, List<String> problems) {
    if (fault.type == null) {
      check(seen.failure() == null && fault.isResult.test(seen.result()), problems, "not " + fault.result);
    } else {
      check(seen.failure() != null && seen.failure().getClass() == fault.type, problems, "not exactly " + fault.type);
      check(seen.isOurs(), problems, "not a documented type");
      for (String word : fault.words) {
        check(String.valueOf(seen.failure()).contains(word), problems, "the message has no " + word);
      }
      check(seen.failure() != null && fault.isFailure.test(seen.failure()), problems, "not with the details of the row");
    }
    check(seen.interrupted() == fault.interrupted, problems, "the interrupt flag is " + seen.interrupted());
  }

  private static void checkTime(Fault fault, Seen seen, List<String> problems) {
    Duration late = fault.inFakeTime ? FAKE_LATE : Arena.LATE;
    check(seen.elapsed().compareTo(fault.atLeast) >= 0, problems, "earlier than " + fault.atLeast);
    check(seen.elapsed().minus(late).compareTo(fault.atLeast) < 0, problems, "later than " + fault.atLeast);
  }

  private static void checkRequests(Arena arena, Seen seen, List<String> problems) {
    Fault fault = arena.fault;
    check(arena.server.requests().size() == fault.requests, problems, "requests: " + arena.server.requests().size());
    check(arena.elsewhere.requests().size() == fault.requestsElsewhere, problems, "requests elsewhere: " + arena.elsewhere.requests());
    check(arena.server.requests().stream().flatMap(List::stream).noneMatch(line -> line.startsWith("Cookie")), problems, "cookies");
    if (seen.failure() instanceof IngestJobsException failure && failure.call().isPresent()) {
      check(fault.isAttempts(failure.call().get().attempts()), problems, "attempts: " + failure.call().get().attempts());
    } else if (seen.failure() == null) {
      check(fault.isAttempts(arena.attempts.size()), problems, "attempts: " + arena.attempts.size());
    }
  }

  private static void checkSecrecy(Arena arena, Seen seen, List<String> problems) throws IOException {
    String shown = seen.everything() + arena.client + String.join("\n", LOGGED);
    for (int i = 0; i + PIECE <= arena.token.length(); i++) {
      check(!shown.contains(arena.token.substring(i, i + PIECE)), problems, "the token is shown, from character " + i + " on");
    }
  }

  private static boolean becomes(BooleanSupplier condition) {
    long end = System.nanoTime() + Arena.LATE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
    return true;
  }
}
