package dev.ingestjobs.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the templates promise of every class of the model, on some of them. */
class ModelTest {
  private static final IngestFile FILE = IngestFile.builder().fileId("cb-1/part0.avro").name("part0.avro").read(10L).errors(2L).build();
  private static final IngestTable TABLE = IngestTable.builder()
      .feedId("df-1").jobId("isj-1").tableName("My table").state(TableState.RUNNING).startedAt(OffsetDateTime.parse("2024-06-01T04:02:54Z"))
      .read(10L).errors(2L).rejected(1L).inserted(4L).updated(3L).files(List.of(FILE)).additionalProperty("x", 1).build();
  private static final IngestJob JOB = IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of(TABLE)).build();

  @Test
  void toStringHasEachFieldByItsName() {
    assertThat(FILE).hasToString("IngestFile[file_id=cb-1/part0.avro, name=part0.avro, read=10, errors=2, additionalProperties={}]");
    assertThat(JOB).hasToString("IngestJob[id=isj-1, workflow_id=wf-1, tables=[IngestTable[feed_id=df-1, job_id=isj-1, table_name=My table, "
        + "state=running, started_at=2024-06-01T04:02:54Z, ended_at=null, read=10, errors=2, rejected=1, inserted=4, updated=3, files=["
        + FILE + "], additionalProperties={x=1}]], additionalProperties={}]");
  }

  @Test
  void toBuilderForgetsNothing() {
    assertThat(JOB.toBuilder().build()).isEqualTo(JOB).hasSameHashCodeAs(JOB);
    assertThat(TABLE.toBuilder().build()).isEqualTo(TABLE);
    assertThat(FILE.toBuilder().build()).isEqualTo(FILE);
  }

  @Test
  void eachFieldMakesADifference() {
    assertThat(List.of(
        TABLE.toBuilder().feedId("df-2").build(), TABLE.toBuilder().jobId("isj-2").build(), TABLE.toBuilder().tableName("Other").build(),
        TABLE.toBuilder().state(TableState.FAILED).build(), TABLE.toBuilder().startedAt(null).build(),
        TABLE.toBuilder().endedAt(TABLE.startedAt()).build(), TABLE.toBuilder().read(11L).build(), TABLE.toBuilder().errors(3L).build(),
        TABLE.toBuilder().rejected(2L).build(), TABLE.toBuilder().inserted(5L).build(), TABLE.toBuilder().updated(4L).build(),
        TABLE.toBuilder().files(List.of()).build(), TABLE.toBuilder().additionalProperty("x", 2).build()))
        .doesNotHaveDuplicates().doesNotContain(TABLE);
  }
}
