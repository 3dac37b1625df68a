package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlacesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeTime time = new FakeTime();
  private final Scope scope = Scope.unlimited(time).open(Duration.ofSeconds(10));
  private final List<LimitEvent> events = new ArrayList<>();

  @AfterEach
  void noFlagIsLeft() {
    Thread.interrupted();
  }

  private Places places(RateLimiter limiter, Executor threads) {
    IngestJobsListener listener = new IngestJobsListener() {
      @Override
      public void onLimit(LimitEvent limit) {
        events.add(limit);
      }
    };
    return new Places(limiter, new ForeignCode(threads), new Reporter(List.of(listener), Set.of()));
  }

  private Places places(RateLimiter limiter) {
    return places(limiter, Runnable::run);
  }

  private static Executor noThread() {
    return task -> {
      throw new RejectedExecutionException("none");
    };
  }

  private static ResponseException refusal(Duration retryAfter) {
    return ApiException.of(new ErrorResponse(429, "m", null, null, "", retryAfter));
  }

  @Test
  void theWaitThatTheLimiterTellsIsWaitedAndReported() {
    places(atMost -> Optional.of(SECOND)).take("job-1", scope);

    assertThat(time.passed()).isEqualTo(SECOND);
    assertThat(events).containsExactly(new LimitEvent("job-1", SECOND));
  }

  @Test
  void theLimiterIsToldHowLongTheCallerCanWait() {
    List<Duration> told = new ArrayList<>();
    time.pass(SECOND);
    places(atMost -> {
      told.add(atMost);
      return Optional.of(Duration.ZERO);
    }).take("job-1", scope);

    assertThat(told).containsExactly(Duration.ofSeconds(9));
    assertThat(events).isEmpty();
    assertThat(time.passed()).isEqualTo(SECOND);
  }

  @Test
  void aNegativeWaitIsNone() {
    places(atMost -> Optional.of(Duration.ofNanos(-1))).take("job-1", scope);

    assertThat(events).isEmpty();
    assertThat(time.passed()).isZero();
  }

  @Test
  void noPlaceBeforeTheDeadlineIsToldAtOnce() {
    for (Optional<Duration> answer : List.of(
        Optional.<Duration>empty(), Optional.of(Duration.ofSeconds(10)), Optional.of(Duration.ofSeconds(Long.MAX_VALUE)))) {
      assertThatThrownBy(() -> places(atMost -> answer).take("job-1", scope))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessage("no whole response within 10000 ms: the rate limiter has no place for it before that");
    }
    RateLimiter own = new AdaptiveRateLimiter(1, time);
    Places places = places(own);
    for (int i = 0; i < 10; i++) {
      places.take("job-1", Scope.unlimited(time));
    }
    assertThatThrownBy(() -> places.take("job-1", Scope.unlimited(time).open(SECOND))).isInstanceOf(DeadlineExceededException.class);
    assertThat(events).hasSize(9);
  }

  @Test
  void aPlaceJustBeforeTheDeadlineIsOne() {
    places(atMost -> Optional.of(atMost.minusNanos(1))).take("job-1", scope);

    assertThat(scope.remainingNanos()).isEqualTo(1);
  }

  @Test
  void nullIsNoAnswer() {
    assertThatThrownBy(() -> places(atMost -> null).take("job-1", scope))
        .isInstanceOf(RateLimiterException.class)
        .hasMessage("the rate limiter gave null");
  }

  @ParameterizedTest
  @MethodSource("whatLimitersThrow")
  void whatALimiterThrowsEndsTheCallByItsTypeAlone(Throwable thrown) {
    Places places = places(atMost -> PlacesTest.<RuntimeException, Optional<Duration>>sneak(thrown));

    assertThatThrownBy(() -> places.take("job-1", scope))
        .isInstanceOf(RateLimiterException.class)
        .hasMessage("the rate limiter threw " + thrown.getClass().getName())
        .hasNoCause();
  }

  static List<Throwable> whatLimitersThrow() {
    return List.of(new IOException("redis://user:password@host"), new IllegalStateException("a"), new StackOverflowError("a"),
        new CompletionException("a", null), new CancellationException("a"), new InterruptedException("a"),
        new DeadlineExceededException("a"));
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable, R> R sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void withoutAThreadToAskInThereIsNoPlace() {
    assertThatThrownBy(() -> places(atMost -> Optional.of(SECOND), noThread()).take("job-1", scope))
        .isInstanceOf(RateLimiterException.class)
        .hasMessage("there is no thread to ask the rate limiter in: java.util.concurrent.RejectedExecutionException");
    assertThatThrownBy(() -> places(atMost -> Optional.of(SECOND), task -> {
      throw new OutOfMemoryError("unable to create native thread");
    }).take("job-1", scope))
        .isInstanceOf(RateLimiterException.class)
        .hasMessage("there is no thread to ask the rate limiter in: java.lang.OutOfMemoryError");
  }

  @Test
  void ourOwnLimitersNeedNoThread() {
    places(new AdaptiveRateLimiter(1, time), noThread()).take("job-1", scope);
    places(new AdaptiveRateLimiter(1, time), noThread()).refused(refusal(null), scope);
    places(RateLimiter.unlimited(), noThread()).take("job-1", scope);
    assertThat(events).isEmpty();
  }

  @Test
  void aLimiterThatHangsIsInterruptedAtTheDeadline() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    RateLimiter hanging = atMost -> {
      entered.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return Optional.of(Duration.ZERO);
    };
    Places places = places(hanging, task -> {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
      try {
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    assertThatThrownBy(() -> places.take("job-1", scope))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("no whole response within 10000 ms: waiting for the rate limiter");
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aCancellationOrAnInterruptEndsTheWait() {
    for (RateLimiter limiter : List.of(new AdaptiveRateLimiter(1, time), (RateLimiter) atMost -> Optional.of(SECOND.dividedBy(2)))) {
      Scope canceled = scope.open();
      Places places = places(limiter);
      places.take("job-1", scope);
      time.after(Duration.ofMillis(100), () -> canceled.cancel("enough"));
      assertThatThrownBy(() -> places.take("job-1", canceled))
          .isInstanceOf(CallCanceledException.class)
          .hasMessage("enough (waiting for the rate limiter)");

      time.after(Duration.ofMillis(100), Thread.currentThread()::interrupt);
      assertThatThrownBy(() -> places.take("job-1", scope)).isInstanceOf(CallInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void whoIsCanceledAlreadyTakesNoPlace() {
    List<Duration> asked = new ArrayList<>();
    AdaptiveRateLimiter own = new AdaptiveRateLimiter(1, time);
    Scope canceled = scope.open();
    canceled.cancel("enough");

    assertThatThrownBy(() -> places(own).take("job-1", canceled)).isInstanceOf(CallCanceledException.class);
    assertThatThrownBy(() -> places(atMost -> {
      asked.add(atMost);
      return Optional.empty();
    }).take("job-1", canceled)).isInstanceOf(CallCanceledException.class);

    assertThat(own.reserve(Duration.ZERO)).isPresent();
    assertThat(asked).isEmpty();
  }

  @Test
  void whoIsCanceledWhileTheLimiterAnswersDoesNotGoOn() {
    assertThatThrownBy(() -> places(atMost -> {
      scope.cancel("enough");
      return Optional.of(Duration.ZERO);
    }).take("job-1", scope)).isInstanceOf(CallCanceledException.class);
  }

  @Test
  void a429PutsOffThoseWhoWaitAlready() {
    Places places = places(new AdaptiveRateLimiter(1, time));
    places.take("job-1", scope);
    time.after(Duration.ofMillis(500), () -> places.refused(refusal(Duration.ofSeconds(3)), scope));

    places.take("job-2", scope);

    assertThat(time.passed()).isEqualTo(Duration.ofMillis(3500));
    assertThat(events).containsExactly(
        new LimitEvent("job-2", Duration.ofMillis(1020)), new LimitEvent("job-2", Duration.ofMillis(2480)));
  }

  @Test
  void whoIsPutOffBeyondItsDeadlineIsToldAtOnce() {
    Places places = places(new AdaptiveRateLimiter(1, time));
    places.take("job-1", scope);
    time.after(Duration.ofMillis(500), () -> places.refused(refusal(Duration.ofSeconds(60)), scope));

    assertThatThrownBy(() -> places.take("job-2", scope)).isInstanceOf(DeadlineExceededException.class);
    assertThat(time.passed()).isEqualTo(Duration.ofMillis(1020));
  }

  @Test
  void aLimiterIsToldOfEach429() {
    List<Optional<Duration>> told = new ArrayList<>();
    Places places = places(new RateLimiter() {
      @Override
      public Optional<Duration> reserve(Duration atMost) {
        return Optional.of(Duration.ZERO);
      }

      @Override
      public void rateLimited(Optional<Duration> retryAfter) {
        told.add(retryAfter);
      }
    });
    places.refused(refusal(null), scope);
    places.refused(refusal(SECOND), scope);

    assertThat(told).containsExactly(Optional.empty(), Optional.of(SECOND));
  }

  @Test
  void aLimiterThatFailsToBeToldChangesNothingForTheCall() {
    RateLimiter failing = new RateLimiter() {
      @Override
      public Optional<Duration> reserve(Duration atMost) {
        return Optional.of(Duration.ZERO);
      }

      @Override
      public void rateLimited(Optional<Duration> retryAfter) throws IOException {
        throw new IOException("redis://user:password@host");
      }
    };
    try (Logged log = new Logged()) {
      places(failing).refused(refusal(null), scope);
      assertThat(log.lines())
          .containsExactly("WARNING The rate limiter was not told of a 429: the rate limiter threw java.io.IOException");
    }
  }
}
