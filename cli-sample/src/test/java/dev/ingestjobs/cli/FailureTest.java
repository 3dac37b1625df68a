package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.token.TokenException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Arguments> exitCodes() {
    return Stream.of(
        arguments(2, new InvalidInputException("id", "is blank")),
        arguments(2, ApiException.of(response(400))),
        arguments(3, ApiException.of(response(401))),
        arguments(3, ApiException.of(response(403))),
        arguments(3, new TokenException("the token file is empty", null, false)),
        arguments(4, ApiException.of(response(404))),
        arguments(1, ApiException.of(response(405))),
        arguments(1, ApiException.of(response(409))),
        arguments(1, ApiException.of(response(418))),
        arguments(6, ApiException.of(response(429))),
        arguments(7, ApiException.of(response(500))),
        arguments(7, ApiException.of(response(502))),
        arguments(7, ApiException.of(response(503))),
        arguments(7, new TransportException("no route", null)),
        arguments(5, new DeadlineExceededException("after 60 s")),
        arguments(8, new UndecodableResponseException("it is empty", response(200))),
        arguments(7, new UndecodableResponseException("it is empty", response(502))),
        arguments(8, new UnexpectedStatusException(response(302))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("exitCodes")
  void everyExceptionOfTheClientHasItsExitCode(int exitCode, RuntimeException exception) {
    assertThat(Failure.of(exception).exitCode()).isEqualTo(exitCode);
  }

  @Test
  void whatTheClientDoesNotThrowIsAFaultAndShowsItsTypeAlone() {
    Exception fault = new IllegalStateException(Run.TOKEN);

    assertThat(Failure.of(fault)).isEqualTo(Failure.OTHER);
    assertThat(Failure.lines(fault)).hasSize(3).first().isEqualTo("ingest-jobs: failed unexpectedly, with java.lang.IllegalStateException");
  }

  private static ErrorResponse response(int status) {
    return new ErrorResponse(status, "message", null, null, "", null);
  }
}
