package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.cli.output.Events;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitCommandTest {
  private static final StubServer STUB = StubServer.start();

  @AfterAll
  static void stop() {
    STUB.close();
  }

  private static Run run(String... args) {
    return Run.against(STUB, Stream.concat(Stream.of("wait", "--interval", "1ms"), Stream.of(args)).toArray(String[]::new));
  }

  @Test
  void theEndIsShownWhenItComes() {
    STUB.play("isj-nightly", TimeLine.succeeding(4));

    Run run = run("isj-nightly", "--max-rejected", "200", "--max-errors", "200");

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines()).startsWith("Job       isj-nightly").contains("Status    succeeded in 3s");
    assertThat(STUB.requests("isj-nightly")).hasSize(4);
  }

  @Test
  void elsewhereThanOnATerminalProgressIsALineAnEvent() {
    STUB.play("isj-lines", TimeLine.of("isj-running").then("isj-internal-error").then("isj-failed"));

    assertThat(run("isj-lines").errLines().stream().filter(line -> !line.startsWith("ingest-jobs: "))
        .filter(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ isj-lines .+")).map(line -> line.substring(31)))
        .contains("Orders (df-5L6d1veh): no state → running", "Orders (df-5L6d1veh): +250,000 read", "Loyalty members (df-8Qw2nRtY): no state → failed")
        .anyMatch(line -> line.startsWith("goes on waiting after: 500 internal server error: "))
        .last().asString().matches("ended, and not every table succeeded; waited [0-9.]+m?s, 3 polls");
  }

  @ParameterizedTest
  @CsvSource({
    "200,    200,     0", "199,    200,     1", "200,    199,     1", "20%,    20.00%,  0", "19.99%, 200,     1", "200,    19%,     1",
    "100%,   100%,    0", "20%,    200,     0", "0,      0,       1"
  })
  void whatIsTolerableIsANumberOrAShareOfTheRowsRead(String rejected, String errors, int exitCode) {
    assertThat(run("isj-1f73r9u2", "--max-rejected", rejected, "--max-errors", errors).exitCode()).isEqualTo(exitCode);
  }

  @Test
  void aShareIsTakenForTheDecimalNumberThatItIsWrittenAs() throws IOException {
    try (HostileServer server = new HostileServer(200,
        "{\"id\": \"isj-1\", \"workflow_id\": \"wf-1\", \"tables\": [{\"state\": \"succeeded\", \"read\": 10000, \"rejected\": 57}]}")) {
      assertThat(Run.against(server.baseUrl(), "wait", "isj-1", "--max-rejected", "0.57%").exitCode()).isZero();
      assertThat(Run.against(server.baseUrl(), "wait", "isj-1", "--max-rejected", "0.56%").exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--max-rejected, many", "--max-rejected, -1", "--max-errors, 1.5", "--max-errors, 101%", "--max-errors, %", "--max-rejected, 1e3",
    "--max-rejected, 9999999999999999999", "--interval, 0s", "--interval, soon", "--interval, -1s", "--timeout, 0ms", "--timeout, P1Y",
    "--interval, 9999999999ms"
  })
  void whatIsNoToleranceOrTimeIsSaidOfItsOptionAndNotRepeated(String option, String value) {
    for (String form : List.of("table", "json", "jsonl", "csv")) {
      Run run = Run.against(STUB, "wait", "isj-1f73r9u2", option + "=" + value, "-o", form);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.errLines()).hasSize(3).first().asString().startsWith("ingest-jobs: " + option + ": ").doesNotContain(" " + value);
    }
  }

  @Test
  void ofSeveralJobsOneThatIsBadSinksNoOther() {
    STUB.play("isj-good-1", TimeLine.succeeding(3));
    STUB.play("isj-good-2", TimeLine.of("isj-running").then("isj-1f73r9u2"));
    STUB.play("isj-bad", TimeLine.of("isj-running").then("isj-failed"));

    Run run = run("isj-good-1", "isj-no-such-job", "isj-bad", "isj-good-2", "--max-rejected", "20%", "--max-errors", "20%");

    assertThat(run.exitCode()).as("that of the first in the order of the ids").isEqualTo(4);
    assertThat(run.outLines()).filteredOn(line -> line.startsWith("Job ")).containsExactly(
        "Job       isj-good-1", "Job       isj-bad", "Job       isj-good-2");
    assertThat(run.errLines()).filteredOn(line -> line.startsWith("ingest-jobs: ")).satisfiesExactly(
        none -> assertThat(none).startsWith("ingest-jobs: isj-no-such-job: ").contains("404 not found"),
        bad -> assertThat(bad).startsWith("ingest-jobs: isj-bad: not everything was loaded: "));
  }

  @Test
  void anIdThatIsGivenTwiceIsWaitedForOnce() {
    STUB.play("isj-twice", TimeLine.succeeding(3));

    assertThat(run("isj-twice", "isj-twice").outLines()).containsOnlyOnce("Job       isj-twice");
    assertThat(STUB.requests("isj-twice")).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"table", "json", "jsonl", "csv"})
  void atTheDeadlineWhatWasLastSeenIsKept(String form) {
    Run run = run("isj-running", "--timeout", "300ms", "-o", form, "--quiet");

    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.out()).contains("isj-running", "Orders", "running");
    assertThat(run.errLines()).satisfiesExactly(
        what -> assertThat(what).startsWith("ingest-jobs: isj-running: the wait ended after ").contains("the deadline passed"),
        ids -> assertThat(ids).doesNotContain("Nothing was sent").matches("GET .+|[0-9]+ polls? in .+s; no request is known to have failed\\."),
        next -> assertThat(next).contains("--timeout"));
  }

  @Test
  void anInterruptKeepsWhatWasLastSeen() throws InterruptedException {
    Map<String, Run> runs = new ConcurrentHashMap<>();
    Thread waiting = new Thread(() -> runs.put("it", Run.against(STUB, "wait", "isj-interrupted", "--interval", "1ms")));
    STUB.play("isj-interrupted", TimeLine.of("isj-running"));
    waiting.start();
    while (STUB.requests("isj-interrupted").size() < 2) {
      Thread.sleep(1); // Before the second look, the first one was answered.
    }
    waiting.interrupt();
    waiting.join();

    assertThat(runs.get("it").exitCode()).isEqualTo(130);
    assertThat(runs.get("it").outLines()).contains("Job       isj-interrupted");
  }

  @Test
  void quietIsNothingOnStandardErrorButErrors() {
    STUB.play("isj-quiet", TimeLine.of("isj-running").then("isj-internal-error").then("isj-1f73r9u2").startOver());
    STUB.announceEnd(true);
    try {
      assertThat(run("isj-quiet", "--quiet", "--max-rejected", "100%", "--max-errors", "100%").err()).isEmpty();
      assertThat(run("isj-quiet", "-q").errLines()).hasSize(3);
    } finally {
      STUB.announceEnd(false);
    }
  }

  @Test
  void theEndOfOneJobIsAnEventBeforeTheNextOfAnother() {
    STUB.play("isj-long", TimeLine.of("isj-running").times(20).then("isj-failed"));

    List<String> told = Events.of(run("isj-failed", "isj-long", "-o", "jsonl").out()).texts("job_id");

    assertThat(told.lastIndexOf("isj-failed")).isLessThan(told.lastIndexOf("isj-long") - 1);
    assertThat(told).endsWith("isj-long");
  }

  @Test
  void eventsAreWrittenWhenTheyHappen() {
    STUB.play("isj-events", TimeLine.of("isj-running").then("isj-bad-gateway").then("isj-internal-error").then("isj-failed"));

    Events events = Events.of(run("isj-events", "-o", "jsonl").out());

    assertThat(events.texts("event")).startsWith("change").endsWith("end").contains("poll_failed");
    assertThat(events.texts("job_id")).containsOnly("isj-events");
    assertThat(events.texts("change")).startsWith("table_appeared", "state_changed", "count_changed");
    assertThat(events.named("poll_failed"))
        .extracting(event -> event.get("status").asInt(), event -> event.get("request_id").isNull())
        .containsExactly(tuple(502, true), tuple(500, false));
    JsonNode end = events.named("end").get(0);
    assertThat(end.get("exit_code").asInt()).isEqualTo(1);
    assertThat(end.get("outcome").asText()).isEqualTo("ended_otherwise");
    assertThat(end.get("polls").asInt()).isEqualTo(4);
    assertThat(end.at("/job/tables/0/files")).as("events have the files").isNotEmpty();
  }

  @Test
  void aDemoPlaysAJobToItsEnd() {
    assertThat(Run.in(Map.of(), "wait", "isj-of-mine", "--demo", "--interval", "1ms").outLines()).contains("Job       isj-of-mine");
  }

  @Test
  void verboseTellsEachAttemptAndAllOfAFailure() {
    STUB.play("isj-verbose", TimeLine.of("isj-internal-error").then("isj-no-such-job"));

    assertThat(run("isj-verbose", "-v").err()).contains("isj-verbose attempt 1: 500 after", "isj-verbose attempt 1: 404 after", "request_id");
  }
}
