package dev.ingestjobs.client.internal.call;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Runs what a user has plugged in, which may hang or throw anything, in a thread of its own and no longer than a scope allows. */
public final class ForeignCode {
  private final Executor threads;

  /**
   * @param threads has a thread for everybody who asks at once
   */
  public ForeignCode(Executor threads) {
    this.threads = threads;
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
    CompletableFuture<T> answer = new CompletableFuture<>();
    // Sees to it that nothing is interrupted but this code, even if its thread has gone on to something else.
    FutureTask<?> task = new FutureTask<>(() -> answer(code, answer), null);
    threads.execute(task);
    try {
      return scope.await(answer, doing);
    } catch (CompletionException e) {
      throw new ExecutionException(e.getCause());
    } finally {
      task.cancel(true);
    }
  }

  private static <T> void answer(Callable<T> code, CompletableFuture<T> answer) {
    try {
      answer.complete(code.call());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }
}
