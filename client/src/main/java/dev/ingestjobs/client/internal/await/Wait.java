package dev.ingestjobs.client.internal.await;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobChange;
import dev.ingestjobs.client.await.JobChanges;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.call.Calls;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.internal.call.Reporter;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.model.IngestJob;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One wait for one job: a poll at a time, whoever makes them. All that it knows is the last snapshot, so that a wait that was
 * lost with its process loses nothing. For use by one thread at a time.
 */
final class Wait {
  private static final String WAITING = "waiting for the next poll";

  private final String jobId;
  private final AwaitOptions options;
  private final Calls calls;
  private final Scope scope;
  private final Time time;
  private final long start;
  private int polls;
  private @Nullable JobSnapshot last;
  /** Why the last poll failed; null if it did not. */
  private @Nullable IngestJobsException lastFailure;
  /** When the first of the polls began that have failed since then. */
  private long failingSince;
  private @Nullable AwaitOutcome outcome;
  private volatile Reason stopped = Reason.CANCELED;

  /**
   * @param scope ends when the wait has to; whoever waits closes it
   */
  Wait(String jobId, AwaitOptions options, Calls calls, Scope scope, Time time) {
    this.jobId = jobId;
    this.options = options;
    this.calls = calls;
    this.scope = scope;
    this.time = time;
    this.start = time.nanoTime();
  }

  Scope scope() {
    return scope;
  }

  /** How the wait has ended; null while it goes on. */
  @Nullable AwaitOutcome outcome() {
    return outcome;
  }

  /** Ends the wait from outside, in any thread. */
  void stop(Reason why) {
    stopped = why;
    scope.cancel(why == Reason.INTERRUPTED ? "the waiting thread was interrupted" : "the wait was canceled");
  }

  /** Polls until the end, in the calling thread. */
  AwaitOutcome run() {
    for (Optional<Duration> delay = poll(); delay.isPresent(); delay = poll()) {
      try {
        scope.sleep(delay.get(), WAITING);
      } catch (CallCanceledException | CallInterruptedException e) {
        // The next poll begins with the same question, and answers it.
      }
    }
    return Objects.requireNonNull(outcome);
  }

  /**
   * Polls once, unless the wait has to end before. Throws nothing: whatever happens, there is an outcome.
   *
   * @return after how long to poll again; empty if the wait has ended
   */
  Optional<Duration> poll() {
    if (scope.remainingNanos() == 0) {
      return end(Reason.DEADLINE, lastFailure);
    }
    long begun = time.nanoTime();
    // The poll's own deadline is then this one.
    boolean lastChance = scope.remaining().compareTo(calls.timeout()) <= 0;
    try {
      return seen(ask());
    } catch (IngestJobsException failure) {
      return lastChance && failure instanceof DeadlineExceededException ? end(Reason.DEADLINE, failure) : failed(failure, begun);
    } catch (RuntimeException | Error unforeseen) {
      // A body too large for the heap, a fault of this library: those who wait must hear of it all the same.
      return end(Reason.FAILED, unforeseen);
    }
  }

  private JobSnapshot ask() {
    scope.check(WAITING);
    // Nothing is sent for what is no id, so that it counts as no poll.
    Inputs.jobId(jobId);
    polls++;
    FileCounts counts = options.files() ? null : new FileCounts();
    IngestJob job = calls.call(jobId, counts, scope).body();
    return counts == null ? JobSnapshot.of(job) : JobSnapshot.withoutFiles(job, counts::of);
  }

  private Optional<Duration> seen(JobSnapshot snapshot) {
    List<JobChange> changes = JobChanges.between(last, snapshot);
    last = snapshot;
    lastFailure = null;
    tell(listener -> listener.onSnapshot(snapshot));
    changes.forEach(change -> tell(listener -> listener.onChange(jobId, change)));
    JobProgress progress = JobProgress.of(snapshot.summary(), options.unknownStates());
    return switch (progress) {
      case RUNNING -> next(Duration.ZERO);
      case SUCCEEDED, ENDED_OTHERWISE -> end(AwaitOutcome.ended(jobId, new AwaitResult(snapshot, progress, elapsed(), polls)));
      case UNKNOWN_STATE -> end(Reason.UNKNOWN_STATE, null);
    };
  }

  private Optional<Duration> failed(IngestJobsException failure, long begun) {
    if (failure instanceof CallCanceledException) {
      return end(stopped, failure);
    }
    if (failure instanceof CallInterruptedException) {
      return end(Reason.INTERRUPTED, failure);
    }
    // A limiter that several machines share has outages as well.
    if (!calls.isRetryable(failure) && !(failure instanceof RateLimiterException)) {
      return end(Reason.FAILED, failure);
    }
    if (scope.remainingNanos() == 0) {
      return end(Reason.DEADLINE, failure);
    }
    failingSince = lastFailure == null ? begun : failingSince;
    lastFailure = failure;
    Duration asked = failure instanceof ResponseException response ? response.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
    boolean mayPass = Duration.ofNanos(time.nanoTime() - failingSince).compareTo(options.maxOutage()) < 0
        && asked.compareTo(scope.remaining()) < 0;
    if (!mayPass) {
      return end(Reason.FAILED, failure);
    }
    tell(listener -> listener.onPollFailed(jobId, failure));
    return next(asked);
  }

  private Optional<Duration> next(Duration atLeast) {
    Duration interval = options.pollInterval(elapsed(), time.random());
    Duration wanted = interval.compareTo(atLeast) < 0 ? atLeast : interval;
    Duration delay = wanted.compareTo(scope.remaining()) < 0 ? wanted : scope.remaining();
    tell(listener -> listener.onNextPoll(jobId, delay));
    return Optional.of(delay);
  }

  private Optional<Duration> end(Reason reason, @Nullable Throwable cause) {
    return end(AwaitOutcome.failed(new AwaitException(jobId, reason, last, elapsed(), polls, cause)));
  }

  private Optional<Duration> end(AwaitOutcome how) {
    outcome = how;
    tell(listener -> listener.onEnd(how));
    return Optional.empty();
  }

  private Duration elapsed() {
    return Duration.ofNanos(time.nanoTime() - start);
  }

  private void tell(Consumer<AwaitListener> event) {
    Reporter.guard(() -> event.accept(options.listener()));
  }
}
