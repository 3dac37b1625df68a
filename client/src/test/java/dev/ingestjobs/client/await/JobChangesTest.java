package dev.ingestjobs.client.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.JobArbitraries;
import dev.ingestjobs.client.await.JobChange.CountChanged;
import dev.ingestjobs.client.await.JobChange.FilesAdded;
import dev.ingestjobs.client.await.JobChange.FilesRemoved;
import dev.ingestjobs.client.await.JobChange.StateChanged;
import dev.ingestjobs.client.await.JobChange.TableAppeared;
import dev.ingestjobs.client.await.JobChange.TableVanished;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.Figure;
import dev.ingestjobs.client.summary.TableSummary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JobChangesTest {
  @Test
  void whatDidNotChangeIsNotTold() {
    JobSnapshot snapshot = snapshot(table("T", "running").read(5L).errors(1L).files(files("a", "b")), table("U", null));

    assertThat(JobChanges.between(snapshot, snapshot)).isEmpty();
    assertThat(told(snapshot(table("T", "In progress").errors(0L)), snapshot(table("T", "in_progress")))).isEmpty();
  }

  @Test
  void aLoadIsToldStepByStep() {
    JobSnapshot before = snapshot(table("T", "running").read(1000L).inserted(10L).rejected(3L).files(files("a")));
    JobSnapshot after = snapshot(table("T", "succeeded").read(5000L).inserted(4010L).updated(1L).rejected(2L).errors(7L).files(files("a", "b", "c")));
    List<JobChange> changes = JobChanges.between(before, after);
    TableSummary now = after.summary().tables().get(0);

    assertThat(changes).containsExactly(
        new StateChanged(now, TableState.RUNNING, TableState.SUCCEEDED),
        new CountChanged(now, Figure.READ, 1000, 5000),
        new CountChanged(now, Figure.INSERTED, 10, 4010),
        new CountChanged(now, Figure.UPDATED, 0, 1),
        new CountChanged(now, Figure.REJECTED, 3, 2),
        new CountChanged(now, Figure.ERRORS, 0, 7),
        new JobChange.FirstErrors(now, 7),
        new FilesAdded(now, 2, files("b", "c")));
    assertThat(changes).extracting(JobChange::describe).containsExactly(
        "T: running → succeeded", "T: +4,000 read", "T: +4,000 inserted", "T: +1 updated", "T: -1 rejected", "T: +7 errors",
        "T: first errors: 7", "T: +2 files");
    assertThat(changes).extracting(JobChange::table).containsOnly(now);
    assertThatThrownBy(changes::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theFirstSnapshotIsToldAsIfThereHadBeenNothing() {
    JobSnapshot first = snapshot(table("T", "failed").read(2000L).errors(1L).files(files("a")), table("U", null));

    assertThat(told(null, first)).containsExactly(
        "T: appeared", "T: no state → failed", "T: +2,000 read", "T: +1 errors", "T: first errors: 1", "T: +1 file", "U: appeared");
    assertThat(told(snapshot(), first)).isEqualTo(told(null, first));
    assertThat(JobChanges.between(null, first).get(5)).isEqualTo(new FilesAdded(first.summary().tables().get(0), 1, files("a")));
  }

  @Test
  void errorsAreFirstOnlyOnce() {
    assertThat(told(snapshot(table("T", null).errors(1L)), snapshot(table("T", null).errors(2L)))).containsExactly("T: +1 errors");
    assertThat(told(snapshot(table("T", null).errors(1L)), snapshot(table("T", null)))).containsExactly("T: -1 errors");
    assertThat(told(snapshot(table("T", null)), snapshot(table("T", null).errors(-1L)))).containsExactly("T: -1 errors");
  }

  @Test
  void aStateMayBecomeAbsent() {
    assertThat(told(snapshot(table("T", "running")), snapshot(table("T", null)))).containsExactly("T: running → no state");
  }

  @Test
  void tablesAreMatchedByFeedAndNameWhateverTheirOrder() {
    JobSnapshot before = snapshot(
        table("T", null).feedId("df-1").read(1L), table("T", null).feedId("df-2").read(2L), table("U", null).feedId("df-1").read(3L));
    JobSnapshot after = snapshot(
        table("U", null).feedId("df-1").read(4L), table("T", null).feedId("df-2").read(2L), table("T", null).feedId("df-1").read(1L));

    assertThat(told(before, after)).containsExactly("U (df-1): +1 read");
  }

  @Test
  void tablesThatShareFeedAndNameAreMatchedOneByOne() {
    JobSnapshot before = snapshot(table("T", null).read(1L), table("U", null), table("T", null).read(2L));
    JobSnapshot after = snapshot(table("T", null).read(1L), table("T", null).read(5L), table("U", null), table("T", null).read(7L));

    assertThat(told(before, after)).containsExactly("T: +3 read", "T: appeared", "T: +7 read");
    assertThat(told(after, before)).containsExactly("T: -3 read", "T: vanished");
    assertThat(told(snapshot(table(null, null)), snapshot(table(null, null).read(1L), table(null, null))))
        .containsExactly("table 1: +1 read", "table 2: appeared");
  }

  @Test
  void tablesThatVanishAreToldLastInTheirOldOrder() {
    JobSnapshot before = snapshot(table("A", null), table("B", "running").read(9L), table("C", null));
    List<JobChange> changes = JobChanges.between(before, snapshot(table("D", null), table("C", "failed")));

    assertThat(changes).extracting(JobChange::describe)
        .containsExactly("D: appeared", "C: no state → failed", "A: vanished", "B: vanished");
    assertThat(changes.get(3)).isEqualTo(new TableVanished(before.summary().tables().get(1)));
  }

  @Test
  void filesAreToldByNumberIfASnapshotHasNone() {
    JobSnapshot with = snapshot(table("T", null).files(files("a", "b")));
    JobSnapshot without = JobSnapshot.withoutFiles(job(table("T", null)), place -> 5);
    TableSummary later = without.summary().tables().get(0);

    assertThat(JobChanges.between(with, without)).containsExactly(new FilesAdded(later, 3, List.of()));
    assertThat(JobChanges.between(without, with)).containsExactly(new FilesRemoved(with.summary().tables().get(0), 3));
    assertThat(told(without, with)).containsExactly("T: -3 files");
    assertThat(JobChanges.between(null, without)).containsExactly(new TableAppeared(later), new FilesAdded(later, 5, List.of()));
    assertThat(JobChanges.between(without, without)).isEmpty();
  }

  @Test
  void filesAreMatchedByIdAndNameWhileTheirCountsGrow() {
    JobSnapshot before = snapshot(table("T", null).files(List.of(
        file("a").read(1L).build(), file("a").build(), file("b").build(), IngestFile.builder().name("n").build())));
    JobSnapshot after = snapshot(table("T", null).files(List.of(
        file("a").read(2L).build(), file("c").build(), IngestFile.builder().name("n").build(), IngestFile.builder().name("m").build())));

    TableSummary now = after.summary().tables().get(0);
    assertThat(JobChanges.between(before, after)).containsExactly(
        new FilesAdded(now, 2, List.of(file("c").build(), IngestFile.builder().name("m").build())), new FilesRemoved(now, 2));
    assertThat(told(after, snapshot(table("T", null).files(after.job().tables().get(0).files().subList(1, 4))))).containsExactly("T: -1 file");
  }

  @Test
  void aDifferenceThatALongCannotHoldIsTheGreatestOrLeastOne() {
    TableSummary table = snapshot(table("T", null)).summary().tables().get(0);

    assertThat(new CountChanged(table, Figure.READ, Long.MIN_VALUE, 1).by()).isEqualTo(Long.MAX_VALUE);
    assertThat(new CountChanged(table, Figure.READ, Long.MAX_VALUE, -2).by()).isEqualTo(Long.MIN_VALUE);
    assertThat(new CountChanged(table, Figure.READ, 0, Long.MAX_VALUE).by()).isEqualTo(Long.MAX_VALUE);
    assertThat(new CountChanged(table, Figure.READ, -1, Long.MAX_VALUE).by()).isEqualTo(Long.MAX_VALUE);
    assertThat(new CountChanged(table, Figure.READ, 5, 3).by()).isEqualTo(-2);
  }

  @Test
  void nothingOfAServerBreaksALine() {
    assertThat(told(null, snapshot(table("a\nb", "x\r\ny")))).containsExactly("a b: appeared", "a b: no state → x y");
  }

  @Test
  void aSnapshotSaysWhetherItHasFiles() {
    IngestJob job = job(table("T", null).files(files("a")));
    JobSnapshot with = JobSnapshot.of(job);
    JobSnapshot without = JobSnapshot.withoutFiles(job(table("T", null)), place -> 1);

    assertThat(with.filesIncluded()).isTrue();
    assertThat(with.job()).isSameAs(job);
    assertThat(without.filesIncluded()).isFalse();
    assertThat(without.summary().files()).isEqualTo(with.summary().files()).isEqualTo(1);
    assertThat(with).hasToString(with.summary().toString());
    assertThat(without).hasToString(with.summary() + " (read without files)");
    assertThat(with).isEqualTo(JobSnapshot.of(job)).hasSameHashCodeAs(JobSnapshot.of(job)).isNotEqualTo(job)
        .isNotEqualTo(JobSnapshot.withoutFiles(job, place -> 1));
    assertThat(without)
        .isNotEqualTo(JobSnapshot.withoutFiles(job(table("T", null)), place -> 2))
        .isNotEqualTo(JobSnapshot.withoutFiles(job(table("T", null).additionalProperty("x", 1)), place -> 1));
    assertThat(with.hashCode()).isNotEqualTo(without.hashCode());
  }

  @Provide
  Arbitrary<IngestJob> jobs() {
    return JobArbitraries.jobs();
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  void theChangesAddUpToTheFigures(@ForAll("jobs") IngestJob job) {
    JobSnapshot snapshot = JobSnapshot.of(job);
    List<JobChange> changes = JobChanges.between(null, snapshot);

    for (Figure figure : Figure.values()) {
      BigInteger sum = changes.stream()
          .filter(change -> change instanceof CountChanged count && count.figure() == figure)
          .map(change -> BigInteger.valueOf(((CountChanged) change).by())).reduce(BigInteger.ZERO, BigInteger::add);
      assertThat(sum).isEqualTo(snapshot.summary().tables().stream()
          .map(table -> BigInteger.valueOf(figure.of(table))).reduce(BigInteger.ZERO, BigInteger::add));
    }
    assertThat(changes.stream().filter(FilesAdded.class::isInstance).mapToLong(change -> ((FilesAdded) change).by()).sum())
        .isEqualTo(snapshot.summary().files());
  }

  @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
  void anotherOrderIsNoChange(@ForAll("jobs") IngestJob job, @ForAll long seed) {
    List<IngestTable> tables = new ArrayList<>();
    for (IngestTable table : job.tables()) {
      tables.add(table.toBuilder().feedId("df-" + tables.size()).build());
    }
    List<IngestTable> shuffled = new ArrayList<>(tables);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(JobChanges.between(
        JobSnapshot.of(job.toBuilder().tables(tables).build()), JobSnapshot.of(job.toBuilder().tables(shuffled).build()))).isEmpty();
  }

  private static List<String> told(JobSnapshot before, JobSnapshot after) {
    return JobChanges.between(before, after).stream().map(JobChange::describe).toList();
  }

  private static JobSnapshot snapshot(IngestTable.Builder... tables) {
    return JobSnapshot.of(job(tables));
  }

  private static IngestJob job(IngestTable.Builder... tables) {
    return IngestJob.builder().id("isj-1").workflowId("wf-1").tables(Stream.of(tables).map(IngestTable.Builder::build).toList()).build();
  }

  private static IngestTable.Builder table(String name, String state) {
    return IngestTable.builder().tableName(name).state(state == null ? null : TableState.of(state));
  }

  private static List<IngestFile> files(String... ids) {
    return Stream.of(ids).map(id -> file(id).build()).toList();
  }

  private static IngestFile.Builder file(String id) {
    return IngestFile.builder().fileId(id);
  }
}
