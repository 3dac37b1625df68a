package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Time;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Waits for what another thread does. */
final class Waiting {
  private Waiting() {}

  /**
   * The result of the work, for which this waits no longer than the scope allows. The work itself goes on.
   *
   * @param failing what is wrong if the work is not done in time, for the message
   * @throws java.util.concurrent.CompletionException if the work fails
   * @throws dev.ingestjobs.client.error.DeadlineExceededException if it is not done before the deadline
   * @throws dev.ingestjobs.client.error.CallCanceledException if the scope is canceled before
   * @throws CallInterruptedException if the thread is interrupted before; the flag is set again
   */
  static <T> T await(CompletableFuture<T> work, Scope scope, Time time, String failing) {
    CountDownLatch wake = new CountDownLatch(1);
    work.whenComplete((result, failure) -> wake.countDown());
    Scope.Hook onCancel = scope.onCancel(wake::countDown);
    try {
      time.await(wake, scope.remainingNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("the calling thread was interrupted (" + failing + ")");
    } finally {
      onCancel.close();
    }
    if (!work.isDone()) {
      scope.check(failing);
      throw scope.deadlineExceeded(failing);
    }
    return work.join();
  }
}
