package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README shows what the command does: sessions are run, commands are parsed, the config file is read, exit codes are those of the code. {@code
 * -Dreadme.write=true} writes into it what is not there.
 */
class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern SESSION = Pattern.compile("```console\n\\$ ingest-jobs (.*)\n((?:.*\n)*?)```\n");
  private static final Pattern SHELL = Pattern.compile("```sh\n((?:.*\n)*?)```\n");
  private static final Pattern TOML = Pattern.compile("```toml\\n((?:.*\\n)*?)```\\n");
  private static final Pattern EXIT_CODES = Pattern.compile("(?<=<!-- exit codes -->\n)(?:.*\n)*?(?=<!-- /exit codes -->)");

  @Test
  void itSaysWhatTheCommandDoes() throws IOException {
    String readme = Files.readString(README);
    String right = EXIT_CODES.matcher(SESSION.matcher(readme).replaceAll(ReadmeTest::session)).replaceAll(exitCodes());
    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(README, right);
      return;
    }

    assertThat(SESSION.matcher(readme).results()).hasSizeGreaterThan(3);
    assertThat(right).as("mvn verify -Dreadme.write=true renews it")
        .isEqualTo(readme);
  }

  private static String session(MatchResult session) {
    StringWriter shown = new StringWriter();
    PrintWriter screen = new PrintWriter(shown);
    Main.commandLine(Run.surroundings(Map.of())).setOut(screen).setErr(screen).execute(session.group(1).split(" "));
    String now = shown.toString();
    // What differs from run to run stays as it is, if nothing else has changed.
    String text = lasting(now).equals(lasting(session.group(2))) ? session.group(2) : now;
    return Matcher.quoteReplacement("```console\n$ ingest-jobs " + session.group(1) + "\n" + text + "```\n");
  }

  private static String lasting(String text) {
    return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", "NOW").replaceAll("localhost:\\d+", "localhost").replaceAll(" in \\d+ms", "")
        .replaceAll("waited [0-9a-z. ]+,", "waited,");
  }

  private static String exitCodes() {
    Map<Integer, String> codes = new TreeMap<>(Map.of(0, "done; for `wait`: everything was loaded"));
    for (Failure failure : Failure.values()) {
      if (!failure.meaning().isEmpty()) {
        codes.put(failure.exitCode(), failure.meaning());
      }
    }
    return "| exit code | |\n|---|---|\n" + codes.entrySet().stream()
        .map(code -> "| " + code.getKey() + " | " + code.getValue() + " |\n").collect(Collectors.joining());
  }

  @Test
  void itsConfigFileIsOne(@TempDir Path folder) throws IOException {
    List<String> files = TOML.matcher(Files.readString(README)).results().map(block -> block.group(1)).toList();

    assertThat(files).hasSize(1);
    Path file = Files.writeString(folder.resolve("config.toml"), files.get(0));
    assertThat(file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true)).isTrue();
    for (String profile : Pattern.compile("(?m)^\\[(.*)]$").matcher(files.get(0)).results().map(table -> table.group(1)).toList()) {
      Run run = Run.in(Run.surroundings(Map.of()), "config", "--config", file.toString(), "--profile", profile);

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("tenant in [" + profile + "] of " + file);
    }
  }

  @Test
  void everyCommandLineOfItIsUnderstood() throws IOException {
    List<String> lines = new ArrayList<>();
    SHELL.matcher(Files.readString(README)).results().flatMap(block -> block.group(1).lines())
        .filter(line -> line.matches("(cli-sample/)?ingest-jobs .*")).forEach(lines::add);

    assertThat(lines).hasSizeGreaterThan(3).allSatisfy(line -> {
      String[] words = line.replaceFirst(" *(\\||&&|>|#).*", "").split(" ");
      String[] args = Arrays.copyOfRange(words, 1, words.length);
      assertThatCode(() -> Main.commandLine(Run.surroundings(Map.of())).parseArgs(args)).as(line).doesNotThrowAnyException();
    });
  }
}
