package dev.ingestjobs.client.internal.time;

import java.time.Duration;
import java.util.concurrent.Future;

/** Does things later, in other threads than the one that asks. */
public interface Scheduler {
  /**
   * Plans an action.
   *
   * @return takes it back if it is canceled before it has begun
   * @throws java.util.concurrent.RejectedExecutionException if nothing is done any more
   */
  Future<?> schedule(Runnable action, Duration delay);
}
