package dev.ingestjobs.client.internal.await;

import static dev.ingestjobs.client.internal.await.FakeJobs.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.call.Workers;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.internal.time.Scheduler;
import dev.ingestjobs.client.internal.time.SystemTime;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ScheduledWaitTest {
  private final FakeTime time = new FakeTime();
  private final Scope root = Scope.unlimited(time);
  private final FakeJobs running = new FakeJobs(time, id -> job("running"));
  private final List<AwaitOutcome> outcomes = new CopyOnWriteArrayList<>();
  private final AwaitOptions.Builder options =
      AwaitOptions.builder().timeout(Duration.ofSeconds(10)).pollInterval(Duration.ofSeconds(1), Duration.ofSeconds(1));

  private ScheduledWait start(FakeJobs jobs) {
    return start(jobs, time);
  }

  private ScheduledWait start(FakeJobs jobs, Scheduler scheduler) {
    return new Waits(jobs.calls(), scheduler, time).start("isj-1", options.build(), root, outcomes::add);
  }

  private AwaitException onlyFailure() {
    assertThat(outcomes).hasSize(1);
    return outcomes.get(0).failure().orElseThrow();
  }

  @Test
  void pollsAreMadeByTheScheduler() {
    Told told = new Told();
    options.listener(told);
    FakeJobs jobs = new FakeJobs(time, id -> job(time.passed().toSeconds() < 2 ? "running" : "succeeded"));

    start(jobs);
    assertThat(jobs.asked()).isEmpty();
    time.pass(Duration.ofMinutes(1));

    assertThat(jobs.moments()).containsExactly(0L, 1000L, 2000L);
    assertThat(outcomes).singleElement().satisfies(outcome -> assertThat(outcome.orElseThrow().elapsed()).hasSeconds(2));
    assertThat(told.lines().stream().filter(line -> line.contains("end"))).containsExactly("isj-1 end: SUCCEEDED");
  }

  @Test
  void theDeadlineEndsItOnTime() {
    start(running);
    time.pass(Duration.ofMinutes(1));

    assertThat(onlyFailure().reason()).isEqualTo(Reason.DEADLINE);
    assertThat(onlyFailure().elapsed()).hasSeconds(10);
    assertThat(running.asked()).hasSize(10);
  }

  @Test
  void aStopBetweenTwoPollsEndsItAtOnceAndTakesTheNextPollBack() {
    List<Future<?>> planned = new CopyOnWriteArrayList<>();
    ScheduledWait wait = start(running, (action, delay) -> {
      Future<?> plan = time.schedule(action, delay);
      planned.add(plan);
      return plan;
    });
    time.pass(Duration.ofMillis(1500));

    wait.stop(Reason.CANCELED);

    assertThat(onlyFailure()).hasMessageContaining("the wait was canceled");
    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    assertThat(onlyFailure().elapsed()).hasMillis(1500);
    assertThat(onlyFailure().polls()).isEqualTo(2);
    assertThat(onlyFailure().lastSnapshot()).isPresent();
    assertThat(planned).hasSize(3).last().satisfies(plan -> assertThat(plan.isCancelled()).isTrue());
    time.pass(Duration.ofMinutes(1));
    assertThat(running.asked()).hasSize(2);
    assertThat(outcomes).hasSize(1);
  }

  @Test
  void aStopBeforeTheFirstPollSendsNothing() {
    start(running).stop(Reason.INTERRUPTED);
    time.pass(Duration.ofMinutes(1));

    assertThat(onlyFailure().reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(onlyFailure().polls()).isZero();
    assertThat(running.asked()).isEmpty();
  }

  @Test
  void aSecondStopAndOneAfterTheEndDoNothing() {
    ScheduledWait wait = start(running);
    wait.stop(Reason.CANCELED);
    wait.stop(Reason.CANCELED);
    time.pass(Duration.ofMinutes(1));

    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    ScheduledWait done = start(new FakeJobs(time, id -> job("succeeded")));
    time.pass(Duration.ofSeconds(1));
    done.stop(Reason.CANCELED);
    assertThat(outcomes).hasSize(2).last().satisfies(outcome -> assertThat(outcome.result()).isPresent());
  }

  @Test
  void aStopDuringAPollEndsItAfterThatPoll() {
    AtomicReference<ScheduledWait> wait = new AtomicReference<>();
    FakeJobs jobs = new FakeJobs(time, id -> {
      wait.get().stop(Reason.CANCELED);
      return job("running");
    });
    wait.set(start(jobs));
    time.pass(Duration.ofMinutes(1));

    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    assertThat(onlyFailure().polls()).isEqualTo(1);
    assertThat(onlyFailure().lastSnapshot()).isPresent();
    assertThat(onlyFailure().elapsed()).isZero();
  }

  @Test
  void aListenerMayStopItsOwnWaitAtEveryEvent() {
    for (String event : List.of("snapshot", "appeared", "next", "end")) {
      outcomes.clear();
      AtomicReference<ScheduledWait> wait = new AtomicReference<>();
      options.listener(new Told(line -> {
        if (line.contains(event)) {
          wait.get().stop(Reason.CANCELED);
        }
      })).timeout(Duration.ofSeconds(2));
      wait.set(start(running));
      time.pass(Duration.ofMinutes(1));

      assertThat(onlyFailure().reason()).isEqualTo(event.equals("end") ? Reason.DEADLINE : Reason.CANCELED);
      assertThat(onlyFailure().polls()).isEqualTo(event.equals("end") ? 2 : 1);
    }
  }

  @Test
  void aCloseOfTheClientEndsIt() {
    start(running);
    time.pass(Duration.ofMillis(1500));
    root.cancel("the client is closed");

    assertThat(onlyFailure()).hasMessageContaining("the client is closed");
    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    assertThat(onlyFailure().elapsed()).hasMillis(1500);
  }

  @Test
  void aSchedulerThatRejectsTheFirstPollEndsIt() {
    start(running, (action, delay) -> {
      throw new RejectedExecutionException();
    });

    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    assertThat(onlyFailure().polls()).isZero();
  }

  @Test
  void aSchedulerThatRejectsALaterPollEndsIt() {
    start(running, (action, delay) -> {
      if (!delay.isZero()) {
        throw new RejectedExecutionException();
      }
      return time.schedule(action, delay);
    });
    time.pass(Duration.ofMinutes(1));

    assertThat(onlyFailure().reason()).isEqualTo(Reason.CANCELED);
    assertThat(onlyFailure().polls()).isEqualTo(1);
    assertThat(onlyFailure().lastSnapshot()).isPresent();
  }

  @Test
  void aPollThatIsDueBeforeTheLastOneHasReturnedIsNotLost() {
    // The scheduler is so quick that the next poll begins while the thread of this one has not let go of it.
    Scheduler atOnce = (action, delay) -> {
      time.pass(delay);
      action.run();
      return CompletableFuture.completedFuture(null);
    };

    start(running, atOnce);

    assertThat(onlyFailure().reason()).isEqualTo(Reason.DEADLINE);
    assertThat(onlyFailure().polls()).isEqualTo(10);
  }

  @Test
  void whatHasEndedIsForgottenByTheClient() throws ReflectiveOperationException {
    Field actions = Scope.class.getDeclaredField("actions");
    actions.setAccessible(true);
    start(new FakeJobs(time, id -> job("succeeded")));
    start(running).stop(Reason.CANCELED);
    assertThat((Collection<?>) actions.get(root)).hasSize(1);
    time.pass(Duration.ofSeconds(1));

    assertThat((Collection<?>) actions.get(root)).isEmpty();
  }

  /** Real threads: every wait ends exactly once, whoever is first. */
  @Test
  @Timeout(20)
  void whateverComesTogetherThereIsOneEnd() throws InterruptedException {
    int rounds = 4000;
    Scope client = Scope.unlimited(SystemTime.INSTANCE);
    AtomicInteger[] ends = new AtomicInteger[rounds];
    CountDownLatch open = new CountDownLatch(rounds);
    AwaitOptions quick = AwaitOptions.builder().timeout(Duration.ofMillis(5)).pollInterval(Duration.ofMillis(1), Duration.ofMillis(1)).build();
    try (Workers workers = new Workers(8); Workers others = new Workers(8)) {
      FakeJobs jobs = new FakeJobs(SystemTime.INSTANCE, id -> job(ThreadLocalRandom.current().nextInt(4) == 0 ? "succeeded" : "running"));
      Waits waits = new Waits(jobs.calls(), workers, SystemTime.INSTANCE);
      for (int i = 0; i < rounds; i++) {
        AtomicInteger end = new AtomicInteger();
        ends[i] = end;
        Scope outer = client.open();
        ScheduledWait wait = waits.start("isj-1", quick, outer, outcome -> {
          if (end.incrementAndGet() == 1) {
            open.countDown();
          }
        });
        others.schedule(() -> wait.stop(Reason.CANCELED), Duration.ofNanos(ThreadLocalRandom.current().nextInt(6_000_000)));
        others.schedule(() -> outer.cancel("the client is closed"), Duration.ofNanos(ThreadLocalRandom.current().nextInt(9_000_000)));
      }

      assertThat(open.await(15, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(ends).allSatisfy(end -> assertThat(end).hasValue(1));
  }

  /** Without a stop: what is due while the thread before it has not let go yet must not be lost. */
  @Test
  @Timeout(20)
  void everyWaitEndsByItself() throws InterruptedException {
    int rounds = 2000;
    CountDownLatch open = new CountDownLatch(rounds);
    AwaitOptions quick = AwaitOptions.builder().timeout(Duration.ofMillis(3)).pollInterval(Duration.ofMillis(1), Duration.ofMillis(1)).build();
    try (Workers workers = new Workers(8)) {
      FakeJobs jobs = new FakeJobs(SystemTime.INSTANCE, id -> job("running"));
      Waits waits = new Waits(jobs.calls(), workers, SystemTime.INSTANCE);
      Scope client = Scope.unlimited(SystemTime.INSTANCE);
      for (int i = 0; i < rounds; i++) {
        waits.start("isj-1", quick, client, outcome -> open.countDown());
      }

      assertThat(open.await(15, TimeUnit.SECONDS)).isTrue();
    }
  }
}
