package dev.ingestjobs.client.summary;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A number of rows that the API tells of each table. The order is the one in which a load comes to them. */
public enum Figure {
  /** The rows that were read into the feed. */
  READ(TableSummary::read),
  /** The rows that were inserted. */
  INSERTED(TableSummary::inserted),
  /** The rows that were updated. */
  UPDATED(TableSummary::updated),
  /** The duplicate rows that were not ingested. */
  REJECTED(TableSummary::rejected),
  /** The rows with a value that does not fit its field's type. */
  ERRORS(TableSummary::errors);

  private final Function<TableSummary, @Nullable Long> count;

  Figure(Function<TableSummary, @Nullable Long> count) {
    this.count = count;
  }

  /** The figure of a table, in rows; 0 if the response did not tell it. */
  public long of(TableSummary table) {
    Long rows = count.apply(table);
    return rows == null ? 0 : rows;
  }

  /** The name of the field in the response: {@code read}, {@code inserted}, … */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
