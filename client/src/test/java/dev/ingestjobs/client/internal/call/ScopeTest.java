package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.internal.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopeTest {
  private final FakeTime time = new FakeTime();
  private final Scope root = Scope.unlimited(time);

  @AfterEach
  void noFlagIsLeft() {
    Thread.interrupted();
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Test
  void anInnerScopeEndsNoLaterThanTheOuterOne() {
    Scope outer = root.open(seconds(10));
    time.pass(seconds(4));

    assertThat(outer.remaining()).isEqualTo(seconds(6));
    assertThat(outer.open(seconds(60)).remaining()).isEqualTo(seconds(6));
    assertThat(outer.open(seconds(60)).allowed()).isEqualTo(seconds(10));
    assertThat(outer.open(seconds(6)).allowed()).isEqualTo(seconds(10));
    assertThat(outer.open(seconds(5)).remaining()).isEqualTo(seconds(5));
    assertThat(outer.open(seconds(5)).allowed()).isEqualTo(seconds(5));
    assertThat(outer.open().remaining()).isEqualTo(seconds(6));
    assertThat(outer.open().allowed()).isEqualTo(seconds(10));
  }

  @Test
  void aDeadlineHoldsWhenTheClockWrapsAround() {
    // Its beginning is 5 s before the largest number of nanoseconds.
    Scope scope = root.open(seconds(10));
    time.pass(seconds(7));
    assertThat(time.nanoTime()).isNegative();

    assertThat(scope.remaining()).isEqualTo(seconds(3));
    assertThat(scope.open(seconds(4)).remaining()).isEqualTo(seconds(3));
    assertThatCode(() -> scope.check("a")).doesNotThrowAnyException();

    time.pass(seconds(3));
    assertThat(scope.remainingNanos()).isZero();
    assertThatThrownBy(() -> scope.check("doing this"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("no whole response within 10000 ms: doing this");

    time.pass(seconds(9));
    assertThat(scope.remainingNanos()).isZero();
  }

  @Test
  void theLongestTimeIsNoDeadline() {
    time.pass(seconds(1));

    assertThat(root.open(seconds(Long.MAX_VALUE)).remaining()).isEqualTo(root.remaining()).isGreaterThan(Duration.ofDays(18_000));
    assertThat(root.open(seconds(-1)).remainingNanos()).isZero();
  }

  @Test
  void aCancellationReachesEveryScopeWithinWithItsReason() {
    Scope outer = root.open(seconds(10));
    Scope inner = outer.open().open(seconds(1));
    Scope beside = root.open(seconds(10));
    List<String> done = new ArrayList<>();
    inner.onCancel(() -> done.add("inner"));
    beside.onCancel(() -> done.add("beside"));

    outer.cancel("the client is closed");
    outer.cancel("another reason");

    assertThat(done).containsExactly("inner");
    assertThat(inner.isCanceled()).isTrue();
    assertThat(beside.isCanceled()).isFalse();
    assertThat(root.isCanceled()).isFalse();
    assertThatThrownBy(() -> inner.check("doing this"))
        .isInstanceOf(CallCanceledException.class)
        .hasMessage("the client is closed (doing this)");
    assertThatThrownBy(() -> outer.open().check("doing that")).hasMessage("the client is closed (doing that)");
  }

  @Test
  void anInnerCancellationStaysWithin() {
    Scope inner = root.open();
    inner.cancel("a");

    assertThatCode(() -> root.check("b")).doesNotThrowAnyException();
  }

  @Test
  void anActionRunsAtOnceIfTheScopeIsCanceledAlready() {
    root.cancel("a");
    List<String> done = new ArrayList<>();
    root.onCancel(() -> done.add("done"));

    assertThat(done).containsExactly("done");
  }

  @Test
  void anActionThatWasTakenBackDoesNotRun() {
    List<String> done = new ArrayList<>();
    Runnable action = () -> done.add("done");
    root.onCancel(action);
    root.onCancel(action).close();

    root.cancel("a");

    assertThat(done).containsExactly("done");
  }

  @Test
  void anActionThatThrowsKeepsNoOtherFromRunning() {
    List<String> done = new ArrayList<>();
    Runnable failing = () -> {
      done.add("failing");
      throw new StackOverflowError("a");
    };
    for (int i = 0; i < 5; i++) {
      root.onCancel(failing);
      root.open().onCancel(() -> done.add("inner"));
    }
    try (Logged log = new Logged()) {
      root.cancel("a");
      assertThat(log.lines()).hasSize(5).containsOnly("WARNING An action upon a cancellation threw java.lang.StackOverflowError");
      root.onCancel(failing);
      assertThat(log.lines()).hasSize(6);
    }
    assertThat(done).hasSize(11).contains("inner");
  }

  @Test
  void aScopeThatIsClosedIsForgotten() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      Scope child = root.open(seconds(1));
      Scope.Hook hook = root.onCancel(() -> {});
      root.await(CompletableFuture.completedFuture("a"), "a");
      hook.close();
      child.close();
    }
    var actions = Scope.class.getDeclaredField("actions");
    actions.setAccessible(true);

    assertThat((Collection<?>) actions.get(root)).isEmpty();
    root.close();
  }

  @Test
  void aClosedScopeIsNotCanceledWithTheOuterOne() {
    Scope inner = root.open();
    inner.close();
    root.cancel("a");

    assertThat(inner.isCanceled()).isFalse();
  }

  @Test
  void aSleepEndsAtTheDeadline() {
    Scope scope = root.open(seconds(3));
    scope.sleep(seconds(2), "a");
    scope.sleep(seconds(2), "a");

    assertThat(time.passed()).isEqualTo(seconds(3));
    assertThat(time.waits()).containsExactly(seconds(2), seconds(1));
  }

  @Test
  void aSleepEndsWithACancellation() {
    Scope scope = root.open(seconds(30));
    time.after(seconds(1), () -> root.cancel("enough"));

    assertThatThrownBy(() -> scope.sleep(seconds(10), "sleeping"))
        .isInstanceOf(CallCanceledException.class)
        .hasMessage("enough (sleeping)");
    assertThat(time.passed()).isEqualTo(seconds(1));
  }

  @Test
  void aSleepEndsWithAnInterruptAndTheFlagIsSet() {
    time.after(seconds(1), Thread.currentThread()::interrupt);

    assertThatThrownBy(() -> root.sleep(seconds(10), "sleeping"))
        .isInstanceOf(CallInterruptedException.class)
        .hasMessage("the calling thread was interrupted (sleeping)");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThatThrownBy(() -> root.check("going on"))
        .isInstanceOf(CallInterruptedException.class)
        .hasMessage("the calling thread was interrupted (going on)");
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void whatAnotherThreadDoesIsWaitedFor() {
    CompletableFuture<String> work = new CompletableFuture<>();
    time.after(seconds(1), () -> work.complete("done"));

    assertThat(root.open(seconds(2)).await(work, "a")).isEqualTo("done");
    assertThat(time.passed()).isEqualTo(seconds(1));
  }

  @Test
  void theFailureOfTheWorkIsThrown() {
    IllegalStateException failure = new IllegalStateException("a");

    assertThatThrownBy(() -> root.await(CompletableFuture.failedFuture(failure), "a"))
        .isInstanceOf(CompletionException.class)
        .hasCause(failure);
  }

  @Test
  void workIsNotWaitedForBeyondTheScope() {
    CompletableFuture<String> never = new CompletableFuture<>();
    Scope scope = root.open(seconds(2));
    assertThatThrownBy(() -> scope.await(never, "working"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("no whole response within 2000 ms: working");
    assertThat(time.passed()).isEqualTo(seconds(2));

    Scope canceled = root.open(seconds(2));
    time.after(seconds(1), () -> canceled.cancel("enough"));
    assertThatThrownBy(() -> canceled.await(never, "working"))
        .isInstanceOf(CallCanceledException.class)
        .hasMessage("enough (working)");
    assertThat(time.passed()).isEqualTo(seconds(3));

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> root.await(never, "working")).isInstanceOf(CallInterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
