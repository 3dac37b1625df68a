package dev.ingestjobs.client.await;

import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.summary.JobSummary;
import dev.ingestjobs.client.summary.TableSummary;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * How far a job is. The API tells the state of each table and none of the job, so it is derived, by the first of these rules
 * that applies:
 *
 * <ol>
 *   <li>no tables yet: {@link #RUNNING}
 *   <li>the state of a table is absent or unknown, and the policy is {@link UnknownStatePolicy#FAIL}: {@link #UNKNOWN_STATE}
 *   <li>a table has not ended: {@link #RUNNING}
 *   <li>every table succeeded: {@link #SUCCEEDED}
 *   <li>otherwise: {@link #ENDED_OTHERWISE}
 * </ol>
 */
public enum JobProgress {
  /** The job has not ended. */
  RUNNING,
  /** Every table has ended with a success. */
  SUCCEEDED,
  /** Every table has ended, and at least one of them not with a success. */
  ENDED_OTHERWISE,
  /** There is a table of which nobody can tell whether it has ended, and that is to be an error. */
  UNKNOWN_STATE;

  private record Rule(BiPredicate<List<TableSummary>, UnknownStatePolicy> applies, JobProgress progress) {}

  private static final List<Rule> RULES = List.of(
      new Rule((tables, policy) -> tables.isEmpty(), RUNNING),
      new Rule((tables, policy) -> policy == UnknownStatePolicy.FAIL && !tables.stream().allMatch(JobProgress::isKnown), UNKNOWN_STATE),
      new Rule((tables, policy) -> !tables.stream().allMatch(table -> hasEnded(table, policy)), RUNNING),
      new Rule((tables, policy) -> tables.stream().allMatch(JobProgress::hasSucceeded), SUCCEEDED),
      new Rule((tables, policy) -> true, ENDED_OTHERWISE));

  /** How far the job is that this is the summary of. */
  public static JobProgress of(JobSummary job, UnknownStatePolicy policy) {
    return RULES.stream().filter(rule -> rule.applies().test(job.tables(), policy)).findFirst().orElseThrow().progress();
  }

  private static boolean isKnown(TableSummary table) {
    return table.state() != null && table.state().isKnown();
  }

  private static boolean hasEnded(TableSummary table, UnknownStatePolicy policy) {
    TableState state = table.state();
    return state != null && state.isKnown() ? state.isTerminal() : policy == UnknownStatePolicy.TREAT_AS_ENDED;
  }

  private static boolean hasSucceeded(TableSummary table) {
    return table.state() != null && table.state().isSuccess();
  }
}
