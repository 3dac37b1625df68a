package dev.ingestjobs.client.await;

import dev.ingestjobs.client.error.IngestJobsException;
import java.time.Duration;

/**
 * Told of what a wait sees. One wait calls it from one thread at a time; several waits may call the same listener at once. The
 * methods must be quick. What they throw is logged and otherwise ignored.
 */
public interface AwaitListener {
  /** A poll has brought the job: called for every one of them, the last one, too. */
  default void onSnapshot(JobSnapshot snapshot) {}

  /** Something is other than at the poll before. The first poll tells every table that there is. */
  default void onChange(String jobId, JobChange change) {}

  /** A poll has failed, with all its retries, and the wait goes on: see {@link AwaitOptions.Builder#maxOutage}. */
  default void onPollFailed(String jobId, IngestJobsException failure) {}

  /** The wait goes on, and the next poll is made after {@code delay}; if that is all the time that is left, the wait ends then. */
  default void onNextPoll(String jobId, Duration delay) {}

  /** The wait has ended, in whatever way. */
  default void onEnd(AwaitOutcome outcome) {}
}
