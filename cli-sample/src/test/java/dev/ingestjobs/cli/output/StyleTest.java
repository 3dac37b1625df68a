package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.Run;
import dev.ingestjobs.cli.output.Style.Tone;
import dev.ingestjobs.client.model.TableState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {
  @ParameterizedTest
  @CsvSource({
    "true,  xterm, ,  COLOURED", "true,  ,      ,  COLOURED", "true,  xterm, 1, PLAIN", "true,  xterm, 0, PLAIN", "true,  dumb,  ,  PLAIN",
    "false, xterm, ,  PLAIN", "true,  xterm, '', COLOURED"
  })
  void coloursAreForTerminalsThatHaveThemAndPeopleWhoWantThem(boolean terminal, String term, String noColor, Style style) {
    Map<String, String> environment = new HashMap<>();
    environment.put("TERM", term);
    environment.put("NO_COLOR", noColor);

    assertThat(Style.of(terminal, Run.surroundings(environment))).isEqualTo(style);
  }

  @ParameterizedTest
  @CsvSource({"succeeded, GOOD", "Failed, BAD", "running, ACTIVE", "scheduled, ACTIVE", "never_heard_of, DOUBTFUL", ", DOUBTFUL", "stopped, BAD"})
  void aStateHasItsTone(String state, Tone tone) {
    assertThat(Style.tone(state == null ? null : TableState.of(state))).isEqualTo(tone);
  }

  @Test
  void aToneEndsWhereItsTextDoes() {
    assertThat(Style.COLOURED.of(Tone.GOOD, "fine")).isEqualTo("\u001b[32mfine\u001b[0m");
    assertThat(Style.COLOURED.of(Tone.GOOD, "")).isEmpty();
    assertThat(Style.COLOURED.of(Tone.NORMAL, "text")).isEqualTo("text");
    assertThat(Style.PLAIN.of(Tone.BAD, "text")).isEqualTo("text");
  }

  @Test
  void aRunIsColouredOnATerminalAlone() {
    Map<String, String> environment = Map.of("TERM", "xterm");
    String[] command = {"get", "isj-1f73r9u2", "--demo"};

    assertThat(Run.in(Run.surroundings(environment, "ingest-jobs.terminal", "1"), command).out()).contains("\u001b[32msucceeded\u001b[0m");
    assertThat(Run.in(Run.surroundings(environment, "ingest-jobs.terminal", "2"), command).out()).doesNotContain("\u001b");
    assertThat(Run.in(Run.surroundings(Map.of("NO_COLOR", "1"), "ingest-jobs.terminal", "12"), command).out()).doesNotContain("\u001b");
    assertThat(Run.in(Run.surroundings(environment, "ingest-jobs.terminal", "1"), "get", "isj-1f73r9u2", "--demo", "-o", "csv").out())
        .doesNotContain("\u001b");
  }
}
