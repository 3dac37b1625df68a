package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.internal.time.Time;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Runs what a user has plugged in, which may hang or throw anything, in a thread of its own and no longer than a scope allows. */
public final class ForeignCode {
  private final Executor threads;
  private final Time time;

  public ForeignCode(Executor threads, Time time) {
    this.threads = threads;
    this.time = time;
  }

  /**
   * Runs the code and waits for it. When the scope ends or the caller is interrupted, the code's thread is interrupted and left
   * to itself.
   *
   * @param doing what the code does, for messages
   * @throws ExecutionException if the code throws, with what it has thrown, which may also be an {@link Error}
   */
  public <T> T run(Callable<T> code, Scope scope, String doing) throws ExecutionException {
    scope.check(doing);
    CountDownLatch done = new CountDownLatch(1);
    FutureTask<T> task = new FutureTask<>(code) {
      @Override
      protected void done() {
        done.countDown();
      }
    };
    try (Scope.Hook hook = scope.onCancel(done::countDown)) {
      threads.execute(task);
      if (!time.await(done, scope.remainingNanos()) || !task.isDone()) {
        scope.check(doing);
        throw scope.deadlineExceeded(doing);
      }
      return task.get();
    } catch (InterruptedException e) {
      throw Scope.interrupted(doing);
    } finally {
      task.cancel(true);
    }
  }
}
