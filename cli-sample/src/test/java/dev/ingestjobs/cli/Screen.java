package dev.ingestjobs.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal, as far as the command uses one. A sequence that it does not know is an error; all characters are one column wide. */
final class Screen {
  static final int ROWS = 24;
  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[(\\??[0-9;]*)([A-Za-z])");

  private final int columns;
  /** All lines, those that have scrolled away among them. */
  private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
  private int row;
  private int column;
  private boolean wraps = true;
  private boolean wrapped;

  /** With what was written to it. */
  Screen(int columns, String written) {
    this.columns = columns;
    Matcher sequence = SEQUENCE.matcher(written);
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) == '\u001b') {
        if (!sequence.find(i) || sequence.start() != i) {
          throw new AssertionError("an unknown sequence: " + written.substring(i));
        }
        obey(sequence.group(1), sequence.group(2));
        i = sequence.end() - 1;
      } else {
        print(written.charAt(i));
      }
    }
  }

  private void obey(String argument, String command) {
    switch (command) {
      case "A" -> row = Math.max(Math.max(0, lines.size() - ROWS), row - Integer.parseInt(argument));
      case "J" -> {
        lines.subList(row + 1, lines.size()).clear();
        lines.get(row).setLength(Math.min(column, lines.get(row).length()));
      }
      case "h", "l" -> {
        if (!argument.equals("?7")) {
          throw new AssertionError("an unknown mode: " + argument);
        }
        wraps = command.equals("h");
      }
      case "m" -> { } // Colours.
      default -> throw new AssertionError("an unknown sequence: " + argument + command);
    }
  }

  private void print(char c) {
    if (c == '\r') {
      column = 0;
    } else if (c == '\n') {
      row++;
      if (row == lines.size()) {
        lines.add(new StringBuilder());
      }
    } else if (c < ' ') {
      throw new AssertionError("an unknown control character: " + (int) c);
    } else {
      if (column == columns) {
        if (wraps) {
          wrapped = true;
          column = 0;
          print('\n');
        } else {
          column--;
        }
      }
      StringBuilder line = lines.get(row);
      while (line.length() <= column) {
        line.append(' ');
      }
      line.setCharAt(column++, c);
    }
  }

  /** What can be read on it. */
  List<String> lines() {
    List<String> texts = new ArrayList<>(lines.stream().map(line -> line.toString().stripTrailing()).toList());
    while (!texts.isEmpty() && texts.get(texts.size() - 1).isEmpty()) {
      texts.remove(texts.size() - 1);
    }
    return texts;
  }

  /** Whether a line was longer than the terminal is wide, and went on in the next. */
  boolean hasWrapped() {
    return wrapped;
  }

  /** Whether it is left as it was found: lines wrap, and what comes next begins a line. */
  boolean isSane() {
    return wraps && column == 0;
  }
}
