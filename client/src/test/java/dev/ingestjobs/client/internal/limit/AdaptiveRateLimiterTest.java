package dev.ingestjobs.client.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.limit.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdaptiveRateLimiterTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final FakeTime time = new FakeTime();

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static List<Duration> reserve(AdaptiveRateLimiter limiter, int times) {
    return IntStream.range(0, times).mapToObj(i -> limiter.reserve(LONG).orElseThrow()).toList();
  }

  /** The rate of the next two places, which may be spread. */
  private static Duration spacing(AdaptiveRateLimiter limiter) {
    Duration first = limiter.reserve(LONG).orElseThrow();
    return limiter.reserve(LONG).orElseThrow().minus(first);
  }

  @Test
  void theFirstGoAtOnceAndTheOthersASecondAndALittleAfterThem() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(3, time);

    assertThat(reserve(limiter, 7)).containsExactly(
        Duration.ZERO, Duration.ZERO, Duration.ZERO, millis(1020), millis(1020), millis(1020), millis(2040));
  }

  @Test
  void aPlaceThatIsFreeAgainIsGivenAtOnce() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(2, time);
    limiter.reserve(LONG);
    time.pass(millis(400));
    limiter.reserve(LONG);
    time.pass(millis(619));

    assertThat(limiter.reserve(LONG)).contains(millis(1));
    assertThat(limiter.reserve(LONG)).contains(millis(401));
  }

  @Property(tries = 200)
  void noWindowOfASecondHasMoreThanItsShareWhateverHappens(
      @ForAll @IntRange(min = 1, max = 12) int perSecond,
      @ForAll @Size(min = 1, max = 120) List<@IntRange(min = 0, max = 1500) Integer> pauses,
      @ForAll long seed) {
    FakeTime time = new FakeTime();
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(perSecond, time);
    Random random = new Random(seed);
    List<AdaptiveRateLimiter.Place> places = new ArrayList<>();
    List<Duration> begun = new ArrayList<>();
    for (int pause : pauses) {
      // Many ask at once more often than not.
      letBegin(limiter, time, places, begun, random.nextInt(4) == 0 ? millis(pause) : Duration.ZERO);
      switch (random.nextInt(12)) {
        case 0 -> limiter.rateLimited(Optional.empty());
        case 1 -> limiter.rateLimited(Optional.of(millis(random.nextInt(3000))));
        default -> limiter.take(millis(random.nextInt(20_000))).ifPresent(places::add);
      }
    }
    int asked = begun.size() + places.size();
    letBegin(limiter, time, places, begun, LONG);

    assertThat(begun).hasSize(asked).isSorted();
    for (int i = perSecond; i < begun.size(); i++) {
      assertThat(begun.get(i).minus(begun.get(i - perSecond))).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  /** Lets time pass, and each place begin when it has come. They must come in their order. */
  private static void letBegin(AdaptiveRateLimiter limiter, FakeTime time, List<AdaptiveRateLimiter.Place> places,
      List<Duration> begun, Duration pause) {
    Duration end = time.passed().plus(pause);
    while (!places.isEmpty() && time.passed().plus(limiter.untilThen(places.get(0))).compareTo(end) <= 0) {
      time.pass(limiter.untilThen(places.get(0)));
      begun.add(time.passed());
      places.remove(0);
    }
    time.pass(end.minus(time.passed()));
  }

  @Test
  void whatIsTooFarAheadIsNotTaken() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1, time);
    limiter.reserve(LONG);

    assertThat(limiter.reserve(millis(1020).minusNanos(1))).isEmpty();
    assertThat(limiter.reserve(Duration.ZERO)).isEmpty();
    assertThat(limiter.reserve(Duration.ofSeconds(-1))).isEmpty();
    assertThat(limiter.reserve(millis(1020))).contains(millis(1020));
    assertThat(limiter.reserve(Duration.ofSeconds(Long.MAX_VALUE))).contains(millis(2040));
  }

  @Test
  void a429HalvesTheRateAndSpreadsTheRequests() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(10, time);
    reserve(limiter, 1);
    limiter.rateLimited(Optional.empty());

    // 5 a second at first, and one more each second from the 429 on.
    List<Duration> places = reserve(limiter, 3);

    assertThat(places.get(0)).isEqualTo(millis(200));
    assertThat(places.get(1)).isEqualTo(millis(200).plusNanos((long) (1e9 / 5.2)));
    assertThat(places.get(2)).isBetween(millis(577), millis(578));
  }

  @Test
  void thoseWhoWaitAlreadyArePutOffInTheirOrder() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(2, time);
    List<AdaptiveRateLimiter.Place> places = IntStream.range(0, 5).mapToObj(i -> limiter.take(LONG).orElseThrow()).toList();
    time.pass(millis(100));
    limiter.rateLimited(Optional.of(Duration.ofSeconds(3)));

    List<Duration> left = places.stream().map(limiter::untilThen).toList();

    assertThat(left.subList(0, 3)).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(3));
    assertThat(left.get(3).minus(left.get(2))).isEqualTo(Duration.ofNanos((long) (1e9 / 1.6)));
    assertThat(left.get(4)).isGreaterThanOrEqualTo(left.get(2).plus(millis(1020)));
  }

  @Test
  void aPlaceThatHasComeIsNotPutOff() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1, time);
    AdaptiveRateLimiter.Place first = limiter.take(LONG).orElseThrow();
    AdaptiveRateLimiter.Place second = limiter.take(LONG).orElseThrow();
    time.pass(millis(1020));
    limiter.rateLimited(Optional.of(Duration.ofSeconds(9)));

    assertThat(limiter.untilThen(first)).isZero();
    assertThat(limiter.untilThen(second)).isZero();
    assertThat(limiter.reserve(LONG)).contains(Duration.ofSeconds(9));
  }

  @Test
  void many429OfOneSecondCountOnce() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(20, time);
    for (int i = 0; i < 10; i++) {
      limiter.rateLimited(Optional.empty());
      time.pass(millis(100));
    }
    time.pass(millis(20).minusNanos(1));
    limiter.rateLimited(Optional.empty());

    assertThat(spacing(limiter)).isBetween(millis(82), millis(84));

    time.pass(Duration.ofNanos(1));
    limiter.rateLimited(Optional.empty());

    // (10 + 2 × 1.02) / 2 at first, and more at the second place after it.
    assertThat(spacing(limiter)).isBetween(millis(149), millis(150));
  }

  @Test
  void theRateDoesNotFallBelowOneASecond() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(4, time);
    for (int i = 0; i < 5; i++) {
      limiter.rateLimited(Optional.empty());
      time.pass(millis(1020));
    }
    limiter.rateLimited(Optional.empty());

    assertThat(spacing(limiter)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void oneASecondStaysOneASecond() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1, time);
    limiter.rateLimited(Optional.empty());

    assertThat(reserve(limiter, 3)).containsExactly(Duration.ZERO, millis(1020), millis(2040));
  }

  @Test
  void theRateGrowsByATenthOfItsFullValueASecond() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(100, time);
    limiter.rateLimited(Optional.empty());
    time.pass(Duration.ofSeconds(3));
    assertThat(spacing(limiter)).isEqualTo(Duration.ofNanos(12_500_000));

    time.pass(Duration.ofSeconds(2).minusNanos(1));
    assertThat(spacing(limiter)).isEqualTo(millis(10));

    time.pass(Duration.ofNanos(1));
    assertThat(spacing(limiter)).isZero();
  }

  @Test
  void theRateGrowsAlsoForThoseWhoAllAskAtOnce() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(10, time);
    limiter.rateLimited(Optional.empty());

    List<Duration> places = reserve(limiter, 60);

    // Until the fifth second, about 37 places; then 10 in each window, all at once.
    assertThat(places.stream().filter(place -> place.compareTo(Duration.ofSeconds(5)) < 0)).hasSizeBetween(36, 39);
    assertThat(places.get(59)).isLessThan(Duration.ofSeconds(8));
  }

  @Test
  void aRetryAfterHoldsAllForAMinuteAtMostAndTheLongestCounts() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(10, time);
    limiter.rateLimited(Optional.of(Duration.ofSeconds(59)));
    limiter.rateLimited(Optional.of(Duration.ofSeconds(2)));
    limiter.rateLimited(Optional.empty());
    limiter.rateLimited(Optional.of(Duration.ofSeconds(-5)));
    assertThat(limiter.reserve(LONG)).contains(Duration.ofSeconds(59));

    limiter.rateLimited(Optional.of(Duration.ofDays(365)));
    assertThat(new AdaptiveRateLimiter(1, time).reserve(LONG)).contains(Duration.ZERO);
    time.pass(Duration.ofSeconds(59));
    assertThat(limiter.reserve(LONG)).contains(Duration.ofSeconds(1));
    assertThat(limiter.reserve(LONG)).contains(Duration.ofSeconds(1));
  }

  @Test
  void yearsWithoutARequestAreNoBurst() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(2, time);
    limiter.rateLimited(Optional.empty());
    reserve(limiter, 2);
    time.pass(Duration.ofDays(365 * 20));

    assertThat(reserve(limiter, 3)).containsExactly(Duration.ZERO, Duration.ZERO, millis(1020));
  }

  @Test
  void theClockMayWrapAround() {
    // Its beginning is 5 s before the largest number of nanoseconds.
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(2, time);
    time.pass(Duration.ofSeconds(5).minusMillis(10));
    assertThat(time.nanoTime()).isPositive();
    reserve(limiter, 2);
    time.pass(millis(20));
    assertThat(time.nanoTime()).isNegative();

    assertThat(limiter.reserve(LONG)).contains(millis(1000));
  }

  @Test
  void noPlaceIsKeptThatNobodyNeeds() throws Exception {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(5, time);
    for (int i = 0; i < 10_000; i++) {
      time.pass(limiter.reserve(LONG).orElseThrow());
    }
    var places = AdaptiveRateLimiter.class.getDeclaredField("places");
    places.setAccessible(true);

    assertThat((java.util.Map<?, ?>) places.get(limiter)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void whoHasAskedKeepsNobodyElseFromAsking() throws Exception {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1, time);
    AdaptiveRateLimiter.Place place = limiter.take(LONG).orElseThrow();
    limiter.untilThen(place);
    limiter.rateLimited(Optional.empty());

    assertThat(CompletableFuture.supplyAsync(() -> limiter.reserve(LONG)).get(10, TimeUnit.SECONDS)).contains(millis(1020));
  }

  @Test
  void theRateIsFromOneToAThousand() {
    assertThat(reserve(new AdaptiveRateLimiter(1000, time), 1001)).endsWith(Duration.ZERO, millis(1020));
    for (int rate : new int[] {0, 1001, -1}) {
      assertThatThrownBy(() -> RateLimiter.perSecond(rate))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("requestsPerSecond: is not between 1 and 1000");
    }
  }

  @Test
  void withTheMachinesOwnTimeTheFirstGoAtOnceToo() throws Exception {
    RateLimiter limiter = RateLimiter.perSecond(2);

    assertThat(limiter.reserve(Duration.ZERO)).contains(Duration.ZERO);
    assertThat(limiter.reserve(Duration.ZERO)).contains(Duration.ZERO);
    assertThat(limiter.reserve(Duration.ZERO)).isEmpty();
  }

  @Test
  void unlimitedIsUnlimited() throws Exception {
    for (int i = 0; i < 1000; i++) {
      assertThat(RateLimiter.unlimited().reserve(Duration.ZERO)).contains(Duration.ZERO);
    }
    RateLimiter.unlimited().rateLimited(Optional.of(LONG));
    assertThat(RateLimiter.unlimited().reserve(Duration.ZERO)).contains(Duration.ZERO);
  }
}
