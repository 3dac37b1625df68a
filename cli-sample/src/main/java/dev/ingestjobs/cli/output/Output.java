package dev.ingestjobs.cli.output;

import java.io.PrintWriter;
import java.util.Locale;

/** The forms of the data. */
public enum Output {
  TABLE, JSON, JSONL, CSV;

  /**
   * A report of this form.
   *
   * @param files whether people want to see the files
   * @param room how long a line for people may be
   */
  public Report to(PrintWriter out, boolean files, Style style, int room) {
    return switch (this) {
      case TABLE -> new TableReport(out, files, style, room);
      case JSON -> new JsonReport(out);
      case JSONL -> new JsonLinesReport(out);
      case CSV -> new CsvReport(out);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
