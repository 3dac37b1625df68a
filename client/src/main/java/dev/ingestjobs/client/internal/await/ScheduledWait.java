package dev.ingestjobs.client.internal.await;

import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.internal.time.Scheduler;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A wait whose polls are made by the threads of a scheduler, and which takes none of them between two polls. */
public final class ScheduledWait {
  private final Wait wait;
  private final Scheduler scheduler;
  private final Consumer<AwaitOutcome> whenEnded;
  /** What has been asked for and is not done yet: the step in progress, and those that came meanwhile. */
  private final AtomicInteger steps = new AtomicInteger();
  private boolean ended;
  private volatile @Nullable Future<?> next;

  ScheduledWait(Wait wait, Scheduler scheduler, Consumer<AwaitOutcome> whenEnded) {
    this.wait = wait;
    this.scheduler = scheduler;
    this.whenEnded = whenEnded;
  }

  void start() {
    wait.scope().onCancel(this::step);
    plan(Duration.ZERO);
  }

  /** Ends the wait, from any thread. Does nothing if it has ended. */
  public void stop(Reason why) {
    wait.stop(why);
  }

  /**
   * Polls, in whichever thread gets here first; a cancellation is such a thread as well. Whoever comes while it polls leaves that one
   * a step more, so that nothing gets lost between the two.
   */
  private void step() {
    if (steps.getAndIncrement() > 0) {
      return;
    }
    do {
      poll();
    } while (steps.decrementAndGet() > 0);
  }

  private void poll() {
    if (ended) {
      return;
    }
    Optional<Duration> delay = wait.poll();
    if (delay.isPresent()) {
      plan(delay.get());
      return;
    }
    ended = true;
    Future<?> planned = next;
    if (planned != null) {
      planned.cancel(false);
    }
    wait.scope().close();
    whenEnded.accept(Objects.requireNonNull(wait.outcome()));
  }

  private void plan(Duration delay) {
    try {
      next = scheduler.schedule(this::step, delay);
    } catch (RejectedExecutionException e) {
      // The client is closing: its scope, once canceled, ends this wait.
      wait.stop(Reason.CANCELED);
    }
  }
}
