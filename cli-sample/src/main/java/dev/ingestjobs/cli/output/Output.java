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
   * @param terminal what it is written to
   */
  public Report to(PrintWriter out, boolean files, Style style, Terminal terminal) {
    return switch (this) {
      case TABLE -> new TableReport(out, files, style, terminal.outColumns());
      case JSON -> new JsonReport(out);
      case JSONL -> new JsonLinesReport(out);
      case CSV -> new CsvReport(out, terminal.out());
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
