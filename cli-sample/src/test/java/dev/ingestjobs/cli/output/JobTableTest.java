package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.Run;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.JobSummary;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTableTest {
  private static List<String> lines(IngestTable... tables) {
    return JobTable.lines(JobSummary.of(IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of(tables)).build()), Style.PLAIN, Integer.MAX_VALUE);
  }

  @Test
  void aJobWithoutTablesSaysSo() {
    assertThat(lines()).containsExactly("Job       isj-1", "Workflow  wf-1", "Status    running", "", "This job has no tables yet.");
  }

  @Test
  void whatIsAbsentIsADash() {
    assertThat(lines(IngestTable.builder().build()).subList(4, 6)).containsExactly(
        "TABLE  STATE  STARTED  DURATION  READ  INSERTED  UPDATED  REJECTED  ERRORS  FILES",
        "-      -      -        -            -         -        -         -       -      0");
  }

  @Test
  void severalTablesHaveATotalOfWhatIsThere() {
    IngestTable large = IngestTable.builder().tableName("A").read(Long.MAX_VALUE).inserted(1L)
        .files(List.of(IngestFile.builder().build())).build();
    IngestTable larger = large.toBuilder().tableName("B").inserted(null).build();

    assertThat(lines(large, larger).subList(4, 8)).containsExactly(
        "TABLE  STATE  STARTED  DURATION                        READ  INSERTED  UPDATED  REJECTED  ERRORS  FILES",
        "A      -      -        -          9,223,372,036,854,775,807         1        -         -       -      1",
        "B      -      -        -          9,223,372,036,854,775,807         -        -         -       -      1",
        "Total                            18,446,744,073,709,551,614         1        -         -       -      2");
  }

  @Test
  void momentsAreInUtcAndDurationsReadable() {
    IngestTable table = IngestTable.builder().tableName("Größe").state(TableState.of("In progress"))
        .startedAt(OffsetDateTime.parse("2024-06-01T06:02:54.433+02:00"))
        .endedAt(OffsetDateTime.parse("2024-06-01T09:32:55.5349Z"))
        .build();

    assertThat(lines(table).get(5)).startsWith("Größe  In progress  2024-06-01 04:02:54Z  5h 30m 1s ");
  }

  @Test
  void theLocaleChangesNothing() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(lines(IngestTable.builder().read(1_234L).startedAt(OffsetDateTime.parse("2024-06-01T04:02:54Z")).build()).get(5))
          .contains("2024-06-01 04:02:54Z").contains(" 1,234 ");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aTotalIsADashWhereNoTableHasTheFigure() {
    assertThat(lines(IngestTable.builder().build(), IngestTable.builder().read(0L).build()).get(7))
        .matches("Total +0 +- +- +- +- +0");
  }

  @ParameterizedTest
  @CsvSource({
    "succeeded, succeeded, 2024-06-01T04:00:41Z, succeeded in 41s", "succeeded, failed, 2024-06-01T05:00:00Z, 'not succeeded: 1 of 2 tables in 1h 0m 0s'",
    "succeeded, running, , running since 2024-06-01 04:00:00Z", "never_heard_of, succeeded, , running since 2024-06-01 04:00:00Z"
  })
  void theStatusIsThatOfAllTables(String first, String second, OffsetDateTime end, String status) {
    OffsetDateTime start = OffsetDateTime.parse("2024-06-01T04:00:00Z");
    IngestTable table = IngestTable.builder().startedAt(start).endedAt(end).state(TableState.of(first)).build();

    assertThat(lines(table, table.toBuilder().state(TableState.of(second)).build()).get(2)).isEqualTo("Status    " + status);
  }

  @Test
  void filesAreShownTheWorstFirstAndEqualOnesInOrder() {
    IngestTable a = IngestTable.builder().tableName("A").files(List.of(file("one", null), file("two", 3L), file("three", 3L))).build();
    IngestTable b = IngestTable.builder().tableName("B").files(List.of(file("four", 12_000L), IngestFile.builder().fileId("id-5").name(" ").build())).build();

    assertThat(JobTable.files(IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of(a, b)).build(), Style.PLAIN, 80)).containsExactly(
        "FILE   TABLE  READ  ERRORS",
        "four   B         5  12,000",
        "two    A         5       3",
        "three  A         5       3",
        "one    A         5       -",
        "id-5   B         -       -");
  }

  private static IngestFile file(String name, Long errors) {
    return IngestFile.builder().fileId("id").name(name).read(5L).errors(errors).build();
  }

  @Test
  void aJobWithoutFilesSaysSo() {
    assertThat(JobTable.files(IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of()).build(), Style.PLAIN, 80))
        .containsExactly("This job has no files.");
  }

  @ParameterizedTest
  @CsvSource({
    "80, TABLE STATE DURATION READ INSERTED UPDATED REJECTED ERRORS FILES", "78, TABLE STATE DURATION READ INSERTED UPDATED REJECTED ERRORS",
    "60, TABLE STATE DURATION READ REJECTED ERRORS", "50, TABLE STATE READ REJECTED ERRORS"
  })
  void aNarrowTerminalIsShownWhatMattersMost(int columns, String titles) {
    Run run = Run.in(Run.surroundings(Map.of("NO_COLOR", "1"), "ingest-jobs.terminal", "1", "ingest-jobs.columns", Integer.toString(columns)),
        "get", "isj-1f73r9u2", "--demo", "--files");

    assertThat(run.outLines()).allMatch(line -> line.length() <= columns);
    assertThat(run.outLines().get(4).split(" +")).containsExactly(titles.split(" "));
  }

  @Test
  void whatIsWrongStandsOut() {
    IngestTable table = IngestTable.builder().state(TableState.of("failed")).read(1L).rejected(2L).errors(3L).build();

    assertThat(JobTable.lines(JobSummary.of(IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of(table)).build()), Style.COLOURED, 200))
        .contains("Status    \u001b[1;31mnot succeeded\u001b[0m: 1 of 1 table").last().asString()
        .contains("\u001b[1;31mfailed\u001b[0m", "\u001b[33m2\u001b[0m", "\u001b[1;31m3\u001b[0m", " 1 ");
  }
}
