package dev.ingestjobs.client.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.model.IngestJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AwaitOptionsTest {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final Duration HALF_MILLI = Duration.ofNanos(500_000);

  @Test
  void theDefaultsAreTheDocumentedOnes() {
    AwaitOptions options = AwaitOptions.DEFAULT;

    assertThat(options.timeout()).hasHours(6);
    assertThat(options.maxOutage()).hasMinutes(5);
    assertThat(options.unknownStates()).isEqualTo(UnknownStatePolicy.KEEP_WAITING);
    assertThat(options.files()).isFalse();
    options.listener().onNextPoll("isj-1", Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource({
    // waited, by chance, the time until the next poll, in ms
    "0, 0.5, 1000", "0, 0, 800", "0, 1, 1200", "10000, 0.5, 1000", "10001, 0.5, 1000.1", "60000, 0.5, 6000", "60000, 0.25, 5400",
    "300000, 0.5, 30000", "300000, 0, 24000", "300000, 1, 36000", "31536000000, 0.5, 30000"
  })
  void theIntervalIsAPartOfTheTimeWaitedWithinBoundsAndAFifthMoreOrLess(long waited, double random, double interval) {
    assertThat(AwaitOptions.DEFAULT.pollInterval(Duration.ofMillis(waited), random)).isEqualTo(Duration.ofNanos((long) (interval * 1e6)));
  }

  @ParameterizedTest
  @CsvSource({"0, 1000", "0.5, 30000", "1, 60000"})
  void thePartCanBeChosen(double fraction, long interval) {
    AwaitOptions options = AwaitOptions.builder().pollFraction(fraction).pollInterval(Duration.ofSeconds(1), Duration.ofHours(1)).build();

    assertThat(options.pollInterval(Duration.ofMinutes(1), 0.5)).hasMillis(interval);
  }

  @Test
  void theEndsOfTheRangesCanBeUsed() {
    AwaitOptions longest = AwaitOptions.builder().timeout(YEAR).pollInterval(YEAR, YEAR).maxOutage(YEAR).build();
    assertThat(longest.timeout()).isEqualTo(YEAR);
    assertThat(longest.maxOutage()).isEqualTo(YEAR);
    assertThat(longest.pollInterval(Duration.ZERO, 0.5)).isEqualTo(YEAR);
    Duration milli = Duration.ofMillis(1);
    AwaitOptions shortest = AwaitOptions.builder().timeout(milli).pollInterval(milli, milli).maxOutage(Duration.ZERO).build();
    assertThat(shortest.timeout()).isEqualTo(milli);
    assertThat(shortest.maxOutage()).isZero();
    assertThat(shortest.pollInterval(YEAR, 0.5)).isEqualTo(milli);
  }

  private record Refused(String input, Consumer<AwaitOptions.Builder> given) {}

  static Stream<Refused> refused() {
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        new Refused("timeout", b -> b.timeout(null)), new Refused("timeout", b -> b.timeout(HALF_MILLI)),
        new Refused("timeout", b -> b.timeout(YEAR.plusNanos(1))), new Refused("pollInterval", b -> b.pollInterval(null, second)),
        new Refused("pollInterval", b -> b.pollInterval(second, null)), new Refused("pollInterval", b -> b.pollInterval(HALF_MILLI, second)),
        new Refused("pollInterval", b -> b.pollInterval(second, YEAR.plusNanos(1))),
        new Refused("pollInterval", b -> b.pollInterval(second.plusNanos(1), second)), new Refused("pollFraction", b -> b.pollFraction(-0.001)),
        new Refused("pollFraction", b -> b.pollFraction(1.001)), new Refused("pollFraction", b -> b.pollFraction(Double.NaN)),
        new Refused("maxOutage", b -> b.maxOutage(null)), new Refused("maxOutage", b -> b.maxOutage(Duration.ofNanos(-1))),
        new Refused("maxOutage", b -> b.maxOutage(YEAR.plusNanos(1))), new Refused("unknownStates", b -> b.unknownStates(null)),
        new Refused("listener", b -> b.listener(null)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeUsedIsRefused(Refused refused) {
    assertThatThrownBy(() -> refused.given().accept(AwaitOptions.builder()))
        .isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(e.input()).isEqualTo(refused.input()));
  }

  @Test
  void aFailureCanBeSentToAnotherProcessWithoutItsSnapshot() throws Exception {
    JobSnapshot snapshot = JobSnapshot.of(IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of()).build());
    AwaitException failure = new AwaitException(
        "isj-1", AwaitException.Reason.FAILED, snapshot, Duration.ofSeconds(3), 2, new TransportException("broken", null));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(failure);
    AwaitException copy = (AwaitException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(failure.lastSnapshot()).contains(snapshot);
    assertThat(copy.lastSnapshot()).isEmpty();
    assertThat(copy).hasMessage(failure.getMessage()).hasCauseInstanceOf(TransportException.class);
    assertThat(copy.jobId()).isEqualTo("isj-1");
    assertThat(copy.reason()).isEqualTo(AwaitException.Reason.FAILED);
    assertThat(copy.elapsed()).hasSeconds(3);
    assertThat(copy.polls()).isEqualTo(2);
  }
}
