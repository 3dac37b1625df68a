package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.internal.token.TokenSource;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import dev.ingestjobs.client.retry.RetryPolicy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody else's limiter, Bucket4j's, shared by two clients, in both of the ways that {@link RateLimiter} allows. */
class SharedRateLimiterTest {
  private final FakeTime time = new FakeTime();
  private final List<LimitEvent> events = new ArrayList<>();
  private final List<Duration> sent = new ArrayList<>();
  /** One request each 100 ms. */
  private final Bucket bucket = Bucket.builder()
      .addLimit(limit -> limit.capacity(1).refillGreedy(10, Duration.ofSeconds(1)))
      .withCustomTimePrecision(new TimeMeter() {
        @Override
        public long currentTimeNanos() {
          return time.passed().toNanos();
        }

        @Override
        public boolean isWallClockBased() {
          return false;
        }
      })
      .build();

  private enum Form { BLOCKING, TELLING }

  private RateLimiter limiter(Form form) {
    return switch (form) {
      case BLOCKING -> atMost -> bucket.asBlocking().tryConsume(1, atMost, nanos -> time.pass(Duration.ofNanos(nanos)))
          ? Optional.of(Duration.ZERO) : Optional.empty();
      case TELLING -> atMost -> {
        long[] wait = new long[1];
        return bucket.asBlocking().tryConsume(1, atMost, nanos -> wait[0] = nanos)
            ? Optional.of(Duration.ofNanos(wait[0])) : Optional.empty();
      };
    };
  }

  private Calls client(RateLimiter limiter, FakeApi api) {
    Reporter reporter = new Reporter(List.of(new IngestJobsListener() {
      @Override
      public void onLimit(LimitEvent limit) {
        events.add(limit);
      }
    }), Set.of());
    TokenSource tokens = new TokenSource() {
      @Override
      public String token(Scope scope) {
        return "token";
      }

      @Override
      public void rejected(String token, Scope scope) {}
    };
    return new Calls(api, new Calls.Target("https://h.example/api", "socktown", "2024-04-01", Duration.ofSeconds(1), Duration.ofSeconds(1)),
        tokens, new Places(limiter, new ForeignCode(Runnable::run), reporter), RetryPolicy.DEFAULT, reporter, time);
  }

  private FakeApi api() {
    FakeApi api = new FakeApi();
    for (int i = 0; i < 10; i++) {
      api.thenAnswer(() -> {
        sent.add(time.passed());
        return FakeApi.JOB;
      });
    }
    return api;
  }

  @ParameterizedTest
  @EnumSource
  void twoClientsShareTheLimit(Form form) {
    Scope root = Scope.unlimited(time);
    Calls one = client(limiter(form), api());
    Calls two = client(limiter(form), api());
    for (int i = 0; i < 10; i++) {
      one.call("job-1", null, root);
      two.call("job-2", null, root);
    }

    assertThat(sent).isEqualTo(LongStream.range(0, 20).mapToObj(i -> Duration.ofMillis(100 * i)).toList());
    // Who waits in the limiter is not seen to wait.
    assertThat(events).hasSize(form == Form.TELLING ? 19 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsTakenForWhoCannotWaitSoLong(Form form) {
    Calls client = client(limiter(form), api());
    Scope root = Scope.unlimited(time);
    client.call("job-1", null, root);

    assertThatThrownBy(() -> client.call("job-1", null, root.open(Duration.ofMillis(99))))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage("no whole response within 99 ms: the rate limiter has no place for it before that");
    assertThat(time.passed()).isZero();

    client.call("job-1", null, root);
    assertThat(time.passed()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void whoIsToldHowLongToWaitCanBeCanceledMeanwhile() {
    Calls client = client(limiter(Form.TELLING), api());
    Scope root = Scope.unlimited(time);
    client.call("job-1", null, root);
    time.after(Duration.ofMillis(30), () -> root.cancel("enough"));

    assertThatThrownBy(() -> client.call("job-1", null, root)).isInstanceOf(CallCanceledException.class);
    assertThat(time.passed()).isEqualTo(Duration.ofMillis(30));
  }
}
