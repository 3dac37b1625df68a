package dev.ingestjobs.client.internal.await;

import static dev.ingestjobs.client.internal.await.FakeJobs.answer;
import static dev.ingestjobs.client.internal.await.FakeJobs.job;
import static dev.ingestjobs.client.internal.await.FakeJobs.jobWithFiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.await.UnknownStatePolicy;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.ServiceUnavailableException;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.limit.Unlimited;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaitTest {
  private final FakeTime time = new FakeTime();
  private final Scope root = Scope.unlimited(time);
  private final Told told = new Told();

  /** Polls every second, for ten seconds. */
  private final AwaitOptions.Builder options = AwaitOptions.builder()
      .timeout(Duration.ofSeconds(10)).pollInterval(Duration.ofSeconds(1), Duration.ofSeconds(1)).listener(told);

  /** What happens at each request, until there is no more: then the last thing happens again. */
  @SafeVarargs
  private FakeJobs jobs(Supplier<IngestJob>... answers) {
    int[] next = {0};
    return new FakeJobs(time, id -> answers[Math.min(next[0]++, answers.length - 1)].get());
  }

  private static Supplier<IngestJob> states(String... states) {
    return () -> job(states);
  }

  private static Supplier<IngestJob> fails(int status) {
    return () -> {
      throw answer(status, null);
    };
  }

  private AwaitOutcome await(FakeJobs jobs) {
    return await(jobs, "isj-1");
  }

  private AwaitOutcome await(FakeJobs jobs, String id) {
    return new Waits(jobs.calls(), time, time).here(id, options.build(), root);
  }

  private static AwaitException failure(AwaitOutcome outcome) {
    assertThat(outcome.result()).isEmpty();
    return outcome.failure().orElseThrow();
  }

  private void assertEnded(AwaitException failure, Reason reason, String lastState, long elapsedMillis, int polls) {
    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.lastSnapshot().map(JobSnapshot::job)).contains(job(lastState));
    assertThat(failure.elapsed()).hasMillis(elapsedMillis);
    assertThat(failure.polls()).isEqualTo(polls);
    assertThat(failure.jobId()).isEqualTo("isj-1");
    assertThat(told.lines().get(told.lines().size() - 1)).isEqualTo("isj-1 end: " + reason);
  }

  @Test
  void aJobThatSucceedsEndsItsWait() {
    AwaitOutcome outcome = await(jobs(states(), states("running"), states("running"), states("succeeded")));

    AwaitResult result = outcome.orElseThrow();
    assertThat(result.progress()).isEqualTo(JobProgress.SUCCEEDED);
    assertThat(result.snapshot().job()).isEqualTo(job("succeeded"));
    assertThat(result.summary()).isEqualTo(result.snapshot().summary());
    assertThat(result.elapsed()).hasSeconds(3);
    assertThat(result.polls()).isEqualTo(4);
    assertThat(outcome.failure()).isEmpty();
    assertThat(outcome.jobId()).isEqualTo("isj-1");
    assertThat(outcome).hasToString("AwaitOutcome[isj-1: SUCCEEDED]");
    assertThat(time.passed()).hasSeconds(3);
  }

  @Test
  void theListenerIsToldOfEverythingInOrderAlsoOfTheLastPoll() {
    await(jobs(states(), states("running"), fails(503), states("succeeded")));

    assertThat(told.lines()).containsExactly(
        "snapshot []", "isj-1 next in 1000",
        "snapshot [running]", "isj-1 t: appeared", "isj-1 t: no state → running", "isj-1 next in 1000",
        "isj-1 failed: ServiceUnavailableException", "isj-1 next in 1000",
        "snapshot [succeeded]", "isj-1 t: running → succeeded", "isj-1 end: SUCCEEDED");
  }

  @Test
  void aJobThatEndsOtherwiseIsNoFailureOfItsWait() {
    AwaitResult result = await(jobs(states("succeeded", "failed"))).orElseThrow();

    assertThat(result.progress()).isEqualTo(JobProgress.ENDED_OTHERWISE);
    assertThat(result.elapsed()).isZero();
    assertThat(result.polls()).isEqualTo(1);
  }

  @Test
  void theDeadlineEndsAWaitBetweenTwoPollsAndIsNotOvershot() {
    options.timeout(Duration.ofMillis(2500));

    AwaitException failure = failure(await(jobs(states("running"))));

    assertEnded(failure, Reason.DEADLINE, "running", 2500, 3);
    assertThat(failure).hasNoCause().hasMessage("isj-1: the wait ended after 2500 ms and 3 polls: the deadline passed; the job was last seen as "
        + failure.lastSnapshot().orElseThrow().summary());
    assertThat(told.lines()).contains("isj-1 next in 500");
    assertThat(time.passed()).hasMillis(2500);
  }

  @Test
  void aPollThatHasNoPlaceBeforeTheDeadlineEndsTheWaitAsTheDeadlineDoes() {
    options.timeout(Duration.ofSeconds(2)).maxOutage(Duration.ZERO);

    AwaitException failure = failure(await(jobs(states("running"), () -> {
      throw Objects.requireNonNull(Attempt.current()).scope().deadlineExceeded("no place");
    })));

    assertEnded(failure, Reason.DEADLINE, "running", 1000, 2);
    assertThat(failure).hasCauseInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void aPollWhoseOwnDeadlineIsShorterThanTheWaitsIsAFailureThatMayPass() {
    options.timeout(Duration.ofHours(1));

    AwaitOutcome outcome = await(jobs(() -> {
      throw Objects.requireNonNull(Attempt.current()).scope().deadlineExceeded("slow");
    }, states("succeeded")));

    assertThat(outcome.orElseThrow().polls()).isEqualTo(2);
  }

  @Test
  void anOutageOfAPluggedInLimiterIsWaitedOut() {
    AwaitOutcome outcome = await(jobs(() -> {
      throw new RateLimiterException("the rate limiter threw java.io.IOException");
    }, states("succeeded")));

    assertThat(outcome.orElseThrow().polls()).isEqualTo(2);
    assertThat(told.lines()).startsWith("isj-1 failed: RateLimiterException");
  }

  @Test
  void aSlowPollDoesNotOvershootTheDeadline() {
    FakeJobs jobs = jobs(states("running"), () -> {
      // As a transport does: it gives up when its scope is over.
      Scope scope = Objects.requireNonNull(Attempt.current()).scope();
      scope.sleep(Duration.ofHours(1), "reading");
      scope.check("reading");
      return job("succeeded");
    });

    AwaitException failure = failure(await(jobs));

    assertEnded(failure, Reason.DEADLINE, "running", 10_000, 2);
    assertThat(failure).hasCauseInstanceOf(DeadlineExceededException.class);
    assertThat(time.passed()).hasSeconds(10);
  }

  @Test
  void aRetryDoesNotOvershootTheDeadline() {
    time.random(() -> 0.9999);
    FakeJobs jobs = jobs(states("running"), fails(503));
    options.maxOutage(Duration.ofDays(1));
    RetryPolicy retry = RetryPolicy.DEFAULT.withMaxAttempts(100).withBaseDelay(Duration.ofSeconds(3));

    AwaitException failure = failure(new Waits(jobs.calls(retry, Unlimited.INSTANCE), time, time).here("isj-1", options.build(), root));

    assertThat(failure.reason()).isEqualTo(Reason.DEADLINE);
    assertThat(failure).hasCauseInstanceOf(ServiceUnavailableException.class);
    assertThat(failure.elapsed()).hasSeconds(10);
    assertThat(time.passed()).hasSeconds(10);
  }

  @Test
  void aDeadlineDuringAnOutageTellsWhatTheLastPollFailedWith() {
    AwaitException failure = failure(await(jobs(states("running"), fails(503))));

    assertEnded(failure, Reason.DEADLINE, "running", 10_000, 10);
    assertThat(failure).hasCauseInstanceOf(ServiceUnavailableException.class);
    assertThat(failure.call()).hasValueSatisfying(call -> assertThat(call.url()).isEqualTo("https://localhost/api/ingest/jobs/isj-1"));
  }

  @Test
  void aFailureThatIsOverIsNoCause() {
    assertThat(failure(await(jobs(fails(503), states("running"))))).hasNoCause();
  }

  @Test
  void aFailureThatCannotPassIsTheReasonEvenAtTheDeadline() {
    FakeJobs jobs = jobs(() -> {
      time.pass(Duration.ofSeconds(10));
      throw answer(404, null);
    });

    assertThat(failure(await(jobs)).reason()).isEqualTo(Reason.FAILED);
  }

  @Test
  void anInterruptDuringAPauseEndsTheWait() {
    time.after(Duration.ofMillis(1300), Thread.currentThread()::interrupt);

    AwaitException failure = failure(await(jobs(states("running"))));

    assertThat(Thread.interrupted()).isTrue();
    assertEnded(failure, Reason.INTERRUPTED, "running", 1300, 2);
    assertThat(failure).hasCauseInstanceOf(CallInterruptedException.class);
  }

  @Test
  void anInterruptBeforeTheFirstPollEndsTheWaitWithoutARequest() {
    FakeJobs jobs = jobs(states("running"));
    Thread.currentThread().interrupt();

    AwaitException failure = failure(await(jobs));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(failure.polls()).isZero();
    assertThat(failure.lastSnapshot()).isEmpty();
    assertThat(failure).hasMessageContaining("after 0 ms and 0 polls").hasMessageContaining("the job was not seen");
    assertThat(jobs.asked()).isEmpty();
  }

  @Test
  void aCloseDuringAPauseEndsTheWaitAtOnce() {
    time.after(Duration.ofMillis(1300), () -> root.cancel("the client is closed"));

    AwaitException failure = failure(await(jobs(states("running"))));

    assertEnded(failure, Reason.CANCELED, "running", 1300, 2);
    assertThat(failure).hasCauseInstanceOf(CallCanceledException.class).hasMessageContaining("the client is closed");
  }

  @Test
  void aCloseDuringAPollEndsTheWait() {
    FakeJobs jobs = jobs(states("running"), () -> {
      root.cancel("the client is closed");
      Objects.requireNonNull(Attempt.current()).scope().check("reading");
      return job("succeeded");
    });

    assertEnded(failure(await(jobs)), Reason.CANCELED, "running", 1000, 2);
  }

  @Test
  void anErrorThatCannotPassEndsTheWaitAtOnce() {
    AwaitException failure = failure(await(jobs(states("running"), fails(404))));

    assertEnded(failure, Reason.FAILED, "running", 1000, 2);
    assertThat(failure).hasCauseInstanceOf(NotFoundException.class);
    assertThat(failure.getMessage()).contains("isj-1: the wait ended after 1000 ms and 2 polls: a poll failed: 404 ");
    assertThat(failure.toSupportString()).contains("url: https://localhost/api/ingest/jobs/isj-1", "cause: ", "404");
  }

  @Test
  void whatIsNoIdFailsWithoutAPoll() {
    FakeJobs jobs = jobs(states("running"));

    AwaitException failure = failure(await(jobs, "../\nadmin"));

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure).hasCauseInstanceOf(InvalidInputException.class);
    assertThat(failure.getMessage()).doesNotContain("\n");
    assertThat(failure.jobId()).isEqualTo("../\nadmin");
    assertThat(failure.polls()).isZero();
    assertThat(jobs.asked()).isEmpty();
  }

  @Test
  void evenAnErrorOfTheMachineIsAnOutcome() {
    AwaitException failure = failure(await(jobs(states("running"), () -> {
      throw new OutOfMemoryError("Java heap space");
    })));

    assertEnded(failure, Reason.FAILED, "running", 1000, 2);
    assertThat(failure).hasCauseInstanceOf(OutOfMemoryError.class).hasMessageContaining("a poll failed: java.lang.OutOfMemoryError; the");
  }

  @ParameterizedTest
  @CsvSource({"KEEP_WAITING, DEADLINE", "TREAT_AS_ENDED, ENDED_OTHERWISE", "FAIL, UNKNOWN_STATE"})
  void anUnknownStateFollowsThePolicy(UnknownStatePolicy policy, String end) {
    options.unknownStates(policy);

    AwaitOutcome outcome = await(jobs(states("unheard")));

    assertThat(told.lines()).last().isEqualTo("isj-1 end: " + end);
    outcome.failure().ifPresent(failure -> assertThat(failure).hasNoCause());
    assertThat(outcome.failure().flatMap(AwaitException::lastSnapshot).or(() -> outcome.result().map(AwaitResult::snapshot))
        .orElseThrow().job()).isEqualTo(job("unheard"));
  }

  @Test
  void anOutageIsWaitedOut() {
    options.maxOutage(Duration.ofSeconds(4));

    AwaitResult result = await(jobs(
        states("running"), fails(503), fails(500), fails(429), fails(502), states("running"), fails(503), states("succeeded"))).orElseThrow();

    assertThat(result.elapsed()).hasSeconds(7);
    assertThat(result.polls()).isEqualTo(8);
  }

  @Test
  void anOutageThatIsTooLongEndsTheWaitWithItsLastFailure() {
    options.maxOutage(Duration.ofSeconds(3));

    AwaitException failure = failure(await(jobs(states("running"), fails(500), fails(500), fails(500), fails(503))));

    // From the first that failed, at 1 s.
    assertEnded(failure, Reason.FAILED, "running", 4000, 5);
    assertThat(failure).hasCauseInstanceOf(ServiceUnavailableException.class);
  }

  @Test
  void anOutageBeginsWithAFailureAndNotWithTheTimeSinceTheLastPoll() {
    options.pollInterval(Duration.ofSeconds(4), Duration.ofSeconds(4)).maxOutage(Duration.ofSeconds(2));

    assertThat(await(jobs(states("running"), fails(503), states("succeeded"))).orElseThrow().elapsed()).hasSeconds(8);
  }

  @Test
  void whatAFailingPollTakesIsPartOfTheOutage() {
    options.maxOutage(Duration.ofSeconds(2));
    FakeJobs jobs = jobs(() -> {
      time.pass(Duration.ofSeconds(2));
      throw answer(503, null);
    });

    assertThat(failure(await(jobs)).elapsed()).hasSeconds(2);
  }

  @Test
  void withoutAnyOutageTheFirstFailureEndsTheWait() {
    options.maxOutage(Duration.ZERO);

    AwaitException failure = failure(await(jobs(fails(503))));

    assertThat(failure.reason()).isEqualTo(Reason.FAILED);
    assertThat(failure.lastSnapshot()).isEmpty();
    assertThat(failure.elapsed()).isZero();
  }

  @Test
  void theRetryAfterOfAFailedPollIsHonored() {
    FakeJobs jobs = jobs(() -> {
      throw answer(429, Duration.ofSeconds(7));
    }, states("succeeded"));

    await(jobs);

    assertThat(jobs.moments()).containsExactly(0L, 7000L);
    assertThat(told.lines()).contains("isj-1 next in 7000");
  }

  @Test
  void aRetryAfterThatIsShorterThanTheIntervalChangesNothing() {
    options.pollInterval(Duration.ofSeconds(5), Duration.ofSeconds(5));
    FakeJobs jobs = jobs(() -> {
      throw answer(429, Duration.ofSeconds(1));
    }, states("succeeded"));

    await(jobs);

    assertThat(jobs.moments()).containsExactly(0L, 5000L);
  }

  @ParameterizedTest
  @CsvSource({"9, DEADLINE, 2, 10", "10, FAILED, 1, 0", "11, FAILED, 1, 0"})
  void aRetryAfterBeyondTheDeadlineIsReportedAndNotSlept(long seconds, Reason reason, int polls, long elapsed) {
    AwaitException failure = failure(await(jobs(() -> {
      throw answer(429, Duration.ofSeconds(seconds));
    }, states("running"))));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.polls()).isEqualTo(polls);
    assertThat(failure.elapsed()).hasSeconds(elapsed);
    assertThat(Objects.toString(failure.getCause()).contains("RateLimitedException")).isEqualTo(reason == Reason.FAILED);
  }

  @Test
  void pollsGrowRareBetweenTheirBounds() {
    options.timeout(Duration.ofHours(1)).pollInterval(Duration.ofSeconds(1), Duration.ofSeconds(30)).pollFraction(0.5);
    FakeJobs jobs = jobs(states("running"));

    await(jobs);

    assertThat(jobs.moments()).startsWith(0L, 1000L, 2000L, 3000L, 4500L, 6750L, 10125L, 15187L, 22781L, 34171L, 51257L, 76886L, 106886L, 136886L);
    assertThat(jobs.moments()).last().satisfies(last -> assertThat(last).isBetween(3_570_000L, 3_599_999L));
  }

  @Test
  void jumpsOfTheWallClockDoNotMatter() {
    FakeJobs jobs = new FakeJobs(time, id -> {
      time.jump(Duration.ofDays(time.passed().toSeconds() % 2 == 0 ? 400 : -800));
      return job("running");
    });

    assertEnded(failure(await(jobs)), Reason.DEADLINE, "running", 10_000, 10);
  }

  @Test
  void aListenerThatThrowsDisturbsNothing() {
    for (Throwable thrown : new Throwable[] {new IllegalStateException("listener"), new AssertionError("listener"), new Exception("checked")}) {
      Told throwing = new Told(line -> WaitTest.<RuntimeException>sneak(thrown));
      options.listener(throwing);

      assertThat(await(jobs(states("running"), fails(503), states("succeeded"))).orElseThrow().polls()).isEqualTo(3);
      assertThat(throwing.lines()).hasSize(9).last().isEqualTo("isj-1 end: SUCCEEDED");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void aWaitIsResumedByCallingAgain() {
    FakeJobs jobs = jobs(states("running"), states("running"), states("running"), states("succeeded"));
    time.after(Duration.ofMillis(1500), Thread.currentThread()::interrupt);

    assertThat(failure(await(jobs)).reason()).isEqualTo(Reason.INTERRUPTED);
    assertThat(Thread.interrupted()).isTrue();
    AwaitResult result = await(jobs).orElseThrow();

    assertThat(result.polls()).isEqualTo(2);
    assertThat(result.elapsed()).hasSeconds(1);
    assertThat(jobs.asked()).hasSize(4);
  }

  @Test
  void filesAreCountedAndLeftOutUnlessAskedFor() {
    Function<Boolean, AwaitResult> result = files -> {
      options.files(files);
      return await(new FakeJobs(time, id -> jobWithFiles("succeeded", 1200))).orElseThrow();
    };

    JobSnapshot without = result.apply(false).snapshot();
    assertThat(without.filesIncluded()).isFalse();
    assertThat(without.job().tables().get(0).files()).isEmpty();
    assertThat(without.summary().files()).isEqualTo(1200);
    JobSnapshot with = result.apply(true).snapshot();
    assertThat(with.filesIncluded()).isTrue();
    assertThat(with.job().tables().get(0).files()).hasSize(1200);
    assertThat(with.summary().files()).isEqualTo(1200);
    assertThat(told.lines()).contains("isj-1 t: +1,200 files");
  }

  @Test
  void theScopeOfAWaitIsForgotten() {
    AtomicBoolean canceled = new AtomicBoolean();
    FakeJobs jobs = jobs(() -> {
      Objects.requireNonNull(Attempt.current()).scope().onCancel(() -> canceled.set(true));
      return job("succeeded");
    });

    await(jobs);
    root.cancel("the client is closed");

    assertThat(canceled).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aFailedOutcomeThrowsItsFailure(Reason reason) {
    AwaitException failure = new AwaitException("isj-1", reason, null, Duration.ofMillis(1), 1, null);

    assertThat(failure).hasMessageStartingWith("isj-1: the wait ended after 1 ms and 1 poll: ");
    assertThat(AwaitOutcome.failed(failure)).hasToString("AwaitOutcome[isj-1: " + failure + "]");
    assertThat(catchThrowable(AwaitOutcome.failed(failure)::orElseThrow)).isSameAs(failure);
  }
}
