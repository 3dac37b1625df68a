package dev.ingestjobs.client.await;

import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.internal.OneLine;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wait ended before its job did. It has what the wait knew by then. The job goes on, and so can the wait: call {@code await}
 * again with the same id.
 */
public final class AwaitException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  /** Why a wait ended. */
  public enum Reason {
    /**
     * {@link AwaitOptions#timeout} passed, or will before the rate limiter has a place for the next poll. The cause is what the last
     * poll failed with, if it did.
     */
    DEADLINE("the deadline passed"),
    /** The waiting thread was interrupted; its flag is set. */
    INTERRUPTED("the waiting thread was interrupted"),
    /** The future was canceled, or the client closed. */
    CANCELED("it was canceled"),
    /** A poll failed for good, or polls failed for longer than {@link AwaitOptions#maxOutage}; the cause says how. */
    FAILED("a poll failed"),
    /** A table is in a state that this library does not know, and the policy is {@link UnknownStatePolicy#FAIL}. */
    UNKNOWN_STATE("a table is in an unknown state");

    private final String text;

    Reason(String text) {
      this.text = text;
    }
  }

  private final String jobId;
  private final Reason reason;
  private final transient @Nullable JobSnapshot lastSnapshot;
  private final Duration elapsed;
  private final int polls;

  /**
   * @param cause what ended the wait; null if nothing failed
   */
  public AwaitException(
      String jobId, Reason reason, @Nullable JobSnapshot lastSnapshot, Duration elapsed, int polls, @Nullable Throwable cause) {
    super(message(jobId, reason, lastSnapshot, elapsed, polls, cause), cause);
    this.jobId = jobId;
    this.reason = reason;
    this.lastSnapshot = lastSnapshot;
    this.elapsed = elapsed;
    this.polls = polls;
    if (cause instanceof IngestJobsException failure) {
      failure.call().ifPresent(this::initCall);
    }
  }

  private static String message(
      String jobId, Reason reason, @Nullable JobSnapshot last, Duration elapsed, int polls, @Nullable Throwable cause) {
    return OneLine.of(jobId) + ": the wait ended after " + elapsed.toMillis() + " ms and " + polls + (polls == 1 ? " poll: " : " polls: ")
        + reason.text + (cause == null ? "" : ": " + (cause instanceof IngestJobsException ? cause.getMessage() : cause.getClass().getName()))
        + (last == null ? "; the job was not seen" : "; the job was last seen as " + last.summary());
  }

  /** The id that was waited for, as it was given. */
  public String jobId() {
    return jobId;
  }

  public Reason reason() {
    return reason;
  }

  /** The job as the last successful poll saw it; empty if there was none, or after deserialization. */
  public Optional<JobSnapshot> lastSnapshot() {
    return Optional.ofNullable(lastSnapshot);
  }

  /** How long was waited, by the monotonic clock. */
  public Duration elapsed() {
    return elapsed;
  }

  /** How many polls were made, those that failed included. */
  public int polls() {
    return polls;
  }
}
