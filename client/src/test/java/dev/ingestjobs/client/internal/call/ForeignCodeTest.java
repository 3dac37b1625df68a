package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.internal.time.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ForeignCodeTest {
  private final FakeTime time = new FakeTime();
  private final Scope scope = Scope.unlimited(time).open(Duration.ofSeconds(5));

  @Test
  void whatTheCodeReturnsIsReturned() throws Exception {
    assertThat(new ForeignCode(Runnable::run).<String>run(() -> "a", scope, "b")).isEqualTo("a");
    assertThat(new ForeignCode(Runnable::run).<String>run(() -> null, scope, "b")).isNull();
    assertThat(new ForeignCode(task -> time.after(Duration.ofSeconds(1), task)).<String>run(() -> "a", scope, "b")).isEqualTo("a");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whatTheCodeThrowsIsTheCause() {
    for (Exception thrown : List.of(new CompletionException("a", null), new IllegalStateException("a"), new ExecutionException("a", null))) {
      assertThatThrownBy(() -> new ForeignCode(Runnable::run).run(() -> {
        throw thrown;
      }, scope, "b")).isInstanceOf(ExecutionException.class).hasCause(thrown);
    }
  }

  @Test
  void withoutAThreadTheTypeOfTheFailureIsTold() {
    assertThatThrownBy(() -> new ForeignCode(task -> {
      throw new IllegalStateException("a");
    }).run(() -> "a", scope, "b"))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("java.lang.IllegalStateException")
        .hasNoCause();
  }

  @Test
  void nothingIsBegunForWhoHasToEnd() {
    List<Runnable> tasks = new ArrayList<>();
    scope.cancel("enough");

    assertThatThrownBy(() -> new ForeignCode(tasks::add).run(() -> "a", scope, "doing"))
        .isInstanceOf(CallCanceledException.class)
        .hasMessage("enough (doing)");
    assertThat(tasks).isEmpty();
  }

  @Test
  void whatHasNotBegunInTimeDoesNotBegin() {
    List<Runnable> tasks = new ArrayList<>();
    List<String> done = new ArrayList<>();
    assertThatThrownBy(() -> new ForeignCode(tasks::add).run(() -> done.add("a"), scope, "doing"))
        .hasMessage("no whole response within 5000 ms: doing");

    tasks.forEach(Runnable::run);
    assertThat(done).isEmpty();
  }
}
