package dev.ingestjobs.cli.output;

import dev.ingestjobs.cli.output.Style.Tone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Aligned columns. What does not fit is left out column by column, and then the first column is shortened.
 *
 * @param columns what the columns are
 * @param rows a cell for each column
 */
public record Grid(List<Column> columns, List<List<Cell>> rows) {
  private static final String GAP = "  ";
  private static final int SHORTEST = 8;

  /**
   * A column.
   *
   * @param number whether it is aligned to the right
   * @param rank in which order it is left out where there is no room, the highest first; 0 if it always stays
   */
  public record Column(String title, boolean number, int rank) {}

  /** A text and what it means. */
  public record Cell(Tone tone, String text) {}

  /** The lines, the titles first. */
  public List<String> lines(Style style, int room) {
    List<Integer> shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    while (total(shown, widths) > room) {
      Integer least = shown.stream().max(Comparator.comparing(i -> columns.get(i).rank())).orElseThrow();
      if (columns.get(least).rank() == 0) {
        break;
      }
      shown.remove(least);
    }
    widths[0] = Math.max(Math.min(widths[0], SHORTEST), widths[0] - Math.max(0, total(shown, widths) - room));
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(column -> new Cell(Tone.FAINT, column.title())).toList(), shown, widths, style));
    rows.forEach(row -> lines.add(line(row, shown, widths, style)));
    return lines;
  }

  private int width(int column) {
    int title = Text.width(columns.get(column).title());
    return rows.stream().mapToInt(row -> Text.width(row.get(column).text())).reduce(title, Math::max);
  }

  private static int total(List<Integer> shown, int[] widths) {
    return shown.stream().mapToInt(i -> widths[i] + GAP.length()).sum() - GAP.length();
  }

  private String line(List<Cell> row, List<Integer> shown, int[] widths, Style style) {
    StringBuilder line = new StringBuilder();
    for (int i : shown) {
      String text = Text.shortened(row.get(i).text(), widths[i]);
      String padding = " ".repeat(widths[i] - Text.width(text));
      String styled = style.of(row.get(i).tone(), text);
      line.append(line.length() == 0 ? "" : GAP).append(columns.get(i).number() ? padding + styled : styled + padding);
    }
    return line.toString().stripTrailing();
  }
}
