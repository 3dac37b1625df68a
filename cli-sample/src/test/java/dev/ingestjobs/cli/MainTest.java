package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static Run run(String line) {
    return Run.in(Map.of(), line.isEmpty() ? new String[0] : line.split(" "));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", "nonsense", "get", "get a b", "get a --token " + Run.TOKEN, "get a --token=" + Run.TOKEN, "get a " + Run.TOKEN,
    Run.TOKEN, "get a --output " + Run.TOKEN, "stub --port " + Run.TOKEN, "get a --tenant x --tenant " + Run.TOKEN,
    "get a --region", "get @" + Run.TOKEN
  })
  void aMistakeIsSaidOnStandardErrorAndRepeatsNoValue(String line) {
    Run run = run(line);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSizeBetween(2, 3).first().asString().startsWith("ingest-jobs: ");
  }

  @Test
  void anArgumentIsNeverReadFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("id"), "isj-1f73r9u2");

    assertThat(run("get --demo @" + file).exitCode()).isEqualTo(2);
  }

  @Test
  void anOptionThatDoesNotExistIsNamed() {
    assertThat(run("get a --token=" + Run.TOKEN).errLines()).containsExactly(
        "ingest-jobs: --token is not expected here", "Possible solutions: --token-file, --token-url", "Try 'ingest-jobs get --help'.");
  }

  @ParameterizedTest
  @CsvSource({
    "--help, get", "get --help, AMPERITY_TOKEN", "stub --help, --port", "--version, ingest-jobs", "get --version, ingest-jobs"
  })
  void helpAndVersionAreOutput(String line, String part) {
    Run run = run(line);

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(part);
  }

  @Test
  void theVersionsAreThoseOfWhatRuns() {
    String version = "[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?";

    assertThat(run("--version").outLines()).satisfiesExactly(
        command -> assertThat(command).matches("ingest-jobs " + version),
        client -> assertThat(client).matches("client      " + version),
        document -> assertThat(document).matches("document    [0-9.]+ \\(sha256:[0-9a-f]{12}\\)"),
        java -> assertThat(java).startsWith("Java        " + System.getProperty("java.version") + " ("));
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "wait"})
  void theHelpListsEveryExitCode(String command) {
    List<String> help = run(command + " --help").outLines();

    assertThat(help).contains("  0     done; for wait: everything was loaded");
    for (Failure failure : Failure.values()) {
      assertThat(help).anyMatch(line -> line.startsWith(String.format("  %-6d%s", failure.exitCode(), failure.meaning())));
    }
    assertThat(help.stream().filter(line -> line.matches("  [0-9]+ .*")).map(line -> line.strip().split(" ")[0]))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "130");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "wait", "config", "stub", "completion"})
  void theHelpBeginsWithExamplesThatCanBeCopied(String command) {
    List<String> help = run((command + " --help").strip()).outLines();

    assertThat(help.subList(0, 4)).contains("Examples:");
    assertThat(help).filteredOn(line -> line.startsWith("  ingest-jobs ") || line.startsWith("  source <(ingest-jobs ")).isNotEmpty()
        .noneMatch(line -> line.contains("%%"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "wait", "config", "stub", "completion"})
  void theHelpFitsIntoEightyColumns(String command) {
    assertThat(run((command + " --help").strip()).outLines()).allMatch(line -> line.length() <= 80);
  }
}
