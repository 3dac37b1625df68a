package dev.ingestjobs.client.internal.await;

import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.call.Calls;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Scheduler;
import dev.ingestjobs.client.internal.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Waits for jobs: one in the caller's thread, or any number of them on the few threads of a scheduler. Each poll takes its turn by
 * the moment at which it is due, so that no job waits for another. Safe for use by several threads.
 */
public final class Waits {
  private static final Duration LONG = Duration.ofDays(1);

  private final Calls calls;
  private final Scheduler scheduler;
  private final Time time;

  public Waits(Calls calls, Scheduler scheduler, Time time) {
    this.calls = calls;
    this.scheduler = scheduler;
    this.time = time;
  }

  /** Waits in this thread. */
  public AwaitOutcome here(String jobId, AwaitOptions options, Scope outer) {
    try (Scope scope = outer.open(options.timeout())) {
      return new Wait(jobId, options, calls, scope, time).run();
    }
  }

  /**
   * Waits in other threads.
   *
   * @param whenEnded is called once, whatever happens
   */
  public ScheduledWait start(String jobId, AwaitOptions options, Scope outer, Consumer<AwaitOutcome> whenEnded) {
    Wait wait = new Wait(jobId, options, calls, outer.open(options.timeout()), time);
    ScheduledWait scheduled = new ScheduledWait(wait, scheduler, whenEnded);
    scheduled.start();
    return scheduled;
  }

  /**
   * Waits for all of them in other threads, and in this one for their end. An interrupt ends all of them.
   *
   * @return how each wait has ended, in the order of the ids, each id once
   */
  public List<AwaitOutcome> all(Collection<String> jobIds, AwaitOptions options, Scope outer) {
    Set<String> distinct = distinct(jobIds);
    Map<String, AwaitOutcome> outcomes = new ConcurrentHashMap<>();
    CountDownLatch open = new CountDownLatch(distinct.size());
    List<ScheduledWait> waits = new ArrayList<>();
    for (String jobId : distinct) {
      waits.add(start(jobId, options, outer, outcome -> {
        outcomes.put(jobId, outcome);
        open.countDown();
      }));
    }
    boolean interrupted = false;
    while (true) {
      try {
        if (time.await(open, LONG.toNanos())) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        waits.forEach(wait -> wait.stop(Reason.INTERRUPTED));
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return distinct.stream().map(outcomes::get).toList();
  }

  /** Each id once, in order. Those that are no ids fail by themselves, but null is nothing that an outcome could name. */
  public static Set<String> distinct(Collection<String> jobIds) {
    Set<String> distinct = new LinkedHashSet<>(Inputs.given("ids", jobIds));
    if (distinct.contains(null)) {
      throw new InvalidInputException("ids", "holds a null; give ids as they stand in the application");
    }
    return distinct;
  }
}
