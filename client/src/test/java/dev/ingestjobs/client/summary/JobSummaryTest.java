package dev.ingestjobs.client.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobSummaryTest {
  private static final OffsetDateTime T0 = OffsetDateTime.parse("2024-06-01T04:00:00Z");

  @Test
  void aJobIsTheSumOfItsTables() {
    JobSummary summary = JobSummary.of(job(
        table("succeeded").read(1000L).inserted(400L).updated(200L).rejected(150L).errors(250L).files(files(2)),
        table("running").read(10L).inserted(4L).updated(3L).rejected(2L).errors(1L).files(files(1)),
        table(null)));

    assertThat(summary.id()).isEqualTo("isj-1");
    assertThat(summary.workflowId()).isEqualTo("wf-1");
    assertThat(summary.read()).isEqualTo(1010).isEqualTo(summary.total(Figure.READ));
    assertThat(summary.inserted()).isEqualTo(404);
    assertThat(summary.updated()).isEqualTo(203);
    assertThat(summary.rejected()).isEqualTo(152);
    assertThat(summary.errors()).isEqualTo(251);
    assertThat(summary.files()).isEqualTo(3);
    assertThat(summary.tables()).extracting(TableSummary::files).containsExactly(2L, 1L, 0L);
    assertThat(summary.tables()).extracting(TableSummary::place).containsExactly(0, 1, 2);
    assertThatThrownBy(() -> summary.tables().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aTableKeepsWhatTheResponseTellsOfIt() {
    TableSummary table = JobSummary.of(job(table("failed").tableName("T").feedId("df-1").startedAt(T0).endedAt(T0.plusSeconds(1))
        .read(1L).inserted(2L).updated(3L).rejected(4L).errors(5L))).tables().get(0);

    assertThat(table).isEqualTo(new TableSummary(0, "df-1", "T", TableState.FAILED, T0, T0.plusSeconds(1), 1L, 2L, 3L, 4L, 5L, 0));
    assertThat(Stream.of(Figure.values()).map(figure -> figure + " " + figure.of(table)))
        .containsExactly("read 1", "inserted 2", "updated 3", "rejected 4", "errors 5");
  }

  @Test
  void aCountThatIsAbsentIsNullAndCountsAsNothing() {
    TableSummary table = JobSummary.of(job(table("running"))).tables().get(0);

    assertThat(table.read()).isNull();
    assertThat(table.errors()).isNull();
    assertThat(Figure.values()).allSatisfy(figure -> assertThat(figure.of(table)).isZero());
  }

  @Test
  void filesThatWereNotReadAreCountedAllTheSame() {
    JobSummary summary = JobSummary.of(job(table("running").files(files(3)), table("running")), place -> 100 + place);

    assertThat(summary.tables()).extracting(TableSummary::files).containsExactly(100L, 101L);
    assertThat(summary.files()).isEqualTo(201);
  }

  @Test
  void aSumThatALongCannotHoldIsTheGreatestOrLeastOne() {
    IngestTable.Builder most = table("running").read(Long.MAX_VALUE).errors(Long.MIN_VALUE);
    JobSummary summary = JobSummary.of(job(most, table("running").read(1L).errors(-1L)));

    assertThat(summary.read()).isEqualTo(Long.MAX_VALUE);
    assertThat(summary.errors()).isEqualTo(Long.MIN_VALUE);
    assertThat(JobSummary.of(job(most, most, table("running").read(Long.MIN_VALUE))).read()).isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void aJobSpansFromItsFirstStartToItsLastEnd() {
    JobSummary summary = JobSummary.of(job(
        table("succeeded").startedAt(T0.plusSeconds(5)).endedAt(T0.plusSeconds(50)),
        table("succeeded").startedAt(OffsetDateTime.parse("2024-06-01T09:00:01+05:00")).endedAt(T0.plusSeconds(20)),
        table("skipped")));

    assertThat(summary.startedAt()).contains(OffsetDateTime.parse("2024-06-01T09:00:01+05:00"));
    assertThat(summary.endedAt()).contains(T0.plusSeconds(50));
    assertThat(summary.span()).contains(Duration.ofSeconds(49));
  }

  @ParameterizedTest
  @CsvSource({
    "running,   true,  false", "running, false, false", "succeeded, true,  true", "succeeded, false, false", "unheard, true, true",
    "unheard, false, false", ", true, true", ", false, false"
  })
  void aJobHasEndedOnceItsTablesHave(String state, boolean hasMoment, boolean ended) {
    IngestTable.Builder table = table(state).startedAt(T0).endedAt(hasMoment ? T0 : null);

    assertThat(JobSummary.of(job(table)).endedAt().isPresent()).isEqualTo(ended);
    assertThat(JobSummary.of(job(table)).span().isPresent()).isEqualTo(ended);
    assertThat(JobSummary.of(job(table("succeeded").endedAt(T0), table)).endedAt().isPresent())
        .isEqualTo(ended || "succeeded".equals(state));
  }

  @Test
  void aJobWithoutMomentsOrTablesHasNone() {
    for (JobSummary summary : List.of(JobSummary.of(job()), JobSummary.of(job(table("succeeded"))))) {
      assertThat(summary.startedAt()).isEmpty();
      assertThat(summary.endedAt()).isEmpty();
      assertThat(summary.span()).isEmpty();
    }
    assertThat(JobSummary.of(job(table("succeeded").endedAt(T0))).span()).isEmpty();
  }

  @Test
  void tablesAreCountedByStateInAnOrderThatLasts() {
    JobSummary summary = JobSummary.of(job(table("zzz"), table("Succeeded"), table("aaa"), table("running"), table(null),
        table("ZZZ"), table("succeeded"), table("in progress"), table(null)));

    assertThat(summary.tablesByState().toString()).isEqualTo("{in_progress=1, running=1, succeeded=2, zzz=2, aaa=1}");
    assertThat(summary.tablesWithoutState()).isEqualTo(2);
    assertThatThrownBy(() -> summary.tablesByState().clear()).isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @CsvSource(nullValues = "null", value = {
    "My table, df-1, My table (df-1)", "My table, null, My table", "null, df-1, df-1", "null, null, table 1", "' ', '', table 1",
    "' ', df-1, df-1", "My table, ' ', My table"
  })
  void aTableIsCalledByWhatThereIsOfIt(String name, String feed, String label) {
    assertThat(JobSummary.of(job(table("running").tableName(name).feedId(feed))).tables().get(0).label()).isEqualTo(label);
  }

  @Test
  void aTableWithoutANameIsCalledByItsPlaceAndNoneBreaksALine() {
    List<TableSummary> tables = JobSummary.of(job(table("running").tableName("a\nb"), table("running"))).tables();

    assertThat(tables.get(0).label()).isEqualTo("a b");
    assertThat(tables.get(1).label()).isEqualTo("table 2");
  }

  @Test
  void aSummaryIsALine() {
    assertThat(JobSummary.of(job(table("succeeded").read(1000L).inserted(400L).updated(200L).rejected(150L).errors(50L)
        .startedAt(T0).endedAt(T0.plusSeconds(3)).files(files(1)))))
        .hasToString("isj-1: 1 table (1 succeeded), 1,000 read, 400 inserted, 200 updated, 150 rejected, 50 errors, 1 file,"
            + " 2024-06-01T04:00Z to 2024-06-01T04:00:03Z");
    assertThat(JobSummary.of(job(table("running").startedAt(T0), table(null))))
        .hasToString("isj-1: 2 tables (1 running, 1 without a state), 0 read, 0 inserted, 0 updated, 0 rejected, 0 errors, 0 files,"
            + " 2024-06-01T04:00Z to …");
    assertThat(JobSummary.of(job()))
        .hasToString("isj-1: 0 tables, 0 read, 0 inserted, 0 updated, 0 rejected, 0 errors, 0 files");
  }

  @Test
  void aSummaryIsAValue() {
    JobSummary summary = JobSummary.of(job(table("running")));

    assertThat(summary).isEqualTo(JobSummary.of(job(table("running")))).hasSameHashCodeAs(JobSummary.of(job(table("running"))));
    assertThat(summary.hashCode()).isNotEqualTo(JobSummary.of(job(table("failed"))).hashCode());
    assertThat(summary)
        .isNotEqualTo(JobSummary.of(job(table("failed"))))
        .isNotEqualTo(JobSummary.of(job(table("running")).toBuilder().id("isj-2").build()))
        .isNotEqualTo(JobSummary.of(job(table("running")).toBuilder().workflowId("wf-2").build()))
        .isNotEqualTo(JobSummary.of(job(table("running")), place -> 1))
        .isNotEqualTo("isj-1");
  }

  private static IngestJob job(IngestTable.Builder... tables) {
    return IngestJob.builder().id("isj-1").workflowId("wf-1").tables(Stream.of(tables).map(IngestTable.Builder::build).toList()).build();
  }

  private static IngestTable.Builder table(String state) {
    return IngestTable.builder().state(state == null ? null : TableState.of(state));
  }

  private static List<IngestFile> files(int count) {
    return Stream.generate(() -> IngestFile.builder().build()).limit(count).toList();
  }
}
