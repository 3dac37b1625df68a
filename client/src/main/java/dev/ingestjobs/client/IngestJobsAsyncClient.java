package dev.ingestjobs.client;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.await.ScheduledWait;
import dev.ingestjobs.client.internal.await.Waits;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Scheduler;
import dev.ingestjobs.client.model.IngestJob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The same as {@link IngestJobsClient}, without blocking: see {@link IngestJobsClient#async()}.
 *
 * <p>The client's threads make the calls: no more at once than {@code maxConcurrency}, the others in the order in which they came. A
 * wait takes a thread for the time of a poll and none in between. They are daemons: they do not keep a program alive.
 *
 * <p>A future ends with what the method of the same name would have returned or thrown. Whoever completes it from outside, be it
 * with {@link CompletableFuture#cancel}, {@link CompletableFuture#orTimeout} or in any other way, ends the call: its connection is closed, and
 * nothing more is sent. That is so of the future that was returned, not of those that were derived from it. What depends on a
 * future runs in a thread of the client, unless an {@code …Async} method is used, and should not block.
 *
 * <p>Safe for use by several threads.
 */
public final class IngestJobsAsyncClient {
  private final BiFunction<String, Scope, IngestJobResponse> calls;
  private final Waits waits;
  private final Scheduler scheduler;
  private final Scope root;

  IngestJobsAsyncClient(BiFunction<String, Scope, IngestJobResponse> calls, Waits waits, Scheduler scheduler, Scope root) {
    this.calls = calls;
    this.waits = waits;
    this.scheduler = scheduler;
    this.root = root;
  }

  /** As {@link IngestJobsClient#get}. */
  public CompletableFuture<IngestJob> get(String id) {
    return call(id, IngestJobResponse::job);
  }

  /** As {@link IngestJobsClient#getWithResponse}. */
  public CompletableFuture<IngestJobResponse> getWithResponse(String id) {
    return call(id, response -> response);
  }

  /** As {@link IngestJobsClient#await(String)}. */
  public CompletableFuture<AwaitResult> await(String id) {
    return await(id, AwaitOptions.DEFAULT);
  }

  /** As {@link IngestJobsClient#await(String, AwaitOptions)}. The listener is told of the last snapshot also if the future is canceled. */
  public CompletableFuture<AwaitResult> await(String id, AwaitOptions options) {
    try {
      Inputs.jobId(id);
      Inputs.given("options", options);
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<AwaitResult> future = new CompletableFuture<>();
    ScheduledWait wait = waits.start(id, options, root, outcome -> complete(future, outcome));
    future.whenComplete((result, failure) -> wait.stop(Reason.CANCELED));
    return future;
  }

  private static void complete(CompletableFuture<AwaitResult> future, AwaitOutcome outcome) {
    outcome.result().ifPresent(future::complete);
    outcome.failure().ifPresent(future::completeExceptionally);
  }

  /**
   * As {@link IngestJobsClient#awaitAll}. It ends exceptionally only when it is canceled, or if an argument is refused; each outcome has
   * its own {@link AwaitException}.
   */
  public CompletableFuture<List<AwaitOutcome>> awaitAll(Collection<String> ids, AwaitOptions options) {
    Set<String> distinct;
    try {
      distinct = Waits.distinct(ids);
      Inputs.given("options", options);
    } catch (InvalidInputException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<List<AwaitOutcome>> future = new CompletableFuture<>();
    List<CompletableFuture<AwaitOutcome>> outcomes = new ArrayList<>();
    for (String id : distinct) {
      CompletableFuture<AwaitOutcome> outcome = new CompletableFuture<>();
      outcomes.add(outcome);
      ScheduledWait wait = waits.start(id, options, root, outcome::complete);
      future.whenComplete((result, failure) -> wait.stop(Reason.CANCELED));
    }
    CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
        .thenRun(() -> future.complete(outcomes.stream().map(CompletableFuture::join).toList()));
    return future;
  }

  private <T> CompletableFuture<T> call(String id, Function<IngestJobResponse, T> result) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Scope scope = root.open();
    // What has not begun would never end by itself; what has will find its future completed.
    scope.onCancel(() -> {
      if (!future.isDone()) {
        future.completeExceptionally(new CallCanceledException("the client is closed"));
      }
    });
    Runnable work = () -> {
      try {
        future.complete(result.apply(calls.apply(id, scope)));
      } catch (Throwable e) {
        // An Error, too: nobody else will tell those who wait.
        future.completeExceptionally(e);
      }
    };
    try {
      Future<?> planned = scheduler.schedule(work, Duration.ZERO);
      future.whenComplete((value, failure) -> {
        planned.cancel(false);
        scope.cancel("the future was completed from outside");
      });
    } catch (RejectedExecutionException e) {
      scope.cancel("the client is closed");
    }
    future.whenComplete((value, failure) -> scope.close());
    return future;
  }
}
