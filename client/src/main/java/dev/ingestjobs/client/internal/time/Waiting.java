package dev.ingestjobs.client.internal.time;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits as a thread of a {@link ForkJoinPool} has to: so that the pool lets another thread work meanwhile. {@code java.net.http}
 * tells of failures by a task of the common pool, and would never come to it if all its threads were waiting for that.
 */
public final class Waiting {
  private Waiting() {}

  /** Waits for something, for some time at most. */
  @FunctionalInterface
  public interface Wait<T> {
    /** What was waited for; null if it did not come in time. */
    @Nullable T now() throws InterruptedException;
  }

  /** What {@code wait} gives. In a thread that belongs to no such pool this is all that it does. */
  public static <T> @Nullable T managed(Wait<T> wait) throws InterruptedException {
    Once<T> once = new Once<>(wait);
    try {
      ForkJoinPool.managedBlock(once);
    } catch (RejectedExecutionException e) {
      // The pool has as many threads as it may have.
      once.block();
    }
    return once.result;
  }

  private static final class Once<T> implements ForkJoinPool.ManagedBlocker {
    private final Wait<T> wait;
    private @Nullable T result;

    Once(Wait<T> wait) {
      this.wait = wait;
    }

    @Override
    public boolean block() throws InterruptedException {
      result = wait.now();
      return true;
    }

    @Override
    public boolean isReleasable() {
      return false;
    }
  }
}
