package dev.ingestjobs.client.await;

import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.summary.Figure;
import dev.ingestjobs.client.summary.TableSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two snapshots of a job.
 *
 * <p>Tables are matched by their feed and name, whatever their order; of tables that share both, the first is matched with the
 * first, the second with the second. A table that appears is taken for one that had nothing before, and the first snapshot of
 * all for one of a job that had no tables: so whoever adds up {@link JobChange.CountChanged#by} arrives at the job's figures.
 *
 * <p>The order: each table that is there now, in the order of the response, with {@link JobChange.TableAppeared}, {@link
 * JobChange.StateChanged}, {@link JobChange.CountChanged} in the order of {@link Figure}, {@link JobChange.FirstErrors}, {@link
 * JobChange.FilesAdded}, {@link JobChange.FilesRemoved}; then each {@link JobChange.TableVanished}, in the order of the response before.
 */
public final class JobChanges {
  private JobChanges() {}

  /** What one table is recognized by; {@code number} tells those apart that share feed and name. */
  private record Identity(@Nullable String feedId, @Nullable String tableName, int number) {}

  /** One table of a snapshot; {@code files} is null if the snapshot was read without them. */
  private record Entry(TableSummary table, @Nullable List<IngestFile> files) {}

  /**
   * What is different after from before.
   *
   * @param before null if there is no earlier snapshot
   * @param after a later snapshot of the same job
   * @return an unmodifiable list, empty if nothing that {@link JobChange} knows has changed
   */
  public static List<JobChange> between(@Nullable JobSnapshot before, JobSnapshot after) {
    Map<Identity, Entry> gone = before == null ? new LinkedHashMap<>() : entries(before);
    List<JobChange> changes = new ArrayList<>();
    entries(after).forEach((identity, now) -> {
      Entry then = gone.remove(identity);
      if (then == null) {
        changes.add(new JobChange.TableAppeared(now.table()));
        then = nothing(now.table());
      }
      compare(then, now, changes);
    });
    gone.values().forEach(entry -> changes.add(new JobChange.TableVanished(entry.table())));
    return List.copyOf(changes);
  }

  private static Map<Identity, Entry> entries(JobSnapshot snapshot) {
    Map<Identity, Entry> entries = new LinkedHashMap<>();
    Map<Identity, Integer> seen = new HashMap<>();
    for (TableSummary table : snapshot.summary().tables()) {
      int number = seen.merge(new Identity(table.feedId(), table.tableName(), 0), 1, Integer::sum);
      List<IngestFile> files = snapshot.filesIncluded() ? snapshot.job().tables().get(table.place()).files() : null;
      entries.put(new Identity(table.feedId(), table.tableName(), number), new Entry(table, files));
    }
    return entries;
  }

  private static Entry nothing(TableSummary table) {
    return new Entry(
        new TableSummary(table.place(), table.feedId(), table.tableName(), null, null, null, null, null, null, null, null, 0), List.of());
  }

  private static void compare(Entry then, Entry now, List<JobChange> changes) {
    TableSummary table = now.table();
    if (!Objects.equals(then.table().state(), table.state())) {
      changes.add(new JobChange.StateChanged(table, then.table().state(), table.state()));
    }
    for (Figure figure : Figure.values()) {
      if (figure.of(then.table()) != figure.of(table)) {
        changes.add(new JobChange.CountChanged(table, figure, figure.of(then.table()), figure.of(table)));
      }
    }
    if (Figure.ERRORS.of(then.table()) == 0 && Figure.ERRORS.of(table) > 0) {
      changes.add(new JobChange.FirstErrors(table, Figure.ERRORS.of(table)));
    }
    compareFiles(then, now, changes);
  }

  private static void compareFiles(Entry then, Entry now, List<JobChange> changes) {
    long added = now.table().files() - then.table().files();
    long removed = -added;
    List<IngestFile> which = List.of();
    if (then.files() != null && now.files() != null) {
      which = without(now.files(), then.files());
      added = which.size();
      removed = without(then.files(), now.files()).size();
    }
    if (added > 0) {
      changes.add(new JobChange.FilesAdded(now.table(), added, which));
    }
    if (removed > 0) {
      changes.add(new JobChange.FilesRemoved(now.table(), removed));
    }
  }

  /** The files that the others have no counterpart of. */
  private static List<IngestFile> without(List<IngestFile> files, List<IngestFile> others) {
    Map<List<@Nullable String>, Integer> counterparts = new HashMap<>();
    others.forEach(file -> counterparts.merge(identity(file), 1, Integer::sum));
    return files.stream().filter(file -> counterparts.merge(identity(file), -1, Integer::sum) < 0).toList();
  }

  /** A file keeps its id and name while its counts grow. */
  private static List<@Nullable String> identity(IngestFile file) {
    return Arrays.asList(file.fileId(), file.name());
  }
}
