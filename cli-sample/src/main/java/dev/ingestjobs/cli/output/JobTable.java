package dev.ingestjobs.cli.output;

import dev.ingestjobs.cli.output.Grid.Cell;
import dev.ingestjobs.cli.output.Grid.Column;
import dev.ingestjobs.cli.output.Style.Tone;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.await.UnknownStatePolicy;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.JobSummary;
import dev.ingestjobs.client.summary.TableSummary;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows a job to people. */
public final class JobTable {
  private static final String ABSENT = "-";

  private static final List<Column> TABLES = List.of(
      new Column("TABLE", false, 0), new Column("STATE", false, 0), new Column("STARTED", false, 7), new Column("DURATION", false, 3),
      new Column("READ", true, 2), new Column("INSERTED", true, 5), new Column("UPDATED", true, 4), new Column("REJECTED", true, 1),
      new Column("ERRORS", true, 0), new Column("FILES", true, 6));
  private static final List<Column> FILES = List.of(
      new Column("FILE", false, 0), new Column("TABLE", false, 1), new Column("READ", true, 0), new Column("ERRORS", true, 0));

  private JobTable() {}

  /**
   * The lines that describe the job: what it is and a row for each table.
   *
   * @param room how long a line may be
   */
  public static List<String> lines(JobSummary job, Style style, int room) {
    List<String> lines = new ArrayList<>();
    lines.add("Job       " + Printable.of(job.id()));
    lines.add("Workflow  " + Printable.of(job.workflowId()));
    lines.add("Status    " + status(job, style));
    lines.add("");
    if (job.tables().isEmpty()) {
      lines.add("This job has no tables yet.");
    } else {
      lines.addAll(new Grid(TABLES, rows(job)).lines(style, room));
    }
    return lines;
  }

  private static String status(JobSummary job, Style style) {
    String took = job.span().map(span -> " in " + Text.duration(span)).orElse("");
    return switch (JobProgress.of(job, UnknownStatePolicy.KEEP_WAITING)) {
      case SUCCEEDED -> style.of(Tone.GOOD, "succeeded") + took;
      case ENDED_OTHERWISE -> style.of(Tone.BAD, "not succeeded") + ": " + notSucceeded(job) + " of " + Text.counted(job.tables().size(), "table") + took;
      default -> style.of(Tone.ACTIVE, "running") + job.startedAt().map(start -> " since " + Text.moment(start)).orElse("");
    };
  }

  private static long notSucceeded(JobSummary job) {
    return job.tables().stream().filter(table -> table.state() == null || !table.state().isSuccess()).count();
  }

  private static List<List<Cell>> rows(JobSummary job) {
    List<List<Cell>> rows = new ArrayList<>();
    for (TableSummary table : job.tables()) {
      rows.add(row(shown(table.tableName()), new Cell(Style.tone(table.state()), state(table.state())), shown(moment(table.startedAt())),
          shown(duration(table.startedAt(), table.endedAt())), table.read(), table.inserted(), table.updated(), table.rejected(), table.errors(),
          table.files(), Tone.NORMAL));
    }
    if (rows.size() > 1) {
      rows.add(row("Total", plain(""), "", "", total(job, TableSummary::read), total(job, TableSummary::inserted),
          total(job, TableSummary::updated), total(job, TableSummary::rejected), total(job, TableSummary::errors), job.files(), Tone.STRONG));
    }
    return rows;
  }

  /** Of any size; null if no table has the figure. */
  private static @Nullable BigInteger total(JobSummary job, Function<TableSummary, @Nullable Long> figure) {
    return job.tables().stream().map(figure).filter(Objects::nonNull).map(BigInteger::valueOf).reduce(BigInteger::add).orElse(null);
  }

  private static List<Cell> row(String name, Cell state, String started, String duration, @Nullable Number read, @Nullable Number inserted,
      @Nullable Number updated, @Nullable Number rejected, @Nullable Number errors, long files, Tone tone) {
    return List.of(new Cell(tone, name), state, plain(started), plain(duration), new Cell(tone, count(read)), new Cell(tone, count(inserted)),
        new Cell(tone, count(updated)), alarming(rejected, Tone.DOUBTFUL, tone), alarming(errors, Tone.BAD, tone), new Cell(tone, count(files)));
  }

  /**
   * The lines that describe the files of a job, those with the most errors first.
   *
   * @param room how long a line may be
   */
  public static List<String> files(IngestJob job, Style style, int room) {
    record Read(IngestTable table, IngestFile file) {}

    List<List<Cell>> rows = job.tables().stream()
        .flatMap(table -> table.files().stream().map(file -> new Read(table, file)))
        .sorted(Comparator.comparing((Read read) -> read.file().errors() == null ? 0 : read.file().errors()).reversed())
        .map(read -> List.of(
            plain(shown(Stream.of(read.file().name(), read.file().fileId()).filter(name -> name != null && !name.isBlank()).findFirst().orElse(null))),
            plain(shown(read.table().tableName())), plain(count(read.file().read())), alarming(read.file().errors(), Tone.BAD, Tone.NORMAL)))
        .toList();
    return rows.isEmpty() ? List.of("This job has no files.") : new Grid(FILES, rows).lines(style, room);
  }

  private static Cell plain(String text) {
    return new Cell(Tone.NORMAL, text);
  }

  private static Cell alarming(@Nullable Number rows, Tone alarm, Tone otherwise) {
    return new Cell(rows != null && rows.doubleValue() > 0 ? alarm : otherwise, count(rows));
  }

  private static String count(@Nullable Number rows) {
    return rows == null ? ABSENT : Text.count(rows);
  }

  static String state(@Nullable TableState state) {
    return shown(state == null ? null : state.text());
  }

  private static @Nullable String moment(@Nullable OffsetDateTime moment) {
    return moment == null ? null : Text.moment(moment);
  }

  private static @Nullable String duration(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
    return from == null || to == null ? null : Text.duration(Duration.between(from, to));
  }

  private static String shown(@Nullable String text) {
    return text == null ? ABSENT : Printable.of(text);
  }
}
