package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionCommandTest {
  @TempDir
  Path folder;

  private static Run completion(String shell) {
    Run run = Run.in(Map.of(), "completion", shell);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    return run;
  }

  private String bash(String... args) throws IOException, InterruptedException {
    Path bash = Path.of("/bin/bash");
    Assumptions.assumeTrue(Files.isExecutable(bash), "there is no bash here");
    List<String> command = new ArrayList<>(List.of(bash.toString(), "--norc"));
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @ParameterizedTest
  @CsvSource({
    "'', get wait config stub completion", "'w', wait", "'get --max-', --max-attempts", "'wait isj-1 --max-r', --max-rejected",
    "'get -o ', table json jsonl csv", "'completion ', bash zsh fish", "'config --pro', --profile --proxy"
  })
  void bashCompletes(String words, String expected) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("script"), completion("bash").out());
    String line = "ingest-jobs " + words;

    bash("-n", script.toString());
    // As bash does it: the words, the last of them empty after a space.
    String output = bash("-c", "compopt() { :; }; source " + script + "; COMP_LINE='" + line + "'; COMP_POINT=${#COMP_LINE}; COMP_WORDS=(ingest-jobs " + words
        + (line.endsWith(" ") ? " ''" : "") + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); "
        + "f=$(complete -p ingest-jobs); f=${f#*-F }; f=${f%% *}; $f; echo \"${COMPREPLY[@]}\"");

    assertThat(output.strip().split("\\s+")).contains(expected.split(" ")).allMatch(word -> word.startsWith(lastWord(line)));
  }

  private static String lastWord(String line) {
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  @Test
  void zshReadsTheScriptOfBash() {
    assertThat(completion("zsh").outLines()).anyMatch(line -> line.contains("bashcompinit"));
  }

  @Test
  void fishIsToldOfEveryCommandAndOption() {
    List<String> lines = completion("fish").outLines();

    // A word is bare, or quoted with everything else in it that a shell knows.
    Pattern word = Pattern.compile("[A-Za-z0-9_-]+|'([^'\\\\]|\\\\['\\\\])*'");
    assertThat(lines).allMatch(line -> Pattern.matches("(" + word + ")( (" + word + "))*", line));
    assertThat(lines.get(0)).isEqualTo("complete -c ingest-jobs -f");
    assertThat(lines).anyMatch(line -> line.startsWith("complete -c ingest-jobs -n __fish_use_subcommand -a wait -d 'Waits until"));
    assertThat(lines).anyMatch(line -> line.contains("'__fish_seen_subcommand_from get' -s o -l output -x -a 'table json jsonl csv' -d "));
    assertThat(lines).anyMatch(line -> line.contains("'__fish_seen_subcommand_from get' -l token-file -r -F -d "));
    assertThat(lines).anyMatch(line -> line.contains("'__fish_seen_subcommand_from wait' -l max-rejected -x -d "));
    assertThat(lines).anyMatch(line -> line.endsWith("'__fish_seen_subcommand_from completion' -a fish"));
    assertThat(lines).noneMatch(line -> line.contains("${") || line.contains("%%") || line.contains("%n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcsh", ""})
  void anotherShellIsRefusedWithThoseThatAreKnown(String shell) {
    Run run = Run.in(Map.of(), "completion", shell);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsIgnoringCase("bash, zsh, fish");
  }
}
