package dev.ingestjobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import java.io.IOException;
import java.time.Duration;
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
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of {@link Faults}, by the public client, against servers that write exactly what the row says. */
class FaultMatrixTest {
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

  static List<Fault> rows() {
    return Faults.ROWS;
  }

  @BeforeAll
  static void logEverything() throws IOException {
    before = Thread.getAllStackTraces().keySet();
    LOG.setLevel(Level.ALL);
    LOG.setUseParentHandlers(false);
    LOG.addHandler(KEEP);
    // What a first call has to load takes longer than some deadlines.
    try (RawServer server = new RawServer((client, out) -> Fault.says("200 OK", Fault.JOB).write(null, client, out));
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
    assertThat(becomes(() -> ours().allMatch(FaultMatrixTest::isIdle))).as("threads are idle: %s", ours().toList()).isTrue();
    assertThat(ours()).allMatch(Thread::isDaemon);
  }

  private static java.util.stream.Stream<Thread> ours() {
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
    try (arena) {
      Seen seen = Seen.of(arena);
      SoftAssertions row = new SoftAssertions();
      checkOutcome(fault, seen, row);
      checkTime(fault, seen, row);
      row.assertThat(arena.server.requests()).as("requests").hasSize(fault.requests);
      row.assertThat(arena.elsewhere.requests()).as("requests elsewhere").hasSize(fault.requestsElsewhere);
      if (seen.failure() instanceof IngestJobsException failure && failure.call().isPresent()) {
        row.assertThat(failure.call().get().attempts()).as("attempts").isEqualTo(fault.attempts());
      } else if (seen.failure() == null) {
        row.assertThat(arena.attempts).as("attempts").hasValue(fault.attempts());
      }
      int kept = fault.kept ? 1 : 0;
      row.assertThat(becomes(() -> arena.server.openConnections() == kept))
          .as("open connections: %s, not %s", arena.server.openConnections(), kept).isTrue();
      checkSecrecy(arena, seen, row);
      assertThat(row.errorsCollected()).as("%s", fault).isEmpty();
    } finally {
      SERVERS.add(arena.server);
    }
  }

  private static void checkOutcome(Fault fault, Seen seen, SoftAssertions row) {
    if (fault.type == null) {
      row.assertThat(seen.failure()).as("failure").isNull();
      row.assertThat(seen.failure() != null || fault.isResult.test(seen.result())).as("%s: %s", fault.result, seen.result()).isTrue();
    } else {
      row.assertThat(seen.result()).as("result").isNull();
      row.assertThat(seen.failure()).as("failure").isExactlyInstanceOf(fault.type);
      fault.words.forEach(word -> row.assertThat(seen.failure()).as("failure").hasMessageContaining(word));
      row.assertThat(seen.isOurs()).as("a documented type").isTrue();
      row.assertThat(fault.isFailure.test(seen.failure())).as("details of %s", seen.failure()).isTrue();
      if (seen.failure() instanceof ResponseException response) {
        row.assertThat(response.getMessage()).as("the status").startsWith(response.status() + " ");
      }
    }
    row.assertThat(seen.interrupted()).as("the interrupt flag").isEqualTo(fault.interrupted);
  }

  private static void checkTime(Fault fault, Seen seen, SoftAssertions row) {
    if (fault.inFakeTime) {
      row.assertThat(seen.elapsed()).as("elapsed").isEqualTo(fault.atLeast);
    } else {
      row.assertThat(seen.elapsed()).as("elapsed").isBetween(fault.atLeast, fault.atLeast.plus(Arena.LATE));
    }
  }

  private static void checkSecrecy(Arena arena, Seen seen, SoftAssertions row) throws IOException {
    String shown = seen.everything() + arena.client + String.join("\n", LOGGED);
    for (int i = 0; i + PIECE <= arena.token.length(); i++) {
      row.assertThat(shown.contains(arena.token.substring(i, i + PIECE))).as("the token is shown, from character %s on", i).isFalse();
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
