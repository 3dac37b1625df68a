package dev.ingestjobs.client.internal.await;

import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.JobChange;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what a wait tells, and does something on top. */
final class Told implements AwaitListener {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Consumer<String> then;

  Told() {
    this(line -> {});
  }

  /**
   * @param then is told each line after it was written down
   */
  Told(Consumer<String> then) {
    this.then = then;
  }

  List<String> lines() {
    return lines;
  }

  private void tell(String line) {
    lines.add(line);
    then.accept(line);
  }

  @Override
  public void onSnapshot(JobSnapshot snapshot) {
    tell("snapshot " + snapshot.summary().tablesByState().keySet());
  }

  @Override
  public void onChange(String jobId, JobChange change) {
    tell(jobId + " " + change.describe());
  }

  @Override
  public void onPollFailed(String jobId, IngestJobsException failure) {
    tell(jobId + " failed: " + failure.getClass().getSimpleName());
  }

  @Override
  public void onNextPoll(String jobId, Duration delay) {
    tell(jobId + " next in " + delay.toMillis());
  }

  @Override
  public void onEnd(AwaitOutcome outcome) {
    tell(outcome.jobId() + " end: "
        + outcome.result().map(result -> result.progress().toString()).or(() -> outcome.failure().map(e -> e.reason().toString())).orElseThrow());
  }
}
