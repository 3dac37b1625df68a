package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private static Run run(String line) {
    return Run.in(name -> null, line.isEmpty() ? new String[0] : line.split(" "));
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
        "ingest-jobs: --token is not expected here", "Possible solutions: --token-file", "Try 'ingest-jobs get --help'.");
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
  void theVersionIsThatOfTheBuild() {
    assertThat(run("--version").out().trim()).matches("ingest-jobs [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?");
  }

  @Test
  void theHelpListsEveryExitCode() {
    String help = run("get --help").out();

    assertThat(help).contains("  0   done");
    for (Failure failure : Failure.values()) {
      assertThat(help).contains("  " + failure.exitCode() + "   " + failure.meaning());
    }
  }
}
