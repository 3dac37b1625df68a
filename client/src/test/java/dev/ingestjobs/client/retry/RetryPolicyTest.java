package dev.ingestjobs.client.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.limit.RateLimiterException;
import dev.ingestjobs.client.token.TokenException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {
  private static ErrorResponse status(int status) {
    return new ErrorResponse(status, "m", null, null, "", null);
  }

  private static IngestJobsException api(int status) {
    return ApiException.of(status(status));
  }

  private static IngestJobsException undecodable(int status) {
    return new UndecodableResponseException("HTML", status(status));
  }

  private static IngestJobsException transport(Throwable cause) {
    return new TransportException("m", cause);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("failures")
  void eachFailureIsTriedAgainOrNot(String name, boolean retryable, IngestJobsException failure) {
    assertThat(RetryPolicy.DEFAULT.isRetryable(failure)).isEqualTo(retryable);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of("400", false, api(400)),
        Arguments.of("401", false, api(401)),
        Arguments.of("403", false, api(403)),
        Arguments.of("404", false, api(404)),
        Arguments.of("408", false, api(408)),
        Arguments.of("422", false, api(422)),
        Arguments.of("429", true, api(429)),
        Arguments.of("500", true, api(500)),
        Arguments.of("501", false, api(501)),
        Arguments.of("502", true, api(502)),
        Arguments.of("503", true, api(503)),
        Arguments.of("504", true, api(504)),
        Arguments.of("505", false, api(505)),
        Arguments.of("429 with HTML", true, undecodable(429)),
        Arguments.of("502 with HTML", true, undecodable(502)),
        Arguments.of("404 with HTML", false, undecodable(404)),
        Arguments.of("200 that is not understood", false, undecodable(200)),
        Arguments.of("204", false, new UnexpectedStatusException(status(204))),
        Arguments.of("302", false, new UnexpectedStatusException(status(302))),
        Arguments.of("network", true, transport(new ConnectException())),
        Arguments.of("network, no cause", true, transport(null)),
        Arguments.of("TLS, broken off", true, transport(new SSLHandshakeException("closed"))),
        Arguments.of("certificate", false, transport(caused(new SSLHandshakeException("m"), new CertificateException()))),
        Arguments.of("certificate path", false,
            transport(new IOException(caused(new SSLHandshakeException("m"), new CertPathValidatorException())))),
        Arguments.of("deadline of an attempt", true, new DeadlineExceededException("m")),
        Arguments.of("canceled", false, new CallCanceledException("m")),
        Arguments.of("interrupted", false, new CallInterruptedException("m")),
        Arguments.of("token, for now", true, new TokenException("m", null, true)),
        Arguments.of("token, for good", false, new TokenException("m", null, false)),
        Arguments.of("rate limiter", false, new RateLimiterException("m")),
        Arguments.of("input", false, new InvalidInputException("id", "m")));
  }

  private static Throwable caused(Throwable failure, Throwable cause) {
    return failure.initCause(cause);
  }

  @Test
  void theStatusesAreChosen() {
    RetryPolicy policy = RetryPolicy.DEFAULT.withStatuses(Set.of(409, 599));

    assertThat(policy.statuses()).containsExactlyInAnyOrder(409, 599);
    assertThat(policy.isRetryable(api(409))).isTrue();
    assertThat(policy.isRetryable(api(503))).isFalse();
    assertThat(policy.isRetryable(transport(null))).isTrue();
    assertThat(RetryPolicy.DEFAULT.withStatuses(Set.of(402, 400 + 5)).statuses()).hasSize(2);
    assertThat(RetryPolicy.DEFAULT.withStatuses(Set.of()).isRetryable(api(503))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 399, 600, 200})
  void noStatusIsChosenThatNoRepetitionMends(int status) {
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.withStatuses(Set.of(503, status)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("statuses: has one that is no 4xx or 5xx, or that no repetition can mend: 400, 401, 403, 404");
  }

  @ParameterizedTest
  @CsvSource({"1,500", "2,1000", "3,2000", "4,4000", "5,8000", "6,16000", "7,20000", "8,20000", "31,20000", "64,20000", "100,20000"})
  void theLongestDelayDoublesWithEachFailureUpToTheMaximum(int failures, long millis) {
    assertThat(RetryPolicy.DEFAULT.delay(failures, 0)).isZero();
    assertThat(RetryPolicy.DEFAULT.delay(failures, 0.5)).isEqualTo(Duration.ofMillis(millis).dividedBy(2));
    assertThat(RetryPolicy.DEFAULT.delay(failures, Math.nextDown(1.0)))
        .isBetween(Duration.ofMillis(millis).minusNanos(1), Duration.ofMillis(millis));
  }

  @Test
  void theLargestAndSmallestDelaysAreCalculatedWith() {
    RetryPolicy longest = RetryPolicy.DEFAULT.withBaseDelay(Duration.ofHours(1)).withMaxDelay(Duration.ofHours(1));
    assertThat(longest.delay(1, 0.5)).isEqualTo(Duration.ofMinutes(30));
    assertThat(longest.delay(100, 0.5)).isEqualTo(Duration.ofMinutes(30));

    RetryPolicy slow = longest.withBaseDelay(Duration.ofNanos(1));
    assertThat(slow.delay(1, 0.99)).isZero();
    assertThat(slow.delay(41, 0.5)).isEqualTo(Duration.ofNanos(1L << 39));
    assertThat(slow.delay(100, 0.5)).isEqualTo(Duration.ofMinutes(30));

    assertThat(longest.withMaxDelay(Duration.ZERO).delay(100, 0.99)).isZero();
    assertThat(longest.withBaseDelay(Duration.ZERO).delay(100, 0.99)).isZero();
  }

  @Test
  void theDefaultIsFiveAttempts() {
    assertThat(RetryPolicy.DEFAULT)
        .hasToString("RetryPolicy[maxAttempts=5, baseDelay=PT0.5S, maxDelay=PT20S, statuses=[429, 500, 502, 503, 504]]");
    assertThat(RetryPolicy.NONE.maxAttempts()).isEqualTo(1);
    assertThat(RetryPolicy.DEFAULT.withMaxAttempts(1).maxAttempts()).isEqualTo(1);
  }

  @Test
  void eachMethodGivesAnotherValue() {
    RetryPolicy policy = RetryPolicy.DEFAULT.withMaxAttempts(100).withBaseDelay(Duration.ofHours(1)).withMaxDelay(Duration.ZERO);

    assertThat(policy.maxAttempts()).isEqualTo(100);
    assertThat(policy.baseDelay()).isEqualTo(Duration.ofHours(1));
    assertThat(policy.maxDelay()).isZero();
    assertThat(RetryPolicy.DEFAULT.maxAttempts()).isEqualTo(5);
  }

  @Test
  void everythingIsBounded() {
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxAttempts(0)).hasMessage("maxAttempts: is not between 1 and 100");
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxAttempts(101)).hasMessage("maxAttempts: is not between 1 and 100");
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.withBaseDelay(Duration.ofNanos(-1))).hasMessage("baseDelay: is not between 0 and 1 h");
    assertThatThrownBy(() -> RetryPolicy.DEFAULT.withMaxDelay(Duration.ofHours(1).plusNanos(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("maxDelay: is not between 0 and 1 h");
  }
}
