package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;

/** Writes the data to standard output, in one form. It may be told of several jobs at once, by several threads. */
public interface Report extends AwaitListener {
  /** A job, as it was read or last seen. */
  void job(JobSnapshot job);

  /** A job that could not be read. Standard error has it in any case. */
  default void failure(String jobId, IngestJobsException failure, int exitCode) {}

  /**
   * The end of a wait.
   *
   * @param exitCode what the command makes of it
   */
  default void end(AwaitOutcome outcome, int exitCode) {
    outcome.result().ifPresent(result -> job(result.snapshot()));
    outcome.failure().flatMap(AwaitException::lastSnapshot).ifPresent(this::job);
  }
}
