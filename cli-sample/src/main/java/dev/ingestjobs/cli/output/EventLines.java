package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobChange;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.error.IngestJobsException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A line an event, for logs. */
final class EventLines implements Progress {
  private final PrintWriter err;

  EventLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void onChange(String jobId, JobChange change) {
    tell(jobId, change.describe());
  }

  @Override
  public void onPollFailed(String jobId, IngestJobsException failure) {
    tell(jobId, "goes on waiting after: " + failure.getMessage());
  }

  @Override
  public void onEnd(AwaitOutcome outcome) {
    outcome.result().ifPresent(result -> tell(outcome.jobId(), end(result)));
  }

  private static String end(AwaitResult result) {
    return (result.progress() == JobProgress.SUCCEEDED ? "succeeded" : "ended, and not every table succeeded") + "; waited "
        + Text.duration(result.elapsed()) + ", " + Text.counted(result.polls(), "poll");
  }

  private synchronized void tell(String jobId, String what) {
    err.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + Printable.of(jobId) + " " + Printable.of(what));
    err.flush();
  }

  @Override
  public void close() {
    // Lines stay.
  }
}
