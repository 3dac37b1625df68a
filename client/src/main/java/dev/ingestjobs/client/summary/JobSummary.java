package dev.ingestjobs.client.summary;

import dev.ingestjobs.client.internal.OneLine;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.TableState;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a job amounts to: its totals, its span, its tables by state, and whether everything was loaded.
 *
 * <pre>{@code
 * JobSummary.of(job).requireFullyLoaded(LoadTolerance.NONE.maxRejectedShare(0.01));
 * }</pre>
 *
 * <p>Totals are sums over the tables. A count that the response did not tell is 0 in them, and a sum that a {@code long} cannot
 * hold is {@link Long#MAX_VALUE}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class JobSummary {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  private final String id;
  private final String workflowId;
  private final List<TableSummary> tables;

  private JobSummary(IngestJob job, IntToLongFunction filesOfTable) {
    this.id = job.id();
    this.workflowId = job.workflowId();
    List<TableSummary> summaries = new ArrayList<>(job.tables().size());
    for (int place = 0; place < job.tables().size(); place++) {
      summaries.add(TableSummary.of(job.tables().get(place), place, filesOfTable.applyAsLong(place)));
    }
    this.tables = Collections.unmodifiableList(summaries);
  }

  /** The summary of a job that was read with its files, as {@code IngestJobsClient.get} reads it. */
  public static JobSummary of(IngestJob job) {
    return new JobSummary(job, place -> job.tables().get(place).files().size());
  }

  /**
   * The summary of a job that was read without its files.
   *
   * @param filesOfTable gives the number of files of a table, by the table's index in the job
   */
  public static JobSummary of(IngestJob job, IntToLongFunction filesOfTable) {
    return new JobSummary(job, filesOfTable);
  }

  /** The job's id. */
  public String id() {
    return id;
  }

  /** The workflow that ran the job. */
  public String workflowId() {
    return workflowId;
  }

  /** Each table, in the order of the response. */
  public List<TableSummary> tables() {
    return tables;
  }

  /** The rows that were read. */
  public long read() {
    return total(Figure.READ);
  }

  /** The rows that were inserted. */
  public long inserted() {
    return total(Figure.INSERTED);
  }

  /** The rows that were updated. */
  public long updated() {
    return total(Figure.UPDATED);
  }

  /** The duplicate rows that were not ingested. */
  public long rejected() {
    return total(Figure.REJECTED);
  }

  /** The rows with an ingest error. */
  public long errors() {
    return total(Figure.ERRORS);
  }

  /** The sum of a figure over all tables, in rows. */
  public long total(Figure figure) {
    return sum(figure::of);
  }

  /** The number of files. */
  public long files() {
    return sum(TableSummary::files);
  }

  private long sum(ToLongFunction<TableSummary> count) {
    BigInteger sum = tables.stream().map(table -> BigInteger.valueOf(count.applyAsLong(table))).reduce(BigInteger.ZERO, BigInteger::add);
    return sum.max(MIN).min(MAX).longValue();
  }

  /** When the first table started; empty if none has, or none says so. */
  public Optional<OffsetDateTime> startedAt() {
    return moments(TableSummary::startedAt).min(OffsetDateTime.timeLineOrder());
  }

  /**
   * When the last table ended; empty while there is a table that has not ended, if there is no table, and if none says when.
   *
   * <p>A table has ended if its state says so; where the state is absent or unknown, if it has an {@code ended_at}.
   */
  public Optional<OffsetDateTime> endedAt() {
    return tables.stream().allMatch(TableSummary::hasEnded)
        ? moments(TableSummary::endedAt).max(OffsetDateTime.timeLineOrder())
        : Optional.empty();
  }

  private Stream<OffsetDateTime> moments(Function<TableSummary, @Nullable OffsetDateTime> moment) {
    return tables.stream().map(moment).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  /**
   * The time from {@link #startedAt} to {@link #endedAt}; empty if one of them is. Negative if the response has a job that ended
   * before it started.
   */
  public Optional<Duration> span() {
    return startedAt().flatMap(start -> endedAt().map(end -> Duration.between(start, end)));
  }

  /**
   * How many tables are in each state that there is: known states in the order of {@link TableState#known}, then unknown ones in
   * the order of their first table. Tables without a state are not among them: see {@link #tablesWithoutState}.
   *
   * @return an unmodifiable map without zeros
   */
  public Map<TableState, Long> tablesByState() {
    Map<TableState, Long> counts = new LinkedHashMap<>();
    TableState.known().forEach(state -> counts.put(state, 0L));
    for (TableSummary table : tables) {
      if (table.state() != null) {
        counts.merge(table.state(), 1L, Long::sum);
      }
    }
    counts.values().removeIf(count -> count == 0);
    return Collections.unmodifiableMap(counts);
  }

  /** How many tables have no state. */
  public long tablesWithoutState() {
    return tables.stream().filter(table -> table.state() == null).count();
  }

  /** Whether everything was loaded, with nothing rejected and no errors: {@link #requireFullyLoaded()} would not throw. */
  public boolean isFullyLoaded() {
    return isFullyLoaded(LoadTolerance.NONE);
  }

  /** Whether everything was loaded but for what is tolerated: {@link #requireFullyLoaded(LoadTolerance)} would not throw. */
  public boolean isFullyLoaded(LoadTolerance tolerance) {
    return violations(tolerance).isEmpty();
  }

  /** As {@link #requireFullyLoaded(LoadTolerance)}, with nothing tolerated. */
  public void requireFullyLoaded() {
    requireFullyLoaded(LoadTolerance.NONE);
  }

  /**
   * Goes on only if everything was loaded: there is at least one table, the state of each is a success, and what was rejected
   * of each and the errors of each are tolerated. A count that the response did not tell is 0.
   *
   * @throws NotFullyLoadedException if not; it says of each table what is wrong
   */
  public void requireFullyLoaded(LoadTolerance tolerance) {
    List<LoadViolation> violations = violations(tolerance);
    if (!violations.isEmpty()) {
      throw new NotFullyLoadedException(id, violations);
    }
  }

  private List<LoadViolation> violations(LoadTolerance tolerance) {
    if (tables.isEmpty()) {
      return List.of(LoadViolation.noTables());
    }
    List<LoadViolation> violations = new ArrayList<>();
    for (TableSummary table : tables) {
      if (table.state() == null || !table.state().isSuccess()) {
        violations.add(LoadViolation.state(table));
      }
      addIfOver(violations, table, Figure.REJECTED, tolerance.rejectedOf(table));
      addIfOver(violations, table, Figure.ERRORS, tolerance.errorsOf(table));
    }
    return violations;
  }

  private static void addIfOver(List<LoadViolation> violations, TableSummary table, Figure figure, long allowed) {
    if (figure.of(table) > allowed) {
      violations.add(LoadViolation.count(table, figure, allowed));
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobSummary that
        && id.equals(that.id) && workflowId.equals(that.workflowId) && tables.equals(that.tables);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, workflowId, tables);
  }

  /**
   * One line for people, for example {@code isj-1f73r9u2: 1 table (1 succeeded), 1,000 read, 400 inserted, 200 updated, 200
   * rejected, 200 errors, 1 file, 2024-06-01T04:02:54.433Z to 2024-06-01T04:02:57.433Z}. Its wording may change.
   */
  @Override
  public String toString() {
    List<String> states = new ArrayList<>();
    tablesByState().forEach((state, count) -> states.add(number(count) + " " + state));
    if (tablesWithoutState() > 0) {
      states.add(number(tablesWithoutState()) + " without a state");
    }
    StringBuilder line = new StringBuilder(id).append(": ").append(counted(tables.size(), "table"));
    if (!states.isEmpty()) {
      line.append(states.stream().collect(Collectors.joining(", ", " (", ")")));
    }
    for (Figure figure : Figure.values()) {
      line.append(", ").append(number(total(figure))).append(' ').append(figure);
    }
    line.append(", ").append(counted(files(), "file"));
    startedAt().ifPresent(start -> line.append(", ").append(start).append(" to ").append(endedAt().map(Object::toString).orElse("…")));
    return OneLine.of(line.toString());
  }

  private static String counted(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
