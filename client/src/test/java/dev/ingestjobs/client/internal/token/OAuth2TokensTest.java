package dev.ingestjobs.client.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.internal.time.SystemTime;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OAuth2TokensTest {
  private static final String SECRET = "s3cr3t-0123456789-abcdef";
  private static final String URL = "https://socktown.amperity.com/api/v0/oauth2/token";

  private final FakeTime time = new FakeTime();
  private final Scope client = Scope.unlimited(time);
  private final Scope scope = client.open(Duration.ofDays(365));
  private final FakeEndpoint server = new FakeEndpoint(FakeEndpoint.token("token-1", 3600));
  private final List<TokenException> warnings = new ArrayList<>();
  private final List<Runnable> tasks = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  });

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private TokenEndpoint endpoint() {
    return new TokenEndpoint(ClientCredentials.of("id", SECRET), URI.create(URL), "socktown", server, "test");
  }

  private OAuth2Tokens tokens(Executor executor) {
    return new OAuth2Tokens(endpoint(), executor, time, client, warnings::add);
  }

  /** Runs a task in the thread of the one waiter, this long after it was given. */
  private Executor after(Duration delay) {
    return task -> time.after(delay, task);
  }

  private void serve(FakeEndpoint.Answer answer) {
    server.answer(answer);
  }

  private void serveStatus(int status) {
    serve(FakeEndpoint.status(status, ""));
  }

  @Test
  void aTokenIsKeptUntilAMinuteBeforeItsEnd() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    serve(FakeEndpoint.token("token-2", 3600));

    time.pass(Duration.ofSeconds(3540).minusNanos(1));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(server.requests()).hasSize(1);

    time.pass(Duration.ofNanos(1));
    assertThat(tokens.token(scope)).as("the old one, while it holds").isEqualTo("token-1");
    assertThat(server.requests()).hasSize(2);
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aShortTokenIsKeptForFourFifthsOfItsLife() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serve(FakeEndpoint.token("token-1", 100));
    tokens.token(scope);

    assertRefreshedAfter(Duration.ofSeconds(80), tokens);
  }

  @Test
  void theLifeOfATokenBeginsWhenItIsAskedFor() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serve((request, within) -> {
      time.pass(Duration.ofSeconds(10));
      return FakeEndpoint.token("token-1", 100).to(request, within);
    });
    tokens.token(scope);

    assertRefreshedAfter(Duration.ofSeconds(70), tokens);
  }

  /** Asks for the second token at this time and no nanosecond earlier. */
  private void assertRefreshedAfter(Duration duration, OAuth2Tokens tokens) {
    time.pass(duration.minusNanos(1));
    tokens.token(scope);
    assertThat(server.requests()).hasSize(1);

    time.pass(Duration.ofNanos(1));
    tokens.token(scope);
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void theOldTokenIsUsedWhileItHoldsAndANewOneIsOnItsWay() {
    OAuth2Tokens tokens = tokens(tasks::add);
    begin(tokens, "token-1", 100);
    serve(FakeEndpoint.token("token-2", 100));

    time.pass(Duration.ofSeconds(80));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    time.pass(Duration.ofSeconds(20).minusNanos(1));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(tasks).hasSize(1);

    time.pass(Duration.ofNanos(1));
    Scope brief = client.open(Duration.ofSeconds(1));
    assertThat(catchThrowable(() -> tokens.token(brief))).as("it is over").isInstanceOf(DeadlineExceededException.class);
    assertThat(tasks).hasSize(1);

    tasks.remove(0).run();
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(tasks).isEmpty();
  }

  /** Has a first token fetched. */
  private void begin(OAuth2Tokens tokens, String token, long seconds) {
    serve(FakeEndpoint.token(token, seconds));
    assertThat(catchThrowable(() -> tokens.token(client.open(Duration.ofNanos(1))))).isInstanceOf(DeadlineExceededException.class);
    tasks.remove(0).run();
  }

  @Test
  void whoHasNoTokenWaitsForTheRefresh() {
    OAuth2Tokens tokens = tokens(after(Duration.ofSeconds(2)));

    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(scope).extracting("actions").asInstanceOf(COLLECTION).isEmpty();
  }

  @Test
  void whoWaitsTooLongLeavesTheRefreshToTheOthers() {
    OAuth2Tokens tokens = tokens(after(Duration.ofSeconds(2)));

    DeadlineExceededException thrown =
        catchThrowableOfType(DeadlineExceededException.class, () -> tokens.token(client.open(Duration.ofSeconds(1))));
    assertThat(thrown).hasMessage("no whole response within 1000 ms: the token endpoint did not answer");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));

    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(2));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void whoIsCanceledOrInterruptedWhileWaitingSaysSo() {
    OAuth2Tokens tokens = tokens(tasks::add);
    Scope canceled = client.open(Duration.ofSeconds(10));
    time.after(Duration.ofSeconds(1), () -> canceled.cancel("closed"));
    assertThat(catchThrowable(() -> tokens.token(canceled))).isInstanceOf(CallCanceledException.class)
        .hasMessage("closed (the token endpoint did not answer)");

    time.after(Duration.ofSeconds(1), Thread.currentThread()::interrupt);
    assertThat(catchThrowable(() -> tokens.token(scope))).isInstanceOf(CallInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(tasks).hasSize(1);
  }

  @Test
  void aCallThatIsOverAsksForNothing() {
    OAuth2Tokens tokens = tokens(tasks::add);
    Scope over = client.open(Duration.ofSeconds(1));
    over.cancel("closed");

    assertThat(catchThrowable(() -> tokens.token(over))).isInstanceOf(CallCanceledException.class);
    assertThat(tasks).isEmpty();
  }

  @Test
  void aRefreshHasALimitOfItsOwnAndEndsWithTheClient() {
    AtomicReference<Scope> carriedIn = new AtomicReference<>();
    List<Boolean> canceled = new ArrayList<>();
    serve((request, within) -> {
      carriedIn.set(within);
      assertThat(within.remaining()).isEqualTo(Duration.ofSeconds(30));
      client.cancel("closed");
      canceled.add(within.isCanceled());
      return FakeEndpoint.token("token-1", 3600).to(request, within);
    });
    Scope other = Scope.unlimited(time);

    assertThat(tokens(Runnable::run).token(other)).isEqualTo("token-1");

    assertThat(canceled).containsExactly(true);
    assertThat(client).extracting("actions").asInstanceOf(COLLECTION)
        .as("of the test's own scope").hasSize(1);
  }

  @Test
  void aFailureWhileTheOldTokenHoldsIsAWarningAndTriedAgainAfterAPause() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    tokens.token(scope);
    serveStatus(503);
    time.pass(Duration.ofSeconds(3540));

    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(warnings).singleElement().satisfies(warning ->
        assertThat(warning).hasMessage("no token: POST " + URL + ": 503"));
    time.pass(Duration.ofSeconds(5).minusNanos(1));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(server.requests()).hasSize(2);
    assertThat(warnings).hasSize(1);

    time.pass(Duration.ofNanos(1));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(server.requests()).hasSize(3);
    assertThat(warnings).hasSize(2);

    serve(FakeEndpoint.token("token-2", 3600));
    time.pass(Duration.ofSeconds(5));
    tokens.token(scope);
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(warnings).hasSize(2);
    assertThat(time.passed()).as("nobody waited but the test").isEqualTo(Duration.ofSeconds(3550));
  }

  @Test
  void aFailureAfterTheOldTokensEndIsNoWarning() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serve(FakeEndpoint.token("token-1", 100));
    tokens.token(scope);
    serve((request, within) -> {
      time.pass(Duration.ofSeconds(20));
      return FakeEndpoint.status(503, "").to(request, within);
    });
    time.pass(Duration.ofSeconds(80));

    tokens.token(scope);

    assertThat(server.requests()).hasSize(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFailureWhenTheClientClosesIsNoWarning() {
    OAuth2Tokens tokens = tokens(tasks::add);
    begin(tokens, "token-1", 100);
    time.pass(Duration.ofSeconds(80));
    serve(FakeEndpoint.failing(new CallCanceledException("closed")));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    client.cancel("closed");

    tasks.remove(0).run();

    assertThat(warnings).isEmpty();
  }

  @Test
  void aTokenThatEndsInThePauseIsReplacedAtOnce() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serve(FakeEndpoint.token("token-1", 100));
    tokens.token(scope);
    serveStatus(503);
    time.pass(Duration.ofSeconds(98));
    tokens.token(scope);
    assertThat(warnings).hasSize(1);
    serve(FakeEndpoint.token("token-2", 100));

    time.pass(Duration.ofSeconds(2));
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void aFinalFailureIsRepeatedForFiveSecondsToEachAnExceptionOfItsOwn() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serve(FakeEndpoint.status(401, "{\"error\":\"invalid_client\"}"));

    TokenException first = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));
    time.pass(Duration.ofSeconds(5).minusNanos(1));
    TokenException second = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

    assertThat(first).hasMessage("no token: POST " + URL + ": 401 (invalid_client)").isNotSameAs(second);
    assertThat(second).hasMessage(first.getMessage());
    assertThat(second.isRetryable()).isFalse();
    assertThat(server.requests()).hasSize(1);
    assertThat(warnings).isEmpty();

    serve(FakeEndpoint.token("token-1", 3600));
    time.pass(Duration.ofNanos(1));
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aPassingFailureIsThrownAndTheNextRefreshBeginsASecondLater() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    TransportException cause = new TransportException("refused", null);
    serve(FakeEndpoint.failing(cause));

    TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));
    assertThat(thrown).hasMessage("no token: refused").hasCause(cause);
    assertThat(thrown.isRetryable()).isTrue();

    time.pass(Duration.ofMillis(400));
    serve((request, within) -> {
      assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
      assertThat(within.remaining()).isEqualTo(Duration.ofSeconds(30));
      return FakeEndpoint.token("token-1", 3600).to(request, within);
    });
    assertThat(tokens.token(scope)).isEqualTo("token-1");

    tokens.rejected("token-1", scope);
    serve(FakeEndpoint.token("token-2", 3600));
    assertThat(tokens.token(scope)).isEqualTo("token-2");
    assertThat(time.passed()).as("the failure is forgotten").isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aSecondAfterAPassingFailureNobodyWaits() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    serveStatus(503);
    catchThrowable(() -> tokens.token(scope));
    serve(FakeEndpoint.token("token-1", 3600));
    time.pass(Duration.ofSeconds(1));

    assertThat(tokens.token(scope)).isEqualTo("token-1");
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPauseEndsWithTheClient() {
    OAuth2Tokens tokens = tokens(tasks::add);
    catchThrowable(() -> tokens.token(client.open(Duration.ofNanos(1))));
    serveStatus(503);
    tasks.remove(0).run();
    catchThrowable(() -> tokens.token(client.open(Duration.ofNanos(1))));
    client.cancel("closed");

    tasks.remove(0).run();

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aStormOfRejectionsMakesOneRefresh() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    assertThat(tokens.token(scope)).isEqualTo("token-1");
    serve(FakeEndpoint.token("token-2", 3600));

    for (int i = 0; i < 50; i++) {
      tokens.rejected("token-1", scope);
      assertThat(tokens.token(scope)).isEqualTo("token-2");
    }
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aRejectionBeforeTheFirstTokenIsNothing() {
    OAuth2Tokens tokens = tokens(Runnable::run);

    tokens.rejected("token-0", scope);

    assertThat(tokens.token(scope)).isEqualTo("token-1");
  }

  @Test
  void anExecutorWithoutAThreadIsAPassingFailure() {
    for (Throwable failure : List.of(new RejectedExecutionException(SECRET), new OutOfMemoryError(SECRET))) {
      OAuth2Tokens tokens = tokens(task -> FakeEndpoint.<RuntimeException>sneak(failure));

      TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens.token(scope));

      assertThat(thrown).hasMessage("no token: there is no thread to fetch it in: " + failure.getClass().getName()).hasNoCause();
      assertThat(thrown.isRetryable()).isTrue();
    }
  }

  static Stream<Throwable> surprises() {
    return Stream.of(new IllegalStateException(SECRET), new StackOverflowError(SECRET), new LinkageError(SECRET), new Exception(SECRET));
  }

  @ParameterizedTest
  @MethodSource("surprises")
  void whateverIsThrownOnlyItsTypeIsTold(Throwable surprise) {
    serve(FakeEndpoint.failing(surprise));

    TokenException thrown = catchThrowableOfType(TokenException.class, () -> tokens(Runnable::run).token(scope));

    assertThat(thrown).hasMessage("no token: " + surprise.getClass().getName()).hasNoCause();
    assertThat(thrown.isRetryable()).isFalse();
    assertThat(Shown.of(thrown)).doesNotContain(SECRET);
  }

  @Test
  void nothingThatIsKeptShowsTheToken() {
    OAuth2Tokens tokens = tokens(Runnable::run);
    tokens.token(scope);

    assertThat(tokens).extracting("kept").hasToString("Kept");
    assertThat(tokens.toString()).doesNotContain("token-1", SECRET);
  }

  /** The machine's time, which tells when this many wait. */
  private static final class Watched implements Time {
    final CountDownLatch waiting;

    Watched(int waiters) {
      waiting = new CountDownLatch(waiters);
    }

    @Override
    public long nanoTime() {
      return SystemTime.INSTANCE.nanoTime();
    }

    @Override
    public Instant now() {
      return SystemTime.INSTANCE.now();
    }

    @Override
    public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
      waiting.countDown();
      return SystemTime.INSTANCE.await(latch, nanos);
    }

    @Override
    public double random() {
      return SystemTime.INSTANCE.random();
    }
  }

  @Test
  void fiftyWhoAskAtOnceMakeOneRefresh() throws Exception {
    Watched watched = new Watched(50);
    Scope all = Scope.unlimited(watched).open(Duration.ofSeconds(20));
    serve((request, within) -> {
      assertThat(watched.waiting.await(10, TimeUnit.SECONDS)).isTrue();
      return FakeEndpoint.token("token-1", 3600).to(request, within);
    });
    OAuth2Tokens tokens = new OAuth2Tokens(endpoint(), threads, watched, all, warnings::add);
    Callable<String> call = () -> tokens.token(all);

    List<Future<String>> calls = Stream.generate(() -> threads.submit(call)).limit(50).toList();

    for (Future<String> each : calls) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo("token-1");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void oneWhoIsCanceledLeavesTheOthersTheirToken() throws Exception {
    Watched watched = new Watched(3);
    Scope all = Scope.unlimited(watched).open(Duration.ofSeconds(20));
    Scope canceled = all.open(Duration.ofSeconds(20));
    CountDownLatch gone = new CountDownLatch(1);
    serve((request, within) -> {
      assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
      return FakeEndpoint.token("token-1", 3600).to(request, within);
    });
    OAuth2Tokens tokens = new OAuth2Tokens(endpoint(), threads, watched, all, warnings::add);
    // The one who begins the refresh is the one who is canceled.
    Future<Throwable> first = threads.submit(() -> catchThrowable(() -> tokens.token(canceled)));
    Future<String> second = threads.submit(() -> tokens.token(all));
    Future<String> third = threads.submit(() -> tokens.token(all));
    assertThat(watched.waiting.await(10, TimeUnit.SECONDS)).isTrue();

    canceled.cancel("its future was canceled");

    assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(CallCanceledException.class);
    gone.countDown();
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("token-1");
    assertThat(third.get(10, TimeUnit.SECONDS)).isEqualTo("token-1");
    assertThat(server.requests()).hasSize(1);
  }
}
