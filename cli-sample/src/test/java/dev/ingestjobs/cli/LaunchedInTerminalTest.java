package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.Launched.Ended;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command by its launcher, in a terminal. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LaunchedInTerminalTest {
  private static final char CTRL_C = 3;
  private static final String ESCAPE = "\u001b";
  private static final StubServer STUB = StubServer.start();

  @TempDir
  private Path folder;

  @AfterAll
  static void stop() {
    STUB.close();
  }

  private static Map<String, String> environment(String... more) {
    Map<String, String> environment = Run.environment(more);
    environment.put("AMPERITY_BASE_URL", STUB.baseUrl().toString());
    return environment;
  }

  private static Ended run(int columns, Map<String, String> environment, String... args) throws InterruptedException {
    try (Launched launched = Launched.inTerminal(columns, environment, args)) {
      return launched.end();
    }
  }

  @Test
  void aTerminalIsGivenColours() throws InterruptedException {
    assertThat(run(80, environment(), "get", "isj-failed").out()).contains(ESCAPE + "[1;31mfailed" + ESCAPE + "[0m");
    assertThat(run(80, environment(), "--help").out()).contains(ESCAPE + "[");
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR, 1", "TERM, dumb"})
  void coloursAreLeftOutWhereTheyAreNotWanted(String name, String value) throws InterruptedException {
    assertThat(run(80, environment(name, value), "get", "isj-failed").out()).contains("failed").doesNotContain(ESCAPE);
  }

  @ParameterizedTest
  @CsvSource({
    "200, TABLE STATE STARTED DURATION READ INSERTED UPDATED REJECTED ERRORS FILES",
    "80, TABLE STATE DURATION READ REJECTED ERRORS",
    "40, TABLE STATE ERRORS"
  })
  void columnsAreLeftOutWhereThereIsNoRoom(int columns, String titles) throws InterruptedException {
    Ended run = run(columns, environment("NO_COLOR", "1"), "get", "isj-several-tables", "--files");
    List<String> tables = run.out().lines().skip(4).toList(); // Above them is text, which may wrap.

    assertThat(tables.get(0).split(" +")).containsExactly(titles.split(" "));
    assertThat(tables).hasSize(13).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(columns));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 80, 40})
  void aWaitIsDrawnInItsPlaceAndLeavesTheEndBehind(int columns) throws InterruptedException {
    STUB.play("isj-drawn", TimeLine.of("isj-running").then("isj-internal-error").then("isj-1f73r9u2").startOver());
    Ended wait = run(columns, environment(), "wait", "isj-drawn", "--interval=1ms", "--max-errors=100%", "--max-rejected=100%");
    Screen screen = new Screen(columns, wait.out());

    assertThat(wait.exitCode()).isZero();
    assertThat(wait.out()).contains("waiting for", "500 internal server error");
    assertThat(screen.lines()).startsWith("Job       isj-drawn").noneMatch(line -> line.contains("waiting"));
    assertThat(screen.hasWrapped()).isFalse();
    assertThat(screen.isSane()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"80, next look in [0-9hms ]+", "40, …"})
  void ctrlCEndsAWaitAndLeavesTheTerminalSane(int columns, String end) throws IOException, InterruptedException {
    try (Launched wait = Launched.inTerminal(columns, environment(), "wait", "isj-running", "--interval=1h")) {
      String drawn = wait.untilOut("\n" + ESCAPE + "[?7h"); // The picture is whole.
      wait.type(CTRL_C);
      Ended ended = wait.end();
      Screen screen = new Screen(columns, ended.out());

      assertThat(new Screen(columns, drawn).lines()).satisfiesExactly(
          job -> assertThat(job).matches("isj-running  waiting for .*(" + end + ")"),
          titles -> assertThat(titles).contains(" READ "),
          table -> assertThat(table).contains("Orders"));
      assertThat(ended.exitCode()).isEqualTo(130);
      assertThat(screen.lines()).startsWith("Job       isj-running").noneMatch(line -> line.contains("waiting"));
      assertThat(String.join("", screen.lines())).endsWith("ingest-jobs: interrupted; the job goes on all the same: wait again with the same id.");
      assertThat(screen.isSane()).isTrue();
    }
  }

  @Test
  void aTerminalThatCannotBeDrawnOnIsGivenLines() throws InterruptedException {
    STUB.play("isj-dumb", TimeLine.succeeding(3));

    String out = run(80, environment("TERM", "dumb"), "wait", "isj-dumb", "--interval=1ms", "--max-errors=100%", "--max-rejected=100%").out();

    assertThat(out).doesNotContain(ESCAPE).contains("Z isj-dumb ", "; waited ", "Job       isj-dumb");
  }

  @Test
  void dataInAPipeIsPlainWhileProgressIsDrawn() throws IOException, InterruptedException {
    STUB.play("isj-piped", TimeLine.succeeding(3));
    Path data = folder.resolve("data");
    try (Launched wait = Launched.shellInTerminal(80, environment("DATA", data.toString()),
        "\"$0\" wait isj-piped --interval=1ms --max-errors=100% --max-rejected=100% | cat >\"$DATA\"")) {
      String terminal = wait.end().out();

      assertThat(terminal).contains("isj-piped", "waiting for", ESCAPE);
      assertThat(new Screen(80, terminal).lines()).as("what is left").isEmpty();
    }
    List<String> lines = Files.readAllLines(data);
    assertThat(lines).startsWith("Job       isj-piped").noneMatch(line -> line.contains(ESCAPE));
    assertThat(lines.get(4).split(" +")).as("columns").hasSize(10);
  }
}
