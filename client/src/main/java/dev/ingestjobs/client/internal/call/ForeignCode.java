package dev.ingestjobs.client.internal.call;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs what a user has plugged in, which may hang or throw anything, in a thread of its own and no longer than a scope allows. */
public final class ForeignCode {
  private final Executor threads;

  /** What came of it. Not left to the future itself, which tells some exceptions from others. */
  private record Answer<T>(@Nullable T value, @Nullable Throwable thrown) {}

  /**
   * @param threads has a thread for everybody who asks at once, or tells them at once that it has none
   */
  public ForeignCode(Executor threads) {
    this.threads = threads;
  }

  /**
   * Runs the code and waits for it. When the scope ends or the caller is interrupted, the code's thread is interrupted and left
   * to itself.
   *
   * @param doing what the code does, for messages
   * @return what the code returns, which may be null whatever it has promised
   * @throws ExecutionException if the code throws, with what it has thrown, which may also be an {@link Error}
   * @throws RejectedExecutionException if there is no thread for it; the message tells why
   */
  public <T> @Nullable T run(Callable<T> code, Scope scope, String doing) throws ExecutionException {
    scope.check(doing);
    CompletableFuture<Answer<T>> future = new CompletableFuture<>();
    // Sees to it that nothing is interrupted but this code, even if its thread has gone on to something else.
    FutureTask<?> task = new FutureTask<>(() -> future.complete(answer(code)), null);
    try {
      threads.execute(task);
    } catch (RuntimeException | Error e) {
      throw new RejectedExecutionException(e.getClass().getName());
    }
    Answer<T> answer;
    try {
      answer = scope.await(future, doing);
    } finally {
      task.cancel(true);
    }
    if (answer.thrown() != null) {
      throw new ExecutionException(answer.thrown());
    }
    return answer.value();
  }

  private static <T> Answer<T> answer(Callable<T> code) {
    try {
      return new Answer<>(code.call(), null);
    } catch (Throwable e) {
      return new Answer<>(null, e);
    }
  }
}
