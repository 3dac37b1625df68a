package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.Run;
import dev.ingestjobs.cli.Surroundings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({
    "'',  80,    false, false, 80", "1,   120,   true,  false, 120", "2,   120,   false, true,  120", "12,  20,    true,  true,  20",
    "12,  19,    true,  true,  80", "12,  0,     true,  true,  80", "12,  wide,  true,  true,  80", "12,  ,      true,  true,  80",
    "12,  99999, true,  true,  80", "12,  -5,    true,  true,  80"
  })
  void theLauncherSaysWhatItIs(String streams, String columns, boolean out, boolean err, int width) {
    Surroundings surroundings = Run.surroundings(Map.of(), "ingest-jobs.terminal", streams, "ingest-jobs.columns", columns);

    assertThat(Terminal.of(surroundings)).isEqualTo(new Terminal(out, err, width));
  }

  @Test
  void withoutTheLauncherItIsOneOnlyIfThereIsAConsole() {
    boolean console = System.console() != null && Runtime.version().feature() < 22;

    assertThat(Terminal.of(new Surroundings(name -> null, name -> null))).isEqualTo(new Terminal(console, console, 80));
  }

  @Test
  void aFileHasRoomForAnyLine() {
    assertThat(new Terminal(false, true, 80).outColumns()).isEqualTo(Integer.MAX_VALUE);
    assertThat(new Terminal(true, false, 80).outColumns()).isEqualTo(80);
  }
}
