package dev.ingestjobs.client.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullyLoadedTest {
  private static final String REMEDY = ". To tolerate rejected rows or errors, pass LoadTolerance.NONE.maxRejected(…), .maxErrors(…)"
      + " or their shares to requireFullyLoaded";

  @Test
  void aJobWhoseTablesAllSucceededIsFullyLoaded() {
    JobSummary summary = JobSummary.of(job(table("succeeded"), table("Succeeded").rejected(0L).errors(0L).read(5L)));

    assertThatCode(summary::requireFullyLoaded).doesNotThrowAnyException();
    assertThat(summary.isFullyLoaded()).isTrue();
  }

  @Test
  void aJobWithoutTablesIsNotFullyLoadedWhateverIsTolerated() {
    JobSummary summary = JobSummary.of(job());
    LoadTolerance everything = LoadTolerance.NONE.anyErrors().anyRejected();
    NotFullyLoadedException thrown = catchThrowableOfType(NotFullyLoadedException.class, () -> summary.requireFullyLoaded(everything));

    assertThat(summary.isFullyLoaded(everything)).isFalse();
    assertThat(thrown).isInstanceOf(IngestJobsException.class).hasMessage("isj-1 is not fully loaded: it has no tables");
    assertThat(thrown.jobId()).isEqualTo("isj-1");
    assertThat(thrown.violations()).containsExactly(new LoadViolation(null, "tables", "0", "1"));
    assertThat(thrown.violations().get(0).actualCount()).hasValue(0);
    assertThat(thrown.violations().get(0).allowedCount()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "running", "skipped", "stopped", "canceled", "unheard", ""})
  void aStateThatIsNoSuccessIsAViolationWhateverIsTolerated(String state) {
    LoadTolerance everything = LoadTolerance.NONE.anyErrors().anyRejected();
    JobSummary summary = JobSummary.of(job(table("succeeded"), table(state).tableName("T").feedId("df-1")));
    NotFullyLoadedException thrown = catchThrowableOfType(NotFullyLoadedException.class, () -> summary.requireFullyLoaded(everything));

    assertThat(thrown.violations()).containsExactly(new LoadViolation("T (df-1)", "state", state, "succeeded"));
    assertThat(thrown.violations().get(0).actualCount()).isEmpty();
    assertThat(thrown.violations().get(0).allowedCount()).isEmpty();
    assertThat(thrown).hasMessage("isj-1 is not fully loaded: T (df-1): state is " + (state.isEmpty() ? "absent" : state));
  }

  @Test
  void aMessageSaysWhichTableAndWhichFigureAndHowToTolerateIt() {
    JobSummary summary = JobSummary.of(job(
        table("failed").tableName("A").rejected(7L).errors(0L), table("succeeded").tableName("B").errors(12L).rejected(4L), table(null)));
    NotFullyLoadedException thrown =
        catchThrowableOfType(NotFullyLoadedException.class, () -> summary.requireFullyLoaded(LoadTolerance.NONE.maxRejected(4)));

    assertThat(thrown).hasMessage("isj-1 is not fully loaded: A: state is failed; A: rejected is 7, allowed are 4;"
        + " B: errors is 12, allowed are 0; table 3: state is absent" + REMEDY);
    assertThat(thrown.violations()).containsExactly(
        new LoadViolation("A", "state", "failed", "succeeded"),
        new LoadViolation("A", "rejected", "7", "4"),
        new LoadViolation("B", "errors", "12", "0"),
        new LoadViolation("table 3", "state", "", "succeeded"));
    assertThat(thrown.violations().get(1).actualCount()).hasValue(7);
    assertThat(thrown.violations().get(1).allowedCount()).hasValue(4);
    assertThat(thrown.toSupportString()).contains("A: state is failed");
  }

  @ParameterizedTest
  @CsvSource({"5, ''", "6, '; and 1 more'", "17, '; and 12 more'"})
  void aMessageIsBoundedAndTheListIsNot(int count, String more) {
    IngestTable.Builder[] tables = Collections.nCopies(count, table("failed")).toArray(IngestTable.Builder[]::new);
    NotFullyLoadedException thrown = catchThrowableOfType(NotFullyLoadedException.class, () -> JobSummary.of(job(tables)).requireFullyLoaded());

    assertThat(JobSummary.of(job(tables)).isFullyLoaded()).isFalse();
    assertThat(thrown).hasMessage("isj-1 is not fully loaded: table 1: state is failed; table 2: state is failed;"
        + " table 3: state is failed; table 4: state is failed; table 5: state is failed" + more);
    assertThat(thrown.violations()).hasSize(count);
  }

  @Test
  void anErrorCanBeSentToAnotherMachine() throws Exception {
    NotFullyLoadedException thrown =
        catchThrowableOfType(NotFullyLoadedException.class, () -> JobSummary.of(job(table("failed").errors(1L))).requireFullyLoaded());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(thrown);
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(((NotFullyLoadedException) copy).violations()).isEqualTo(thrown.violations());
  }

  @ParameterizedTest
  @CsvSource({
    // read, limit, share, the most that is allowed
    "1000, , , 0", "1000, 5, , 5", "1000, 0, , 0", "1000, , 0.1, 100", "1000, , 0.0, 0", "1000, , 1.0, 1000", "9, , 0.1, 0", "10, , 0.1, 1",
    "19, , 0.1, 1", "1000, 5, 0.1, 5", "1000, 500, 0.1, 100", "3, , 0.3333333333333333, 0", "100, , 0.29, 29", "100, , 0.57, 57",
    "0, , 1.0, 0", ", , 1.0, 0", "-5, , 1.0, 0", ", 5, , 5", "9223372036854775807, , 1.0, 9223372036854775807",
    "9223372036854775807, , 0.1, 922337203685477580", "1000, 9223372036854775807, , 9223372036854775807"
  })
  void everyLimitThatIsSetMustHoldExactly(Long read, Long limit, Double share, long allowed) {
    LoadTolerance rejected = LoadTolerance.NONE;
    LoadTolerance errors = LoadTolerance.NONE;
    if (limit != null) {
      rejected = rejected.maxRejected(limit);
      errors = errors.maxErrors(limit);
    }
    if (share != null) {
      rejected = rejected.maxRejectedShare(share);
      errors = errors.maxErrorsShare(share);
    }
    IngestTable.Builder table = table("succeeded").read(read);
    assertThat(JobSummary.of(job(table.rejected(allowed).errors(0L))).isFullyLoaded(rejected)).isTrue();
    assertThat(JobSummary.of(job(table.rejected(0L).errors(allowed))).isFullyLoaded(errors)).isTrue();
    if (allowed < Long.MAX_VALUE) {
      assertThat(JobSummary.of(job(table.rejected(allowed + 1).errors(0L))).isFullyLoaded(rejected)).isFalse();
      assertThat(JobSummary.of(job(table.rejected(0L).errors(allowed + 1))).isFullyLoaded(errors)).isFalse();
    }
    if (allowed > 0) {
      assertThat(JobSummary.of(job(table.rejected(0L).errors(1L))).isFullyLoaded(rejected)).isFalse();
      assertThat(JobSummary.of(job(table.rejected(1L).errors(0L))).isFullyLoaded(errors)).isFalse();
    }
  }

  @Test
  void anyNumberTakesThePlaceOfLimitsAndLimitsThePlaceOfAnyNumber() {
    JobSummary rejected = JobSummary.of(job(table("succeeded").rejected(Long.MAX_VALUE)));
    JobSummary errors = JobSummary.of(job(table("succeeded").errors(Long.MAX_VALUE)));

    assertThat(rejected.isFullyLoaded(LoadTolerance.NONE.maxRejected(1).maxRejectedShare(0.1).anyRejected())).isTrue();
    assertThat(rejected.isFullyLoaded(LoadTolerance.NONE.anyErrors())).isFalse();
    assertThat(rejected.isFullyLoaded(LoadTolerance.NONE.anyRejected().maxRejected(1))).isFalse();
    assertThat(rejected.isFullyLoaded(LoadTolerance.NONE.anyRejected().maxRejectedShare(1))).isFalse();
    assertThat(errors.isFullyLoaded(LoadTolerance.NONE.maxErrors(1).maxErrorsShare(0.1).anyErrors())).isTrue();
    assertThat(errors.isFullyLoaded(LoadTolerance.NONE.anyRejected())).isFalse();
    assertThat(errors.isFullyLoaded(LoadTolerance.NONE.anyErrors().maxErrorsShare(1))).isFalse();
  }

  @Test
  void aToleranceIsOfEachTableAndNotOfTheJob() {
    JobSummary summary = JobSummary.of(job(table("succeeded").errors(3L), table("succeeded").errors(3L)));

    assertThat(summary.isFullyLoaded(LoadTolerance.NONE.maxErrors(3))).isTrue();
    assertThat(summary.isFullyLoaded(LoadTolerance.NONE.maxErrors(2))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -Double.MIN_VALUE})
  void aShareIsFromZeroToOne(double share) {
    assertThatThrownBy(() -> LoadTolerance.NONE.maxRejectedShare(share))
        .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("maxRejectedShare: is not from 0 to 1");
    assertThatThrownBy(() -> LoadTolerance.NONE.maxErrorsShare(share))
        .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("maxErrorsShare: is not from 0 to 1");
  }

  @Test
  void aNumberIsNotNegative() {
    assertThatThrownBy(() -> LoadTolerance.NONE.maxRejected(-1))
        .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("maxRejected: is negative");
    assertThatThrownBy(() -> LoadTolerance.NONE.maxErrors(Long.MIN_VALUE))
        .isInstanceOf(InvalidInputException.class).hasMessageStartingWith("maxErrors: is negative");
  }

  @Test
  void aToleranceIsAValueThatSaysWhatItIs() {
    LoadTolerance some = LoadTolerance.NONE.maxErrors(500).maxErrorsShare(0.001).anyRejected();

    assertThat(some).hasToString("LoadTolerance[rejected=any, errors=at most 500 and 0.001 of the rows read]");
    assertThat(LoadTolerance.NONE.maxRejected(3)).hasToString("LoadTolerance[rejected=at most 3, errors=none]");
    assertThat(LoadTolerance.NONE.maxErrorsShare(0.5)).hasToString("LoadTolerance[rejected=none, errors=at most 0.5 of the rows read]");
    LoadTolerance same = LoadTolerance.NONE.anyRejected().maxErrorsShare(0.001).maxErrors(500);
    assertThat(some).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(LoadTolerance.NONE)
        .isNotEqualTo(LoadTolerance.NONE.anyRejected()).isNotEqualTo(same.maxRejected(1)).isNotEqualTo(List.of());
    assertThat(some.hashCode()).isNotEqualTo(LoadTolerance.NONE.hashCode());
  }

  private static IngestJob job(IngestTable.Builder... tables) {
    return IngestJob.builder().id("isj-1").workflowId("wf-1").tables(Stream.of(tables).map(IngestTable.Builder::build).toList()).build();
  }

  private static IngestTable.Builder table(String state) {
    return IngestTable.builder().state(state == null ? null : TableState.of(state));
  }
}
