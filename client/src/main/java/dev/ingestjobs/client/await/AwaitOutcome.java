package dev.ingestjobs.client.await;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one wait ended: with the job's end, or without. Immutable. */
public final class AwaitOutcome {
  private final String jobId;
  private final @Nullable AwaitResult result;
  private final @Nullable AwaitException failure;

  private AwaitOutcome(String jobId, @Nullable AwaitResult result, @Nullable AwaitException failure) {
    this.jobId = jobId;
    this.result = result;
    this.failure = failure;
  }

  public static AwaitOutcome ended(String jobId, AwaitResult result) {
    return new AwaitOutcome(jobId, result, null);
  }

  public static AwaitOutcome failed(AwaitException failure) {
    return new AwaitOutcome(failure.jobId(), null, failure);
  }

  /** The id that was waited for, as it was given. */
  public String jobId() {
    return jobId;
  }

  /** The end of the job; empty if the wait ended without it. */
  public Optional<AwaitResult> result() {
    return Optional.ofNullable(result);
  }

  /** Why the wait ended without the end of the job; empty if it did not. */
  public Optional<AwaitException> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * The end of the job.
   *
   * @throws AwaitException if the wait ended without it
   */
  public AwaitResult orElseThrow() {
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(result);
  }

  @Override
  public String toString() {
    return "AwaitOutcome[" + jobId + ": " + (result == null ? String.valueOf(failure) : result.progress()) + "]";
  }
}
