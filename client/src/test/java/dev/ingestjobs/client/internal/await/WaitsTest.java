package dev.ingestjobs.client.internal.await;

import static dev.ingestjobs.client.internal.await.FakeJobs.answer;
import static dev.ingestjobs.client.internal.await.FakeJobs.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many jobs at once, in virtual time: one thing is done at a time, when it is due. */
class WaitsTest {
  private final FakeTime time = new FakeTime();
  private final Scope root = Scope.unlimited(time);
  private final Told told = new Told();
  private final AwaitOptions.Builder options = AwaitOptions.builder().timeout(Duration.ofMinutes(30)).listener(told);

  private List<AwaitOutcome> all(FakeJobs jobs, String... ids) {
    return waits(jobs).all(Arrays.asList(ids), options.build(), root);
  }

  private Waits waits(FakeJobs jobs) {
    return new Waits(jobs.calls(), time, time);
  }

  @Test
  void aThousandJobsShareTenRequestsASecondFairly() {
    time.random(new Random(7)::nextDouble);
    // A third of the jobs ends before the others have all been seen, another one after five minutes, the last after ten.
    FakeJobs jobs = new FakeJobs(time, id -> {
      long minutes = 5 * (Integer.parseInt(id.substring(4)) % 3);
      return job(time.passed().compareTo(Duration.ofMinutes(minutes)) < 0 ? "running" : "succeeded");
    });
    Waits waits = new Waits(jobs.calls(RetryPolicy.DEFAULT, new AdaptiveRateLimiter(10, time)), time, time);
    List<String> ids = IntStream.range(0, 1000).mapToObj(i -> "isj-" + i).toList();

    List<AwaitOutcome> outcomes = waits.all(ids, options.build(), root);

    assertThat(outcomes).extracting(AwaitOutcome::jobId).isEqualTo(ids);
    assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.orElseThrow().progress()).isEqualTo(JobProgress.SUCCEEDED));
    List<Long> moments = jobs.moments();
    assertThat(IntStream.range(10, moments.size()).mapToLong(i -> moments.get(i) - moments.get(i - 10)).min().orElseThrow())
        .isGreaterThanOrEqualTo(1000);
    // The limit is used: no place is left empty while jobs wait.
    assertThat(moments).hasSizeGreaterThan((int) (0.9 * 9.8 * time.passed().toSeconds()));
    Map<String, Long> polls = jobs.asked().stream().collect(Collectors.groupingBy(FakeJobs.Asked::id, Collectors.counting()));
    for (int kind = 0; kind < 3; kind++) {
      int remainder = kind;
      LongSummaryStatistics equals = polls.entrySet().stream()
          .filter(job -> Integer.parseInt(job.getKey().substring(4)) % 3 == remainder)
          .mapToLong(Map.Entry::getValue).summaryStatistics();
      // Chance moves a poll by some seconds, and with it now and then to the other side of the end.
      assertThat(equals.getMax() - equals.getMin()).isLessThanOrEqualTo(3);
      assertThat(equals.getMin()).isGreaterThanOrEqualTo(new long[] {1, 3, 7}[kind]);
    }
    // A job's end is seen within a round of all of them.
    assertThat(outcomes).allSatisfy(outcome -> {
      long minutes = 5 * (Integer.parseInt(outcome.jobId().substring(4)) % 3);
      assertThat(outcome.orElseThrow().elapsed()).isLessThan(Duration.ofMinutes(minutes).plusSeconds(105));
    });
  }

  @Test
  void oneBadIdDoesNotSinkTheRest() {
    FakeJobs jobs = new FakeJobs(time, id -> {
      if (id.equals("isj-404")) {
        throw answer(404, null);
      }
      if (id.equals("isj-oom")) {
        throw new OutOfMemoryError();
      }
      return job("succeeded");
    });

    List<AwaitOutcome> outcomes = all(jobs, "isj-1", "../x", "isj-404", "", "isj-oom", "isj-2");

    assertThat(outcomes).extracting(AwaitOutcome::jobId).containsExactly("isj-1", "../x", "isj-404", "", "isj-oom", "isj-2");
    assertThat(outcomes).extracting(outcome -> outcome.failure().map(failure -> failure.getCause().getClass().getSimpleName()).orElse(""))
        .containsExactly("", "InvalidInputException", "NotFoundException", "InvalidInputException", "OutOfMemoryError", "");
    assertThat(outcomes).extracting(outcome -> outcome.failure().map(AwaitException::polls).orElse(-1)).containsExactly(-1, 0, 1, 0, 1, -1);
    assertThat(outcomes.get(5).orElseThrow().polls()).isEqualTo(1);
  }

  @Test
  void anIdThatIsThereTwiceIsWaitedForOnce() {
    FakeJobs jobs = new FakeJobs(time, id -> job("succeeded"));

    assertThat(all(jobs, "isj-2", "isj-1", "isj-2")).extracting(AwaitOutcome::jobId).containsExactly("isj-2", "isj-1");
    assertThat(jobs.asked()).hasSize(2);
  }

  @Test
  void noIdsNoOutcomes() {
    assertThat(all(new FakeJobs(time, id -> job("succeeded")))).isEmpty();
    assertThat(time.passed()).isZero();
  }

  @Test
  void nullIsRefusedBeforeAnythingIsSent() {
    FakeJobs jobs = new FakeJobs(time, id -> job("succeeded"));

    assertThat(catchThrowableOfType(InvalidInputException.class, () -> all(jobs, "isj-1", null)).input()).isEqualTo("ids");
    assertThat(catchThrowableOfType(InvalidInputException.class, () -> waits(jobs).all(null, options.build(), root)).input())
        .isEqualTo("ids");
    assertThat(jobs.asked()).isEmpty();
  }

  @Test
  void resultsAreToldAsTheyEnd() {
    FakeJobs jobs = new FakeJobs(time, id ->
        job(time.passed().toSeconds() < Integer.parseInt(id.substring(4)) ? "running" : "succeeded"));

    all(jobs, "isj-40", "isj-20", "isj-30");

    assertThat(told.lines().stream().filter(line -> line.contains("end"))).containsExactly(
        "isj-20 end: SUCCEEDED", "isj-30 end: SUCCEEDED", "isj-40 end: SUCCEEDED");
  }

  @Test
  void anInterruptEndsAllThatGoOn() {
    FakeJobs jobs = new FakeJobs(time, id -> job(id.equals("isj-1") ? "succeeded" : "running"));
    time.after(Duration.ofSeconds(90), Thread.currentThread()::interrupt);

    List<AwaitOutcome> outcomes = all(jobs, "isj-1", "isj-2", "isj-3");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcomes.get(0).result()).isPresent();
    assertThat(outcomes.subList(1, 3)).allSatisfy(outcome -> {
      AwaitException failure = outcome.failure().orElseThrow();
      assertThat(failure.reason()).isEqualTo(Reason.INTERRUPTED);
      assertThat(failure.lastSnapshot()).isPresent();
      assertThat(failure.elapsed()).hasSeconds(90);
      assertThat(failure).hasMessageContaining("the waiting thread was interrupted");
    });
    assertThat(time.passed()).hasSeconds(90);
  }

  @Test
  void twoInterruptsAreAsGoodAsOne() {
    List<Thread> interrupted = new ArrayList<>();
    options.listener(new Told(line -> {
      if (line.contains("end") && interrupted.isEmpty()) {
        interrupted.add(Thread.currentThread());
        Thread.currentThread().interrupt();
      }
    }));
    time.after(Duration.ofSeconds(90), Thread.currentThread()::interrupt);

    List<AwaitOutcome> outcomes = all(new FakeJobs(time, id -> job("running")), "isj-2", "isj-3");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcomes).extracting(outcome -> outcome.failure().orElseThrow().reason()).containsOnly(Reason.INTERRUPTED);
  }

  @Test
  void theDeadlineIsThatOfAllOfThem() {
    options.timeout(Duration.ofSeconds(42));

    List<AwaitOutcome> outcomes = all(new FakeJobs(time, id -> job("running")), "isj-1", "isj-2");

    assertThat(outcomes).allSatisfy(outcome -> {
      assertThat(outcome.failure().orElseThrow().reason()).isEqualTo(Reason.DEADLINE);
      assertThat(outcome.failure().orElseThrow().elapsed()).hasSeconds(42);
    });
    assertThat(time.passed()).hasSeconds(42);
  }

  @Test
  void aClosedClientWaitsForNothing() {
    root.cancel("the client is closed");
    FakeJobs jobs = new FakeJobs(time, id -> job("running"));

    List<AwaitOutcome> outcomes = all(jobs, "isj-1", "isj-2");

    assertThat(outcomes).extracting(outcome -> outcome.failure().orElseThrow().reason()).containsOnly(Reason.CANCELED);
    assertThat(outcomes).extracting(outcome -> outcome.failure().orElseThrow().getCause()).hasOnlyElementsOfType(CallCanceledException.class);
    assertThat(jobs.asked()).isEmpty();
  }

  @Test
  void aPoolThatIsBusyDoesNotEatIntoTheOutage() {
    // 100 jobs at a second each: a round takes longer than the outage that is allowed, and each job fails once.
    options.maxOutage(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(10), Duration.ofSeconds(10));
    Map<String, Integer> polls = new HashMap<>();
    FakeJobs jobs = new FakeJobs(time, id -> {
      time.pass(Duration.ofSeconds(1));
      if (polls.merge(id, 1, Integer::sum) == 2) {
        throw answer(503, null);
      }
      return job(polls.get(id) < 2 ? "running" : "succeeded");
    });

    List<AwaitOutcome> outcomes = all(jobs, IntStream.range(0, 100).mapToObj(i -> "isj-" + i).toArray(String[]::new));

    assertThat(outcomes).extracting(AwaitOutcome::orElseThrow).extracting(AwaitResult::polls).containsOnly(3);
  }

  @Test
  void allIdsInOrder() {
    assertThat(Waits.distinct(List.of("b", "a", "b"))).containsExactly("b", "a");
    assertThat(Waits.distinct(Collections.emptyList())).isEmpty();
  }
}
