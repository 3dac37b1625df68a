package dev.ingestjobs.cli.output;

import dev.ingestjobs.cli.Surroundings;
import java.io.Console;
import org.jspecify.annotations.Nullable;

/**
 * What the command writes to: a JVM cannot tell which of its streams is a terminal, so the launcher says it.
 *
 * @param out whether standard output is one
 * @param err whether standard error is one
 * @param columns how wide it is
 */
public record Terminal(boolean out, boolean err, int columns) {
  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final int USUAL = 80;
  private static final int LEAST = 20;

  public static Terminal of(Surroundings surroundings) {
    String streams = surroundings.properties().apply("ingest-jobs.terminal");
    if (streams == null) {
      // Started without the launcher. Both, or neither that is certain.
      boolean both = isInteractive(System.console());
      return new Terminal(both, both, USUAL);
    }
    return new Terminal(streams.contains("1"), streams.contains("2"), columns(surroundings.property("ingest-jobs.columns")));
  }

  private static boolean isInteractive(@Nullable Console console) {
    // From 22 on there may be a console without a terminal.
    return console != null && Runtime.version().feature() < 22;
  }

  private static int columns(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,4}") && Integer.parseInt(text) >= LEAST ? Integer.parseInt(text) : USUAL;
  }

  /** Whether a terminal does no more than print: it obeys no escape sequences. */
  public static boolean isDumb(Surroundings surroundings) {
    return "dumb".equals(surroundings.variable("TERM"));
  }

  /** How long a line of data may be. A file or a pipe takes any. */
  public int outColumns() {
    return out ? columns : UNLIMITED;
  }
}
