package dev.ingestjobs.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.summary.JobSummary;
import dev.ingestjobs.client.summary.TableSummary;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row a table, below one row of names; RFC 4180 but for the line end, which is a line feed. What is absent is empty. Only where a
 * terminal would obey them are control characters written out.
 */
final class CsvReport implements Report {
  static final List<String> NAMES = List.of("job_id", "workflow_id", "feed_id", "table_name", "state", "started_at", "ended_at",
      "read", "inserted", "updated", "rejected", "errors", "files");
  private static final CsvMapper MAPPER = CsvMapper.csvBuilder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING).build();
  private static final CsvSchema SCHEMA = MAPPER.schema().withLineSeparator("\n");

  private final PrintWriter out;
  private final boolean terminal;
  private boolean begun;

  CsvReport(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void job(JobSnapshot job) {
    if (!begun) {
      row(NAMES.toArray());
    }
    begun = true;
    job.summary().tables().forEach(table -> row(job.summary(), table));
  }

  private void row(JobSummary job, TableSummary table) {
    row(job.id(), job.workflowId(), table.feedId(), table.tableName(), table.state() == null ? null : table.state().text(), table.startedAt(),
        table.endedAt(), table.read(), table.inserted(), table.updated(), table.rejected(), table.errors(), table.files());
  }

  private void row(@Nullable Object... values) {
    try {
      out.print(MAPPER.writer(SCHEMA).writeValueAsString(Arrays.stream(values).map(this::text).toList()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(@Nullable Object value) {
    String text = Objects.toString(value, "");
    return terminal ? Printable.of(text) : text;
  }
}
