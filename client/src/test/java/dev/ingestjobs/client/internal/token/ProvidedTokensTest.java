package dev.ingestjobs.client.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidedTokensTest {
  private static final String JWT = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl";
  private static final String OPAQUE = "opaque-S3cr3t/Tok+en=0123456789";

  private final FakeTime time = new FakeTime();
  private final Scope scope = Scope.unlimited(time).open(Duration.ofSeconds(5));

  /** Hangs until it is interrupted, both when it is asked and when it is told. */
  private static final class Hanging implements TokenProvider {
    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String token() {
      entered.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        interrupted.countDown();
      }
      return "too late";
    }

    @Override
    public void rejected(String token) {
      token();
    }

    /** A thread for each, once the provider has been entered. */
    void execute(Runnable task) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
      open(entered);
    }
  }

  private static void open(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aProviderIsAskedEachTimeByTheExecutor() {
    AtomicInteger asked = new AtomicInteger();
    List<Runnable> tasks = new ArrayList<>();
    ProvidedTokens tokens = new ProvidedTokens(() -> "token-" + asked.incrementAndGet(), task -> {
      tasks.add(task);
      task.run();
    });

    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(tasks).hasSize(2);
  }

  @Test
  void whatTheProviderTakesTimeForIsWaitedFor() {
    ProvidedTokens tokens = new ProvidedTokens(() -> "token", task -> time.after(Duration.ofSeconds(2), task));

    assertThat(tokens.token(scope)).isEqualTo("token");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @MethodSource("withoutAThread")
  void oneThatCannotHangNeedsNoThread(TokenProvider provider) {
    ProvidedTokens tokens = new ProvidedTokens(provider, refusing(new AssertionError("no thread is needed")));

    assertThat(tokens.token(scope)).isEqualTo("token");
    assertThatCode(() -> tokens.rejected("token", scope)).doesNotThrowAnyException();
  }

  static Stream<TokenProvider> withoutAThread() {
    return Stream.of(new FixedToken("token"), new EnvironmentToken("TOKEN", name -> "token"));
  }

  @Test
  void aProviderThatHangsEndsAtTheDeadlineAndIsInterrupted() {
    Hanging provider = new Hanging();
    ProvidedTokens tokens = new ProvidedTokens(provider, provider::execute);

    DeadlineExceededException thrown = catchThrowableOfType(DeadlineExceededException.class, () -> tokens.token(scope));

    assertThat(thrown).hasMessage("no whole response within 5000 ms: the token provider did not answer");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
    open(provider.interrupted);
  }

  @Test
  void aProviderThatHangsEndsWithItsScope() {
    Hanging provider = new Hanging();
    ProvidedTokens tokens = new ProvidedTokens(provider, provider::execute);
    time.after(Duration.ofSeconds(2), () -> scope.cancel("the client was closed"));

    CallCanceledException thrown = catchThrowableOfType(CallCanceledException.class, () -> tokens.token(scope));

    assertThat(thrown).hasMessage("the client was closed (the token provider did not answer)");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    open(provider.interrupted);
  }

  @Test
  void aProviderThatHangsEndsWithItsCaller() {
    Hanging provider = new Hanging();
    ProvidedTokens tokens = new ProvidedTokens(provider, provider::execute);
    time.after(Duration.ofSeconds(1), Thread.currentThread()::interrupt);

    CallInterruptedException thrown = catchThrowableOfType(CallInterruptedException.class, () -> tokens.token(scope));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thrown).hasMessage("the calling thread was interrupted (the token provider did not answer)");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
    open(provider.interrupted);
  }

  @Test
  void aProviderThatHangsWhenItIsToldEndsAtTheDeadlineAndIsInterrupted() {
    Hanging provider = new Hanging();
    ProvidedTokens tokens = new ProvidedTokens(provider, provider::execute);

    assertThat(catchThrowable(() -> tokens.rejected("token", scope))).isInstanceOf(DeadlineExceededException.class);

    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
    open(provider.interrupted);
  }

  @Test
  void aProviderIsNotAskedForACallThatIsOver() {
    List<Runnable> tasks = new ArrayList<>();
    AtomicBoolean asked = new AtomicBoolean();
    ProvidedTokens tokens = new ProvidedTokens(() -> String.valueOf(asked.getAndSet(true)), tasks::add);

    assertThat(catchThrowable(() -> tokens.token(scope))).isInstanceOf(DeadlineExceededException.class);
    tasks.get(0).run();
    assertThat(asked).as("asked by a thread that comes too late").isFalse();

    assertThat(catchThrowable(() -> tokens.token(scope))).isInstanceOf(DeadlineExceededException.class);
    scope.cancel("closed");
    assertThat(catchThrowable(() -> tokens.token(scope))).isInstanceOf(CallCanceledException.class);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void aScopeForgetsWhoNoLongerWaits() {
    new ProvidedTokens(() -> "token", Runnable::run).token(scope);

    assertThat(scope).extracting("actions").asInstanceOf(COLLECTION).isEmpty();
  }

  static Stream<Throwable> failures() {
    return Stream.of(new IOException(OPAQUE, new IOException(JWT)), new IllegalStateException(OPAQUE), new Exception(JWT),
        new InterruptedException(OPAQUE), new StackOverflowError(OPAQUE), new LinkageError(OPAQUE), new OutOfMemoryError(OPAQUE),
        new Throwable(OPAQUE), new CallCanceledException(OPAQUE));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverAProviderThrowsOnlyItsTypeIsTold(Throwable failure) {
    ProvidedTokens tokens = new ProvidedTokens(failing(failure), Runnable::run);

    for (TokenException thrown : List.of(
        catchThrowableOfType(TokenException.class, () -> tokens.token(scope)),
        catchThrowableOfType(TokenException.class, () -> tokens.rejected("token", scope)))) {
      assertThat(thrown).hasMessage("the token provider failed: " + failure.getClass().getName()).hasNoCause();
      assertThat(thrown.isRetryable()).isFalse();
      assertThat(Shown.of(thrown)).doesNotContain(OPAQUE, JWT);
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", OPAQUE + " ", "Bearer " + OPAQUE, OPAQUE + "\r\nX: y", OPAQUE + "\u0000", OPAQUE + "é"})
  void whatIsNoTokenIsRefusedAndNotRepeated(String garbage) {
    ProvidedTokens tokens = new ProvidedTokens(() -> garbage, Runnable::run);

    TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

    assertThat(thrown).hasMessageStartingWith("the token of the token provider ").hasNoCause();
    assertThat(thrown.isRetryable()).isFalse();
    assertThat(Shown.of(thrown)).doesNotContain(OPAQUE);
  }

  @Test
  void theProvidersOwnExceptionPassesAsItIs() {
    TokenException own = new TokenException("the vault is sealed", new NotSerializable("its cause", "no secret"), true);
    own.addSuppressed(new IOException("and more"));
    ProvidedTokens tokens = new ProvidedTokens(failing(own), Runnable::run);

    assertThat(catchThrowable(() -> tokens.token(scope))).isSameAs(own);
    assertThat(catchThrowable(() -> tokens.rejected("token", scope))).isSameAs(own);
  }

  /** Shows its secret to nobody but a serializer, and not in full to that. */
  private static final class NotSerializable extends Exception {
    private static final long serialVersionUID = 1L;

    final String field;
    final transient Object notWritten = new Object();
    @SuppressWarnings("serial") // That is the point.
    final Object notSerializable = new Object();

    NotSerializable(String message, String field) {
      super(message);
      this.field = field;
    }
  }

  /** Cannot even be printed. */
  private static final class Hostile extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw ProvidedTokensTest.<RuntimeException>sneak(new IOException(OPAQUE));
    }
  }

  static Stream<TokenException> exceptionsWithATokenBehind() {
    TokenException suppressing = new TokenException("failed", null, true);
    suppressing.addSuppressed(new IOException(JWT));
    return Stream.of(
        new TokenException("failed", new IOException("a", new IOException("refused Bearer " + OPAQUE)), true),
        new TokenException("failed", new NotSerializable("a field", JWT), true),
        new TokenException("failed", new Hostile(), true),
        suppressing);
  }

  @ParameterizedTest
  @MethodSource("exceptionsWithATokenBehind")
  void theProvidersOwnExceptionPassesWithoutWhatShowsAToken(TokenException own) {
    ProvidedTokens tokens = new ProvidedTokens(failing(own), Runnable::run);

    TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

    assertThat(thrown).hasMessage("failed").hasNoCause().hasNoSuppressedExceptions();
    assertThat(thrown.isRetryable()).isTrue();
    assertThat(Shown.of(thrown)).doesNotContain(OPAQUE, JWT);
  }

  @Test
  void theProvidersOwnMessagePassesWithoutTokens() {
    AtomicBoolean fails = new AtomicBoolean();
    ProvidedTokens tokens = new ProvidedTokens(() -> {
      if (fails.get()) {
        throw new TokenException("no successor of " + OPAQUE + ", nor of " + JWT, null, false);
      }
      return OPAQUE;
    }, Runnable::run);
    assertThat(tokens.token(scope)).isEqualTo(OPAQUE);
    fails.set(true);

    TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

    assertThat(thrown).hasMessage("no successor of [redacted], nor of [redacted]").hasNoCause();
    assertThat(thrown.isRetryable()).isFalse();
  }

  @Test
  void anExecutorWithoutAThreadIsAPassingFailure() {
    for (Throwable failure : List.of(new RejectedExecutionException(OPAQUE), new OutOfMemoryError("unable to create native thread"))) {
      ProvidedTokens tokens = new ProvidedTokens(() -> "token", refusing(failure));

      TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

      assertThat(thrown).hasMessage("there is no thread to ask the token provider in: " + failure.getClass().getName()).hasNoCause();
      assertThat(thrown.isRetryable()).isTrue();
    }
  }

  @Test
  void aProviderIsToldOfARejectedTokenByTheExecutor() {
    List<String> rejected = new ArrayList<>();
    TokenProvider provider = new TokenProvider() {
      @Override
      public String token() {
        return "token";
      }

      @Override
      public void rejected(String token) {
        rejected.add(token);
      }
    };

    new ProvidedTokens(provider, task -> time.after(Duration.ofSeconds(1), task)).rejected("old", scope);

    assertThat(rejected).containsExactly("old");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
  }

  private static Executor refusing(Throwable failure) {
    return task -> ProvidedTokensTest.<RuntimeException>sneak(failure);
  }

  private static TokenProvider failing(Throwable failure) {
    return new TokenProvider() {
      @Override
      public String token() {
        throw ProvidedTokensTest.<RuntimeException>sneak(failure);
      }

      @Override
      public void rejected(String token) {
        throw ProvidedTokensTest.<RuntimeException>sneak(failure);
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
