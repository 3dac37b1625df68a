package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.JobSummary;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

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
}
