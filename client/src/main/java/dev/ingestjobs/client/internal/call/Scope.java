package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.internal.time.Time;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Until when a piece of work may go on, and whether it was ended from outside. A scope that is opened within another ends no
 * later than it, and with it. Safe for use by several threads.
 *
 * <p>Close it when the work is done, so that the outer scope forgets it.
 */
public final class Scope implements AutoCloseable {
  /** So long that nobody sees its end, and short enough to calculate with. */
  private static final Duration FOREVER = Duration.ofDays(50 * 365);

  private final Time time;
  private final long deadline;
  private final Duration allowed;
  private final @Nullable Hook inOuter;
  private final AtomicReference<@Nullable String> canceled = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();

  /** Takes back an action. */
  public interface Hook extends AutoCloseable {
    @Override
    void close();
  }

  private Scope(Time time, long deadline, Duration allowed, @Nullable Scope outer) {
    this.time = time;
    this.deadline = deadline;
    this.allowed = allowed;
    this.inOuter = outer == null ? null : outer.onCancel(() -> cancel(String.valueOf(outer.canceled.get())));
  }

  /** A scope without a deadline, within no other. */
  public static Scope unlimited(Time time) {
    return new Scope(time, time.nanoTime() + FOREVER.toNanos(), FOREVER, null);
  }

  /** A scope that ends after {@code allowed} or with this one, whichever comes first. */
  public Scope open(Duration allowed) {
    // Nothing is longer than FOREVER, and the difference of two moments must fit into a long.
    long own = time.nanoTime() + (allowed.compareTo(FOREVER) < 0 ? allowed : FOREVER).toNanos();
    boolean shorter = own - deadline < 0;
    return new Scope(time, shorter ? own : deadline, shorter ? allowed : this.allowed, this);
  }

  /** A scope that ends with this one. */
  public Scope open() {
    return new Scope(time, deadline, allowed, this);
  }

  /**
   * Ends what goes on within this scope, from any thread. Only the first reason counts. An action that throws keeps no other
   * one from running, nor whoever cancels from going on.
   */
  public void cancel(String reason) {
    if (canceled.compareAndSet(null, reason)) {
      ended.countDown();
      actions.forEach(action -> Reporter.guard("An action upon a cancellation", action));
    }
  }

  /** Runs an action if this scope is canceled; at once if it has been. The action may run twice, and must be quick. */
  public Hook onCancel(Runnable action) {
    // A set compares by identity only if each entry is an object of its own.
    Runnable own = new Runnable() {
      @Override
      public void run() {
        action.run();
      }
    };
    actions.add(own);
    if (canceled.get() != null) {
      Reporter.guard("An action upon a cancellation", own);
    }
    return () -> actions.remove(own);
  }

  /** The time that is left, in nanoseconds; 0 if it is over. */
  public long remainingNanos() {
    return Math.max(0, deadline - time.nanoTime());
  }

  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /** How long the work may take in all, for messages. */
  public Duration allowed() {
    return allowed;
  }

  public boolean isCanceled() {
    return canceled.get() != null;
  }

  /**
   * Throws if the work has to end.
   *
   * @param doing what was being done, for the message
   */
  public void check(String doing) {
    String reason = canceled.get();
    if (reason != null) {
      throw new CallCanceledException(reason + " (" + doing + ")");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(doing);
    }
    if (remainingNanos() == 0) {
      throw deadlineExceeded(doing);
    }
  }

  /** The error that says that the deadline of this scope has passed. */
  public DeadlineExceededException deadlineExceeded(String doing) {
    return new DeadlineExceededException("no whole response within " + allowed.toMillis() + " ms: " + doing);
  }

  /**
   * Waits, but not beyond the deadline.
   *
   * @throws CallCanceledException if the scope is canceled meanwhile
   * @throws CallInterruptedException if the thread is interrupted; the flag is set again
   */
  public void sleep(Duration wait, String doing) {
    try {
      if (time.await(ended, Math.min(wait.toNanos(), remainingNanos()))) {
        check(doing);
      }
    } catch (InterruptedException e) {
      throw interrupted(doing);
    }
  }

  /**
   * The result of what another thread does, for which this waits no longer than the scope allows. The work itself goes on.
   *
   * @throws java.util.concurrent.CompletionException if the work fails
   * @throws DeadlineExceededException if it is not done before the deadline
   * @throws CallCanceledException if the scope is canceled before
   * @throws CallInterruptedException if the thread is interrupted before; the flag is set again
   */
  public <T> T await(CompletableFuture<T> work, String doing) {
    CountDownLatch wake = new CountDownLatch(1);
    work.whenComplete((result, failure) -> wake.countDown());
    Hook onCancel = onCancel(wake::countDown);
    try {
      time.await(wake, remainingNanos());
    } catch (InterruptedException e) {
      throw interrupted(doing);
    } finally {
      onCancel.close();
    }
    if (!work.isDone()) {
      check(doing);
      throw deadlineExceeded(doing);
    }
    return work.join();
  }

  /** The error that says that the calling thread was interrupted, with the thread's flag set. */
  public static CallInterruptedException interrupted(String doing) {
    Thread.currentThread().interrupt();
    return new CallInterruptedException("the calling thread was interrupted (" + doing + ")");
  }

  @Override
  public void close() {
    if (inOuter != null) {
      inOuter.close();
    }
  }
}
