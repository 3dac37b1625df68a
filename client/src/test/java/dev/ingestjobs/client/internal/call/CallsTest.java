package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallDetails;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ServiceUnavailableException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.internal.token.TokenSource;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.TokenException;
import feign.FeignException;
import feign.Request;
import feign.RetryableException;
import feign.TypedResponse;
import feign.codec.DecodeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallsTest {
  private static final String SECRET = "s3cret-0123456789-token";
  private static final Duration TIMEOUT = Duration.ofSeconds(100);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

  private final FakeTime time = new FakeTime();
  private final Scope root = Scope.unlimited(time);
  private final FakeApi api = new FakeApi();
  private final FakeTokens tokens = new FakeTokens();
  private final List<Object> events = new ArrayList<>();
  private RateLimiter limiter = RateLimiter.unlimited();
  private RetryPolicy retry = RetryPolicy.DEFAULT;

  /** Gives token-1, token-2, … or does what it is told to. */
  private static final class FakeTokens implements TokenSource {
    private final List<String> rejected = new ArrayList<>();
    private int asked;
    private Supplier<String> answer = () -> "token-" + asked;
    private Runnable whenRejected = () -> {};

    @Override
    public String token(Scope scope) {
      asked++;
      return answer.get();
    }

    @Override
    public void rejected(String token, Scope scope) {
      rejected.add(token);
      whenRejected.run();
    }
  }

  private final class Recorder implements IngestJobsListener {
    @Override
    public void onAttempt(AttemptEvent attempt) {
      events.add(attempt);
    }

    @Override
    public void onLimit(LimitEvent limit) {
      events.add(limit);
    }
  }

  @AfterEach
  void noFlagIsLeft() {
    Thread.interrupted();
    assertThat(Attempt.current()).isNull();
  }

  private Calls calls(IngestJobsListener... listeners) {
    Reporter reporter = new Reporter(listeners.length == 0 ? List.of(new Recorder()) : List.of(listeners), Set.of());
    return new Calls(api, new Calls.Target("https://h.example/api", "socktown", "2024-04-01", TIMEOUT, ATTEMPT_TIMEOUT), tokens,
        new Places(limiter, new ForeignCode(Runnable::run), reporter), retry, reporter, time);
  }

  private void succeeds() {
    assertThat(calls().call("job-1", null, root)).isSameAs(FakeApi.JOB);
  }

  private <T extends IngestJobsException> T fails(Class<T> type) {
    return catchThrowableOfType(type, () -> calls().call("job-1", null, root));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private Supplier<TypedResponse<IngestJob>> taking(Duration duration, RuntimeException failure) {
    return () -> {
      time.pass(duration);
      throw failure;
    };
  }

  @Test
  void aJobIsAskedForOnceIfItComes() {
    succeeds();

    assertThat(api.sent()).containsExactly(new FakeApi.Sent("job-1", "socktown", "2024-04-01", "token-1", ATTEMPT_TIMEOUT));
    assertThat(events).containsExactly(new AttemptEvent("job-1", 1, Optional.empty(), Duration.ZERO, Optional.empty()));
    assertThat(time.waits()).isEmpty();
  }

  @Test
  void whatAnAttemptKnowsIsThereForTheDecoder() {
    FileCounts counts = new FileCounts();
    List<Object> seen = new ArrayList<>();
    api.thenAnswer(() -> {
      seen.add(Attempt.current().countFilesIn());
      seen.add(Attempt.current().toString());
      return FakeApi.JOB;
    });
    calls().call("job-1", counts, root);

    assertThat(seen).containsExactly(counts, "Attempt");
  }

  @Test
  void filesThatABrokenAttemptCountedAreForgotten() {
    FileCounts counts = new FileCounts();
    api.thenAnswer(() -> {
      Attempt.current().countFilesIn().add(0, 7);
      throw new TransportException("broke off", null);
    }).thenAnswer(() -> {
      Attempt.current().countFilesIn().add(0, 2);
      return FakeApi.JOB;
    });
    calls().call("job-1", counts, root);

    assertThat(counts.of(0)).isEqualTo(2);
  }

  @Test
  void aFailureIsTriedAgainAfterABackOffWithATokenOfItsOwn() {
    IngestJobsException broken = new TransportException("broke off", null);
    api.thenAnswer(taking(millis(70), FakeApi.error(503, null))).then(broken).then(502);
    succeeds();

    assertThat(api.tokens()).containsExactly("token-1", "token-2", "token-3", "token-4");
    // Half of 0.5, 1 and 2 seconds.
    assertThat(time.waits()).containsExactly(millis(70), millis(250), millis(500), millis(1000));
    assertThat(events).hasSize(4);
    AttemptEvent first = (AttemptEvent) events.get(0);
    assertThat(first.status()).isEqualTo(OptionalInt.of(503));
    assertThat(first).isEqualTo(new AttemptEvent("job-1", 1, first.failure(), millis(70), Optional.of(millis(250))));
    AttemptEvent second = (AttemptEvent) events.get(1);
    assertThat(second).isEqualTo(new AttemptEvent("job-1", 2, Optional.of(broken), Duration.ZERO, Optional.of(millis(500))));
    assertThat(second.status()).isEmpty();
    AttemptEvent last = (AttemptEvent) events.get(3);
    assertThat(last).isEqualTo(new AttemptEvent("job-1", 4, Optional.empty(), Duration.ZERO, Optional.empty()));
    assertThat(last.status()).isEqualTo(OptionalInt.of(200));
  }

  @Test
  void theLastFailureIsThrownWithAllBeforeIt() {
    List<IngestJobsException> failures = IntStream.of(503, 502, 500, 429, 504)
        .mapToObj(status -> (IngestJobsException) FakeApi.error(status, null))
        .toList();
    failures.forEach(api::then);
    Instant began = time.now();
    time.random(() -> 0);

    IngestJobsException thrown = fails(IngestJobsException.class);

    assertThat(thrown).isSameAs(failures.get(4));
    assertThat(thrown.getSuppressed()).containsExactly(failures.subList(0, 4).toArray(Throwable[]::new));
    assertThat(thrown.call()).contains(
        new CallDetails("https://h.example/api/ingest/jobs/job-1", "socktown", "2024-04-01", 5, began, Duration.ZERO));
    assertThat(failures.get(0).call()).isEmpty();
    AttemptEvent last = (AttemptEvent) events.get(4);
    assertThat(last.retryIn()).isEmpty();
    assertThat(last.failure()).containsSame(thrown);
  }

  @Test
  void oneFailureThatIsThrownTwiceIsSuppressedOnce() {
    IngestJobsException same = new TransportException("same", null);
    api.then(same).then(same).then(403);

    assertThat(fails(ForbiddenException.class).getSuppressed()).containsExactly(same);

    api.then(same).then(same).then(same).then(same).then(same);
    assertThat(fails(TransportException.class)).isSameAs(same).hasNoSuppressedExceptions();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 501})
  void whatNoRepetitionMendsIsNotRepeated(int status) {
    api.then(status);

    IngestJobsException thrown = fails(IngestJobsException.class);

    assertThat(thrown.call().orElseThrow().attempts()).isEqualTo(1);
    assertThat(thrown).hasNoSuppressedExceptions();
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void thePolicySaysHowOften() {
    retry = RetryPolicy.NONE;
    api.then(503);
    fails(ServiceUnavailableException.class);
    assertThat(api.sent()).hasSize(1);

    retry = RetryPolicy.DEFAULT.withMaxAttempts(100).withMaxDelay(Duration.ZERO);
    IntStream.range(0, 200).forEach(i -> api.then(503));
    assertThat(fails(ServiceUnavailableException.class).getSuppressed()).hasSize(99);
    assertThat(api.sent()).hasSize(101);
  }

  @Test
  void whetherAFailureIsRetryableIsForThePolicyToSay() {
    assertThat(calls().isRetryable(FakeApi.error(503, null))).isTrue();
    assertThat(calls().isRetryable(FakeApi.error(404, null))).isFalse();
  }

  @Test
  void aRetryAfterIsTheLeastWait() {
    api.then(FakeApi.error(503, Duration.ofSeconds(7))).then(FakeApi.error(503, millis(1)));
    succeeds();

    assertThat(time.waits()).containsExactly(Duration.ofSeconds(7), millis(500));
  }

  @Test
  void aRetryAfterBeyondTheDeadlineIsToldAtOnce() {
    api.then(FakeApi.error(503, TIMEOUT));

    ServiceUnavailableException thrown = fails(ServiceUnavailableException.class);

    assertThat(thrown.retryAfter()).contains(TIMEOUT);
    assertThat(time.passed()).isZero();
    assertThat(((AttemptEvent) events.get(0)).retryIn()).isEmpty();

    api.then(FakeApi.error(503, TIMEOUT.minusNanos(1)));
    succeeds();
    assertThat(time.passed()).isEqualTo(TIMEOUT.minusNanos(1));
  }

  @Test
  void noBackOffGoesBeyondTheDeadline() {
    retry = RetryPolicy.DEFAULT.withMaxAttempts(100);
    IntStream.range(0, 100).forEach(i -> api.thenAnswer(taking(Duration.ofSeconds(9), FakeApi.error(503, null))));

    ServiceUnavailableException thrown = fails(ServiceUnavailableException.class);

    assertThat(time.passed()).isLessThanOrEqualTo(TIMEOUT);
    assertThat(thrown.call().orElseThrow().elapsed()).isEqualTo(time.passed());
    // 9 + 0.25 + 9 + 0.5 + … ; after eight of them 89.75 s have passed and 10 s more would be slept.
    assertThat(thrown.call().orElseThrow().attempts()).isEqualTo(8);
  }

  @Test
  void anAttemptHasWhatIsLeftOfTheCall() {
    api.thenAnswer(taking(Duration.ofSeconds(30), new DeadlineExceededException("a")))
        .thenAnswer(taking(Duration.ofSeconds(30), new DeadlineExceededException("b")))
        .thenAnswer(taking(Duration.ofSeconds(30), new DeadlineExceededException("c")))
        .thenAnswer(taking(Duration.ofSeconds(100).minusMillis(91_750), new DeadlineExceededException("d")));

    DeadlineExceededException thrown = fails(DeadlineExceededException.class);

    assertThat(thrown).hasMessage("d");
    assertThat(api.sent().stream().map(FakeApi.Sent::remaining))
        .containsExactly(ATTEMPT_TIMEOUT, ATTEMPT_TIMEOUT, ATTEMPT_TIMEOUT, millis(8250));
    assertThat(time.passed()).isEqualTo(TIMEOUT);
    assertThat(thrown.getSuppressed()).hasSize(3);
  }

  @Test
  void anOuterScopeThatEndsEarlierEndsTheCall() {
    Scope outer = root.open(Duration.ofSeconds(3));
    api.then(FakeApi.error(503, Duration.ofSeconds(3)));

    assertThatThrownBy(() -> calls().call("job-1", null, outer)).isInstanceOf(ServiceUnavailableException.class);
    assertThat(api.sent().get(0).remaining()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nothingOfACallIsLeftInItsScope() throws Exception {
    api.then(503);
    succeeds();
    api.then(404);
    fails(IngestJobsException.class);
    var actions = Scope.class.getDeclaredField("actions");
    actions.setAccessible(true);

    assertThat((java.util.Collection<?>) actions.get(root)).isEmpty();
  }

  @Test
  void thePolicyIsNotAskedAboutAnIdThatIsNone() {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> calls().call("a/b", null, root));

    assertThat(thrown.call()).isEmpty();
    assertThat(events).isEmpty();
    assertThat(tokens.asked).isZero();
  }

  @Test
  void jumpsOfTheClockDoNotMatter() {
    api.thenAnswer(() -> {
      time.jump(Duration.ofDays(-3));
      throw FakeApi.error(503, null);
    });
    api.thenAnswer(() -> {
      time.jump(Duration.ofDays(300));
      throw FakeApi.error(404, null);
    });
    Instant began = time.now();

    IngestJobsException thrown = fails(IngestJobsException.class);

    assertThat(thrown.call().orElseThrow().elapsed()).isEqualTo(millis(250));
    assertThat(thrown.call().orElseThrow().startedAt()).isEqualTo(began);
  }

  // Tokens.

  @Test
  void aRefusedTokenIsReplacedAtOnceAndThatDoesNotCount() {
    retry = RetryPolicy.DEFAULT.withMaxAttempts(2);
    api.then(401).then(503);
    succeeds();

    assertThat(tokens.rejected).containsExactly("token-1");
    assertThat(api.tokens()).containsExactly("token-1", "token-2", "token-3");
    assertThat(time.waits()).containsExactly(Duration.ZERO, millis(250));
    assertThat(events).extracting(event -> ((AttemptEvent) event).attempt()).containsExactly(1, 2, 3);
    assertThat(((AttemptEvent) events.get(0)).retryIn()).contains(Duration.ZERO);

    api.then(401).then(503).then(503);
    assertThat(fails(ServiceUnavailableException.class).call().orElseThrow().attempts()).isEqualTo(3);
  }

  @Test
  void theSameTokenIsNotTriedAgain() {
    tokens.answer = () -> "fixed";
    api.then(401);

    UnauthorizedException thrown = fails(UnauthorizedException.class);

    assertThat(thrown).hasNoSuppressedExceptions();
    assertThat(tokens.rejected).containsExactly("fixed");
    assertThat(tokens.asked).isEqualTo(2);
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void aSecond401IsThrown() {
    api.then(401).then(503).then(401);

    UnauthorizedException thrown = fails(UnauthorizedException.class);

    assertThat(thrown.getSuppressed()).hasSize(2);
    assertThat(tokens.rejected).containsExactly("token-1");
    assertThat(api.sent()).hasSize(3);
  }

  @Test
  void a401OfAGatewayIsOneToo() {
    api.then(new UndecodableResponseException("HTML", new ErrorResponse(401, null, null, null, "", null)));
    succeeds();

    assertThat(tokens.rejected).containsExactly("token-1");
  }

  @Test
  void whoCannotReplaceARefusedTokenThrowsThe401() {
    for (boolean whenTold : List.of(true, false)) {
      TokenException failure = new TokenException("no token", null, true);
      Runnable failing = () -> {
        throw failure;
      };
      tokens.whenRejected = whenTold ? failing : () -> {};
      tokens.answer = () -> {
        if (!whenTold && !tokens.rejected.isEmpty()) {
          throw failure;
        }
        return "token";
      };
      api.then(401);

      UnauthorizedException thrown = fails(UnauthorizedException.class);

      assertThat(thrown.getSuppressed()).containsExactly(failure);
      assertThat(thrown.call().orElseThrow().attempts()).isEqualTo(1);
      tokens.rejected.clear();
    }
  }

  @Test
  void aTokenThatIsMissingForNowIsAskedForAgain() {
    TokenException failure = new TokenException("not yet", null, true);
    tokens.answer = () -> {
      if (tokens.asked < 3) {
        throw failure;
      }
      return "at last";
    };
    succeeds();

    assertThat(api.tokens()).containsExactly("at last");
    assertThat(time.waits()).containsExactly(millis(250), millis(500));
    assertThat(events).hasSize(3);
  }

  @Test
  void aTokenThatIsMissingForGoodEndsTheCallBeforeAnythingIsSentOrAPlaceIsTaken() {
    List<Duration> asked = new ArrayList<>();
    limiter = atMost -> {
      asked.add(atMost);
      return Optional.of(Duration.ZERO);
    };
    tokens.answer = () -> {
      throw new TokenException("none", null, false);
    };

    TokenException thrown = fails(TokenException.class);

    assertThat(thrown.call().orElseThrow().attempts()).isZero();
    assertThat(api.sent()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void thePlaceInTheRateLimitIsTakenWhenTheTokenIsThere() {
    limiter = new AdaptiveRateLimiter(1, time);
    List<Duration> sent = new ArrayList<>();
    tokens.answer = () -> {
      time.pass(millis(900));
      return "slow";
    };
    for (int i = 0; i < 2; i++) {
      api.thenAnswer(() -> {
        sent.add(time.passed());
        return FakeApi.JOB;
      });
      succeeds();
    }

    assertThat(sent).containsExactly(millis(900), millis(1920));
    assertThat(events).containsExactly(
        new AttemptEvent("job-1", 1, Optional.empty(), millis(900), Optional.empty()),
        new LimitEvent("job-1", millis(120)),
        new AttemptEvent("job-1", 1, Optional.empty(), millis(900), Optional.empty()));
  }

  // Rate limit.

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLimiterIsToldOfEach429EvenAsHtml(boolean html) {
    limiter = new AdaptiveRateLimiter(10, time);
    ErrorResponse response = new ErrorResponse(429, null, null, null, "", Duration.ofSeconds(5));
    api.then(html ? new UndecodableResponseException("HTML", response) : FakeApi.error(429, Duration.ofSeconds(5)));
    time.after(Duration.ofSeconds(1), () -> assertThat(((AdaptiveRateLimiter) limiter).reserve(TIMEOUT)).contains(Duration.ofSeconds(4)));
    succeeds();

    // The other place was given for the fifth second, and the rate was then 5 + 5 × 1 a second.
    assertThat(time.passed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void otherFailuresAreNoAffairOfTheLimiter() {
    limiter = new AdaptiveRateLimiter(1, time);
    api.then(FakeApi.error(503, Duration.ofSeconds(5)));
    time.after(Duration.ofSeconds(2), () -> assertThat(((AdaptiveRateLimiter) limiter).reserve(TIMEOUT)).contains(Duration.ZERO));
    succeeds();
  }

  @Test
  void withoutAPlaceNothingIsSent() {
    limiter = atMost -> Optional.empty();

    DeadlineExceededException thrown = fails(DeadlineExceededException.class);

    assertThat(thrown).hasMessage("no whole response within 100000 ms: the rate limiter has no place for it before that");
    assertThat(thrown.call().orElseThrow().attempts()).isZero();
    assertThat(time.passed()).isZero();
  }

  @Test
  void aLimiterThatFailsEndsTheCall() {
    limiter = atMost -> {
      time.pass(millis(300));
      throw new IOException("a");
    };

    RateLimiterException thrown = fails(RateLimiterException.class);

    assertThat(thrown.call().orElseThrow().attempts()).isZero();
    assertThat(events).containsExactly(
        new AttemptEvent("job-1", 1, Optional.of(thrown), Duration.ZERO, Optional.empty()));
  }

  // Interrupts and cancellations.

  @Test
  void aCancellationEndsABackOff() {
    api.then(503);
    time.after(millis(100), () -> root.cancel("enough"));

    CallCanceledException thrown = fails(CallCanceledException.class);

    assertThat(thrown).hasMessage("enough (waiting for the next attempt)");
    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(thrown.call().orElseThrow().attempts()).isEqualTo(1);
    assertThat(time.passed()).isEqualTo(millis(100));
  }

  @Test
  void anInterruptEndsABackOff() {
    api.then(503);
    time.after(millis(100), Thread.currentThread()::interrupt);

    CallInterruptedException thrown = fails(CallInterruptedException.class);

    assertThat(thrown.getSuppressed()).hasSize(1);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void aCallOfSomebodyWhoIsInterruptedOrCanceledSendsNothing() {
    Thread.currentThread().interrupt();
    fails(CallInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();

    root.cancel("the client is closed");
    assertThat(fails(CallCanceledException.class)).hasMessageStartingWith("the client is closed (");
    assertThat(api.sent()).isEmpty();
  }

  @Test
  void aCancellationWhileATokenIsReplacedIsToldAsSuch() {
    api.then(401);
    tokens.whenRejected = () -> {
      root.cancel("enough");
      root.check("the token");
    };
    CallCanceledException canceled = fails(CallCanceledException.class);
    assertThat(canceled.getSuppressed()).hasExactlyElementsOfTypes(UnauthorizedException.class);
    assertThat(events).hasSize(1);
  }

  @Test
  void anInterruptWhileATokenIsReplacedIsToldAsSuch() {
    api.then(401);
    tokens.whenRejected = () -> {
      throw Scope.interrupted("the token");
    };
    CallInterruptedException interrupted = fails(CallInterruptedException.class);
    assertThat(interrupted.getSuppressed()).hasExactlyElementsOfTypes(UnauthorizedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(api.sent()).hasSize(1);
  }

  @Test
  void aCancellationReachesTheAttempt() {
    api.thenAnswer(() -> {
      root.cancel("enough");
      Attempt.current().scope().check("reading");
      return FakeApi.JOB;
    });

    assertThat(fails(CallCanceledException.class)).hasMessage("enough (reading)");
  }

  // What Feign throws.

  private static Request request() {
    return Request.create(Request.HttpMethod.GET, "https://h.example/api/ingest/jobs/job-1",
        Map.of("Authorization", List.of("Bearer " + SECRET)), null, StandardCharsets.UTF_8, null);
  }

  private static void assertNoToken(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(SECRET).doesNotContain("FeignException: ").doesNotContain("RetryableException");
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      assertThat(cause).isNotInstanceOf(FeignException.class);
    }
  }

  @Test
  void theRequestDoesNotGetOutWithAnIoFailure() {
    retry = RetryPolicy.NONE;
    api.then(new RetryableException(-1, "connect", Request.HttpMethod.GET, new ConnectException("refused"), (Long) null, request()));

    TransportException thrown = fails(TransportException.class);

    assertThat(thrown).hasMessageContaining("https://h.example/api/ingest/jobs/job-1").hasMessageContaining("refused");
    assertNoToken(thrown);
  }

  @Test
  void whatADecoderThrowsIsThrownItself() {
    IngestJobsException own = new UndecodableResponseException("a", new ErrorResponse(200, null, null, null, "", null));
    api.then(new DecodeException(200, "m", request(), own));
    assertThat(fails(UndecodableResponseException.class)).isSameAs(own);

    IngestJobsException wrappedTwice = new UndecodableResponseException("a", new ErrorResponse(200, null, null, null, "", null));
    api.then(new DecodeException(200, "m", request(), new IllegalStateException(wrappedTwice)));
    assertThat(fails(UndecodableResponseException.class)).isSameAs(wrappedTwice);
  }

  @Test
  void whatACapabilityThrowsIsOfOurTypes() {
    retry = RetryPolicy.NONE;
    tokens.answer = () -> SECRET;
    IllegalStateException harmless = new IllegalStateException("registry closed");
    api.then(harmless);
    assertThat(fails(TransportException.class))
        .hasMessage("a capability of Feign's threw java.lang.IllegalStateException").hasCause(harmless);

    api.then(new DecodeException(200, "m", request(), harmless));
    assertThat(fails(TransportException.class)).hasCause(harmless);

    api.then(new IllegalStateException("with Bearer " + SECRET));
    TransportException secret = fails(TransportException.class);
    assertThat(secret).hasMessage("a capability of Feign's threw java.lang.IllegalStateException").hasNoCause();
    assertNoToken(secret);

    api.then(new FeignException.BadGateway("m", request(), null, null));
    TransportException feign = fails(TransportException.class);
    assertThat(feign).hasMessage("a capability of Feign's threw feign.FeignException$BadGateway").hasNoCause();
    assertNoToken(feign);
  }

  // Listeners.

  @Test
  void aListenerThatThrowsDoesNoHarm() {
    List<Integer> told = new ArrayList<>();
    IngestJobsListener failing = new IngestJobsListener() {
      @Override
      public void onAttempt(AttemptEvent attempt) {
        throw new AssertionError("a");
      }
    };
    IngestJobsListener listening = new IngestJobsListener() {
      @Override
      public void onAttempt(AttemptEvent attempt) {
        told.add(attempt.attempt());
      }
    };
    api.then(503);
    try (Logged log = new Logged(java.util.logging.Level.WARNING)) {
      calls(failing, listening, failing).call("job-1", null, root);
      assertThat(log.lines()).hasSize(4).containsOnly("WARNING A listener threw java.lang.AssertionError");
    }
    assertThat(told).containsExactly(1, 2);
  }

  @Test
  void theEventsOfACallComeInTheirOrder() {
    limiter = new AdaptiveRateLimiter(1, time);
    api.then(429);
    succeeds();

    assertThat(events).hasSize(3);
    assertThat(events.get(0)).isInstanceOf(AttemptEvent.class);
    assertThat(events.get(1)).isEqualTo(new LimitEvent("job-1", millis(770)));
    assertThat(events.get(2)).isEqualTo(new AttemptEvent("job-1", 2, Optional.empty(), Duration.ZERO, Optional.empty()));
    assertThat(((AttemptEvent) events.get(0)).failure().orElseThrow()).isInstanceOf(RateLimitedException.class);
  }
}
