package dev.ingestjobs.cli;

import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows a job to people. */
final class JobTable {
  private static final String ABSENT = "-";
  private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'Z'", Locale.ROOT);

  /** What a column says of one table. */
  private record Text(String title, Function<IngestTable, @Nullable String> of) {}

  /** What a column counts in one table. */
  private record Count(String title, Function<IngestTable, @Nullable Long> of) {}

  private static final List<Text> TEXTS = List.of(
      new Text("TABLE", IngestTable::tableName),
      new Text("STATE", table -> map(table.state(), TableState::text)),
      new Text("STARTED", table -> map(table.startedAt(), JobTable::moment)),
      new Text("DURATION", table -> duration(table.startedAt(), table.endedAt())));

  private static final List<Count> COUNTS = List.of(
      new Count("READ", IngestTable::read),
      new Count("INSERTED", IngestTable::inserted),
      new Count("UPDATED", IngestTable::updated),
      new Count("REJECTED", IngestTable::rejected),
      new Count("ERRORS", IngestTable::errors),
      new Count("FILES", table -> (long) table.files().size()));

  private JobTable() {}

  /** The lines that describe the job. */
  static List<String> lines(IngestJob job) {
    List<String> lines = new ArrayList<>();
    lines.add("Job       " + Printable.of(job.id()));
    lines.add("Workflow  " + Printable.of(job.workflowId()));
    lines.add("");
    lines.addAll(job.tables().isEmpty() ? List.of("This job has no tables yet.") : aligned(rows(job.tables())));
    return lines;
  }

  private static List<List<String>> rows(List<IngestTable> tables) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(TEXTS.stream().map(Text::title), COUNTS.stream().map(Count::title)).toList());
    for (IngestTable table : tables) {
      rows.add(Stream.concat(
          TEXTS.stream().map(text -> shown(text.of.apply(table))),
          COUNTS.stream().map(count -> total(count, List.of(table)))).toList());
    }
    if (tables.size() > 1) {
      rows.add(Stream.concat(
          TEXTS.stream().map(text -> text == TEXTS.get(0) ? "Total" : ""),
          COUNTS.stream().map(count -> total(count, tables))).toList());
    }
    return rows;
  }

  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = IntStream.range(0, rows.get(0).size())
        .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
        .toArray();
    return rows.stream()
        .map(row -> IntStream.range(0, widths.length).mapToObj(column -> {
          String padding = " ".repeat(widths[column] - length(row.get(column)));
          return column < TEXTS.size() ? row.get(column) + padding : padding + row.get(column);
        }).collect(Collectors.joining("  ")))
        .toList();
  }

  /** The sum over the tables that have the count. It may be more than 64 bits hold. */
  private static String total(Count count, List<IngestTable> tables) {
    return tables.stream()
        .map(count.of)
        .filter(Objects::nonNull)
        .map(BigInteger::valueOf)
        .reduce(BigInteger::add)
        .map(sum -> String.format(Locale.ROOT, "%,d", sum))
        .orElse(ABSENT);
  }

  private static String moment(OffsetDateTime moment) {
    return MOMENT.format(moment.withOffsetSameInstant(ZoneOffset.UTC));
  }

  /** For example {@code 5h12m39.869s}. */
  private static @Nullable String duration(@Nullable OffsetDateTime from, @Nullable OffsetDateTime to) {
    return from == null || to == null
        ? null
        : Duration.between(from, to).truncatedTo(ChronoUnit.MILLIS).toString().replace("PT", "").toLowerCase(Locale.ROOT);
  }

  private static String shown(@Nullable String text) {
    return text == null ? ABSENT : Printable.of(text);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static <T> @Nullable String map(@Nullable T value, Function<T, String> text) {
    return value == null ? null : text.apply(value);
  }
}
