package dev.ingestjobs.client.summary;

import dev.ingestjobs.client.internal.OneLine;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one table of a job, without its files. Immutable and safe for use by several threads.
 *
 * <p>Counts are in rows and null if the response did not tell them; {@link Figure#of} takes null for 0.
 *
 * @param place the index of the table in the job, from 0
 * @param feedId the feed that is loaded; null if absent
 * @param tableName the table's name, as people see it; null if absent
 * @param state how far the load is; null if absent
 * @param startedAt when the load began; null if it has not, or if absent
 * @param endedAt when the load ended; null if it has not, or if absent
 * @param read the rows that were read into the feed
 * @param inserted the rows that were inserted
 * @param updated the rows that were updated
 * @param rejected the duplicate rows that were not ingested
 * @param errors the rows with an ingest error
 * @param files how many files the table has
 */
public record TableSummary(
    int place,
    @Nullable String feedId,
    @Nullable String tableName,
    @Nullable TableState state,
    @Nullable OffsetDateTime startedAt,
    @Nullable OffsetDateTime endedAt,
    @Nullable Long read,
    @Nullable Long inserted,
    @Nullable Long updated,
    @Nullable Long rejected,
    @Nullable Long errors,
    long files) {

  static TableSummary of(IngestTable table, int place, long files) {
    return new TableSummary(place, table.feedId(), table.tableName(), table.state(), table.startedAt(), table.endedAt(),
        table.read(), table.inserted(), table.updated(), table.rejected(), table.errors(), files);
  }

  /**
   * What to call the table in a message, in one line: its name with its feed, as in {@code My table (df-5L6d1veh)}, or the one
   * of them that there is, or {@code table 3} for the third table of the job.
   */
  public String label() {
    boolean named = tableName != null && !tableName.isBlank();
    boolean fed = feedId != null && !feedId.isBlank();
    if (!named && !fed) {
      return "table " + (place + 1);
    }
    return OneLine.of(named && fed ? tableName + " (" + feedId + ")" : String.valueOf(named ? tableName : feedId));
  }

  /** By the state; where that says nothing, by the moment. */
  boolean hasEnded() {
    return state != null && state.isKnown() ? state.isTerminal() : endedAt != null;
  }
}
