package dev.ingestjobs.client.await;

import dev.ingestjobs.client.summary.JobSummary;
import java.time.Duration;

/**
 * The end of a job, well or not. Immutable.
 *
 * @param snapshot the job as the last poll saw it
 * @param progress {@link JobProgress#SUCCEEDED} or {@link JobProgress#ENDED_OTHERWISE}
 * @param elapsed how long was waited, by the monotonic clock
 * @param polls how many polls were made, those that failed included
 */
public record AwaitResult(JobSnapshot snapshot, JobProgress progress, Duration elapsed, int polls) {
  /** The figures of the job: {@code summary().requireFullyLoaded()} throws if not everything was loaded. */
  public JobSummary summary() {
    return snapshot.summary();
  }
}
