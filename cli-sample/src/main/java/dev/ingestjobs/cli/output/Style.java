package dev.ingestjobs.cli.output;

import dev.ingestjobs.cli.Surroundings;
import dev.ingestjobs.client.model.TableState;
import org.jspecify.annotations.Nullable;

/** Colours, where they are wanted: on a terminal that has them, unless {@code NO_COLOR} is set (no-color.org). */
public enum Style {
  COLOURED, PLAIN;

  /** What a text is, to whoever looks for it. */
  public enum Tone {
    NORMAL(""), STRONG("1"), FAINT("2"), GOOD("32"), ACTIVE("36"), DOUBTFUL("33"), BAD("1;31");

    private final String code;

    Tone(String code) {
      this.code = code;
    }
  }

  /**
   * The style of a stream.
   *
   * @param terminal whether it is one
   */
  public static Style of(boolean terminal, Surroundings surroundings) {
    return terminal && !Terminal.isDumb(surroundings) && surroundings.variable("NO_COLOR") == null ? COLOURED : PLAIN;
  }

  /** The text in its tone. */
  public String of(Tone tone, String text) {
    return this == PLAIN || tone == Tone.NORMAL || text.isEmpty() ? text : "\u001b[" + tone.code + "m" + text + "\u001b[0m";
  }

  static Tone tone(@Nullable TableState state) {
    if (state == null || !state.isKnown()) {
      return Tone.DOUBTFUL;
    }
    if (state.isSuccess()) {
      return Tone.GOOD;
    }
    return state.isTerminal() ? Tone.BAD : Tone.ACTIVE;
  }
}
