package dev.ingestjobs.client.await;

import dev.ingestjobs.client.internal.OneLine;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.Figure;
import dev.ingestjobs.client.summary.TableSummary;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two snapshots of a job: see {@link JobChanges}. Immutable and safe for use by several threads.
 *
 * <p>More kinds may be added: let a chain of {@code instanceof} end in something that does for any, such as {@link #describe}.
 */
public sealed interface JobChange {
  /** The table, as it is after the change; of {@link TableVanished} as it was last. */
  TableSummary table();

  /** For people, in one line: {@code My table (df-5L6d1veh): running → succeeded}. The wording may change. */
  String describe();

  /** A table that was not there before. What it has already is told by changes of their own. */
  record TableAppeared(TableSummary table) implements JobChange {
    @Override
    public String describe() {
      return line(table, "appeared");
    }
  }

  /**
   * The state is another one; another spelling is none.
   *
   * @param from null if it was absent, or the table was
   * @param to null if it is absent
   */
  record StateChanged(TableSummary table, @Nullable TableState from, @Nullable TableState to) implements JobChange {
    @Override
    public String describe() {
      return line(table, (from == null ? "no state" : from) + " → " + (to == null ? "no state" : to));
    }
  }

  /**
   * A count is another one. An absent one is 0.
   *
   * @param from the rows before
   * @param to the rows now
   */
  record CountChanged(TableSummary table, Figure figure, long from, long to) implements JobChange {
    /** How many rows more there are; negative if fewer. {@link Long#MAX_VALUE} or {@link Long#MIN_VALUE} if it is beyond these. */
    public long by() {
      return difference(from, to);
    }

    @Override
    public String describe() {
      return line(table, signed(by()) + " " + figure);
    }
  }

  /**
   * The first errors of a table. The {@link CountChanged} that says so, too, stands before it.
   *
   * @param errors how many there are, in rows
   */
  record FirstErrors(TableSummary table, long errors) implements JobChange {
    @Override
    public String describe() {
      return line(table, String.format(Locale.ROOT, "first errors: %,d", errors));
    }
  }

  /**
   * There are files that were not there before.
   *
   * @param by how many, at least 1
   * @param files which, in the order of the response; empty unless both snapshots, or the only one, were read with files
   */
  record FilesAdded(TableSummary table, long by, List<IngestFile> files) implements JobChange {
    public FilesAdded {
      files = List.copyOf(files);
    }

    @Override
    public String describe() {
      return line(table, signed(by) + (by == 1 ? " file" : " files"));
    }
  }

  /**
   * Files that were there before are gone.
   *
   * @param by how many, at least 1
   */
  record FilesRemoved(TableSummary table, long by) implements JobChange {
    @Override
    public String describe() {
      return line(table, signed(-by) + (by == 1 ? " file" : " files"));
    }
  }

  /** A table that is no longer there. */
  record TableVanished(TableSummary table) implements JobChange {
    @Override
    public String describe() {
      return line(table, "vanished");
    }
  }

  private static String line(TableSummary table, String what) {
    return OneLine.of(table.label() + ": " + what);
  }

  private static String signed(long number) {
    return String.format(Locale.ROOT, "%+,d", number);
  }

  private static long difference(long from, long to) {
    long difference = to - from;
    boolean overflow = ((to ^ from) & (to ^ difference)) < 0;
    return !overflow ? difference : to > from ? Long.MAX_VALUE : Long.MIN_VALUE;
  }
}
