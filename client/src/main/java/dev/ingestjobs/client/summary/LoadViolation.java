package dev.ingestjobs.client.summary;

import dev.ingestjobs.client.internal.OneLine;
import java.io.Serializable;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One reason why a job is not fully loaded. Immutable.
 *
 * @param table what to call the table: {@link TableSummary#label}; null if the job as a whole is meant
 * @param figure what is not as it should be: {@code state}, {@code rejected}, {@code errors}, or {@code tables} if there are none
 * @param actual what it is: a state as it came, empty if it is absent; else a number in digits
 * @param allowed what it would have to be: {@code succeeded}; of {@code tables} the smallest number, else the greatest
 */
public record LoadViolation(@Nullable String table, String figure, String actual, String allowed) implements Serializable {

  static LoadViolation noTables() {
    return new LoadViolation(null, "tables", "0", "1");
  }

  static LoadViolation state(TableSummary table) {
    return new LoadViolation(table.label(), "state", table.state() == null ? "" : table.state().text(), "succeeded");
  }

  static LoadViolation count(TableSummary table, Figure figure, long allowed) {
    return new LoadViolation(table.label(), figure.toString(), Long.toString(figure.of(table)), Long.toString(allowed));
  }

  /** {@link #actual} as a number; empty if the figure is a state. */
  public OptionalLong actualCount() {
    return count(actual);
  }

  /** {@link #allowed} as a number; empty if the figure is a state. */
  public OptionalLong allowedCount() {
    return count(allowed);
  }

  private OptionalLong count(String digits) {
    return figure.equals("state") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
  }

  /** For people, in one line: {@code My table (df-5L6d1veh): rejected is 12, allowed are 10}. Its wording may change. */
  public String describe() {
    if (figure.equals("tables")) {
      return "it has no tables";
    }
    String is = figure + " is " + (actual.isEmpty() ? "absent" : actual);
    return OneLine.of(table + ": " + is + (figure.equals("state") ? "" : ", allowed are " + allowed));
  }
}
