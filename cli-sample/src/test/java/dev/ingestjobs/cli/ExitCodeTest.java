package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The exit codes are a contract: each, and how to come to it. */
class ExitCodeTest {
  private static final StubServer STUB = StubServer.start();
  private static final HostileServer NOT_THE_API = server(200, "<html>Welcome</html>");
  private static final HostileServer GATEWAY = server(502, "<html>Bad gateway</html>");
  private static final URI NOBODY = nobody();

  private static final String EVERYTHING = "--max-rejected=100% --max-errors=100%";
  private static final String SOON = "--timeout=1s --interval=1ms";

  @AfterAll
  static void stop() {
    STUB.close();
    NOT_THE_API.close();
    GATEWAY.close();
  }

  private static HostileServer server(int status, String body) {
    try {
      return new HostileServer(status, body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI nobody() {
    try (StubServer gone = StubServer.start()) {
      return gone.baseUrl();
    }
  }

  static Stream<Arguments> runs() {
    STUB.play("isj-slow", TimeLine.of("isj-running").after(Duration.ofSeconds(10)));
    STUB.play("isj-down", TimeLine.of("isj-internal-error"));
    URI stub = STUB.baseUrl();
    return Stream.of(
        arguments(0, stub, "get isj-1f73r9u2"),
        arguments(0, stub, "get isj-failed"),
        arguments(1, stub, "get isj-conflict"),
        arguments(2, stub, "get isj-missing-tenant"),
        arguments(2, stub, "get isj-\t1"),
        arguments(2, stub, "get isj-1f73r9u2 --region=moon"),
        arguments(2, stub, "get"),
        arguments(3, stub, "get isj-unauthorized"),
        arguments(3, stub, "get isj-forbidden"),
        arguments(3, stub, "get isj-1f73r9u2 --token-file=/nowhere"),
        arguments(4, stub, "get isj-no-such-job"),
        arguments(5, stub, "get isj-slow --timeout=30ms"),
        arguments(6, stub, "get isj-rate-limited"),
        arguments(7, stub, "get isj-internal-error"),
        arguments(7, GATEWAY.baseUrl(), "get isj-1"),
        arguments(7, NOBODY, "get isj-1"),
        arguments(8, NOT_THE_API.baseUrl(), "get isj-1"),
        arguments(4, stub, "get isj-1f73r9u2 isj-no-such-job isj-forbidden"),
        arguments(0, stub, "wait isj-1f73r9u2 " + EVERYTHING),
        arguments(1, stub, "wait isj-1f73r9u2"),
        arguments(1, stub, "wait isj-failed " + EVERYTHING),
        arguments(1, stub, "wait isj-conflict"),
        arguments(2, stub, "wait isj-missing-tenant"),
        arguments(2, stub, "wait isj-\t1"),
        arguments(2, stub, "wait isj-1f73r9u2 --max-errors=some"),
        arguments(3, stub, "wait isj-unauthorized"),
        arguments(3, stub, "wait isj-forbidden"),
        arguments(3, stub, "wait isj-1f73r9u2 --token-file=/nowhere"),
        arguments(4, stub, "wait isj-no-such-job"),
        arguments(5, stub, "wait isj-running --timeout=40ms --interval=1ms"),
        arguments(5, stub, "wait isj-down --timeout=40ms --interval=1ms"),
        arguments(5, stub, "wait isj-slow --timeout=40ms"),
        arguments(6, stub, "wait isj-rate-limited " + SOON),
        arguments(7, stub, "wait isj-unavailable " + SOON),
        arguments(8, NOT_THE_API.baseUrl(), "wait isj-1"),
        arguments(4, stub, "wait isj-no-such-job isj-failed isj-forbidden"));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("runs")
  void everyWayToEndHasItsExitCode(int exitCode, URI baseUrl, String line) {
    Run run = Run.against(baseUrl, line.split(" "));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    List<String> told = run.errLines();
    if (exitCode != 0 && !line.equals("get")) {
      assertThat(told).filteredOn(what -> what.startsWith("ingest-jobs: ")).isNotEmpty();
      int first = told.indexOf(told.stream().filter(what -> what.startsWith("ingest-jobs: ")).findFirst().orElseThrow());
      assertThat(told.subList(first, told.size()).size() % 3).as("three lines a failure: what, ids, what next").isZero();
    }
  }

  @Test
  void anInterruptIsAnExitCodeOfItsOwn() {
    Thread.currentThread().interrupt();
    Run get = Run.against(STUB, "get", "isj-1f73r9u2");
    Thread.currentThread().interrupt();
    Run wait = Run.against(STUB, "wait", "isj-running", "--interval=1ms");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(get.exitCode()).isEqualTo(130);
    assertThat(wait.exitCode()).isEqualTo(130);
  }

  @Test
  void thereAreNoOthersThanThose() {
    Set<Integer> codes = new TreeSet<>(Arrays.stream(Failure.values()).map(Failure::exitCode).toList());

    assertThat(codes).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 130);
  }

  @Test
  void aPortThatIsTakenIsBadInput() {
    String port = Integer.toString(STUB.baseUrl().getPort());

    assertThat(Run.in(Map.of(), "stub", "--port", port).exitCode()).isEqualTo(2);
  }
}
