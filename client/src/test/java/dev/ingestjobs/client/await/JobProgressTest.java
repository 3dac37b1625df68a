package dev.ingestjobs.client.await;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.JobArbitraries;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.JobSummary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobProgressTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    // states of the tables        | keep waiting    | treat as ended  | fail
    "                              | RUNNING         | RUNNING         | RUNNING",
    "succeeded                     | SUCCEEDED       | SUCCEEDED       | SUCCEEDED",
    "Succeeded, SUCCEEDED          | SUCCEEDED       | SUCCEEDED       | SUCCEEDED",
    "scheduled                     | RUNNING         | RUNNING         | RUNNING",
    "stopping                      | RUNNING         | RUNNING         | RUNNING",
    "running with failures         | RUNNING         | RUNNING         | RUNNING",
    "succeeded, running            | RUNNING         | RUNNING         | RUNNING",
    "failed, running               | RUNNING         | RUNNING         | RUNNING",
    "failed                        | ENDED_OTHERWISE | ENDED_OTHERWISE | ENDED_OTHERWISE",
    "succeeded, failed             | ENDED_OTHERWISE | ENDED_OTHERWISE | ENDED_OTHERWISE",
    "skipped, succeeded            | ENDED_OTHERWISE | ENDED_OTHERWISE | ENDED_OTHERWISE",
    "stopped, canceled             | ENDED_OTHERWISE | ENDED_OTHERWISE | ENDED_OTHERWISE",
    "unheard                       | RUNNING         | ENDED_OTHERWISE | UNKNOWN_STATE",
    "absent                        | RUNNING         | ENDED_OTHERWISE | UNKNOWN_STATE",
    "succeeded, unheard            | RUNNING         | ENDED_OTHERWISE | UNKNOWN_STATE",
    "absent, succeeded             | RUNNING         | ENDED_OTHERWISE | UNKNOWN_STATE",
    "failed, unheard               | RUNNING         | ENDED_OTHERWISE | UNKNOWN_STATE",
    "unheard, running              | RUNNING         | RUNNING         | UNKNOWN_STATE",
    "running, absent               | RUNNING         | RUNNING         | UNKNOWN_STATE",
  })
  void theFirstRuleThatAppliesDecides(String states, JobProgress keepWaiting, JobProgress treatAsEnded, JobProgress fail) {
    List<TableState> tables = states == null ? List.of() : Stream.of(states.split(", ")).map(TableState::of).toList();
    JobSummary job = JobSummary.of(IngestJob.builder().id("i").workflowId("w").tables(tables.stream()
        .map(state -> IngestTable.builder().state(state.text().equals("absent") ? null : state).build()).toList()).build());

    assertThat(JobProgress.of(job, UnknownStatePolicy.KEEP_WAITING)).isEqualTo(keepWaiting);
    assertThat(JobProgress.of(job, UnknownStatePolicy.TREAT_AS_ENDED)).isEqualTo(treatAsEnded);
    assertThat(JobProgress.of(job, UnknownStatePolicy.FAIL)).isEqualTo(fail);
  }

  @Provide
  Arbitrary<List<Optional<TableState>>> states() {
    return JobArbitraries.states().optional().list().ofMaxSize(5);
  }

  /** In other words than the rules: by counting. */
  @Property
  void isWhatCountingGives(@ForAll("states") List<Optional<TableState>> states, @ForAll UnknownStatePolicy policy) {
    JobSummary job = JobSummary.of(IngestJob.builder().id("i").workflowId("w")
        .tables(states.stream().map(state -> IngestTable.builder().state(state.orElse(null)).build()).toList()).build());
    int succeeded = 0;
    int ended = 0;
    int unknown = 0;
    for (Optional<TableState> state : states) {
      String text = state.map(known -> known.text().toLowerCase(Locale.ROOT)).orElse("?");
      switch (text) {
        case "succeeded" -> succeeded++;
        case "stopped", "failed", "skipped", "canceled" -> ended++;
        case "scheduled", "started", "in_progress", "running", "running_with_failures", "finalizing", "stopping" -> { }
        default -> unknown++;
      }
    }
    JobProgress expected = unknown > 0 && policy == UnknownStatePolicy.FAIL ? JobProgress.UNKNOWN_STATE
        : states.isEmpty() || succeeded + ended + (policy == UnknownStatePolicy.TREAT_AS_ENDED ? unknown : 0) < states.size() ? JobProgress.RUNNING
        : succeeded == states.size() ? JobProgress.SUCCEEDED : JobProgress.ENDED_OTHERWISE;

    assertThat(JobProgress.of(job, policy)).isEqualTo(expected);
  }
}
