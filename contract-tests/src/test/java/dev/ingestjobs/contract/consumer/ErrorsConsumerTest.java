package dev.ingestjobs.contract.consumer;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static dev.ingestjobs.contract.Contract.get;
import static dev.ingestjobs.contract.Contract.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertAll;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.dsl.PactDslWithState;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.BadRequestException;
import dev.ingestjobs.client.error.ClientErrorException;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.InternalServerErrorException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.error.ServiceUnavailableException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.contract.Contract;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every documented error, each of them caught from the generated client as the type that is documented for it. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = Contract.PROVIDER, pactVersion = PactSpecVersion.V4)
class ErrorsConsumerTest {
  private static final String REQUEST_ID = "7c9e6679-7425-40de-944b-e07fc1f90ae7";
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String RETRY_AFTER = "2";

  /** An error that the API may answer with, what leads to it, and what the client makes of it. */
  private enum Row {
    MISSING_TENANT(400, "isj-missing-tenant", "the tenant does not reach the API", BadRequestException.class),
    UNSUPPORTED_VERSION(400, "isj-unsupported-version", "the version is not supported", BadRequestException.class),
    UNAUTHORIZED(401, "isj-unauthorized", "the token is not valid", UnauthorizedException.class),
    FORBIDDEN(403, "isj-forbidden", "the token does not permit it", ForbiddenException.class),
    NO_SUCH_JOB(404, "isj-no-such-job", "there is no such job", NotFoundException.class),
    METHOD_NOT_ALLOWED(405, "isj-method-not-allowed", "the method is not supported", ClientErrorException.class),
    CONFLICT(409, "isj-conflict", "the request conflicts with the tenant's state", ClientErrorException.class),
    RATE_LIMITED(429, "isj-rate-limited", "the rate limit is exceeded", RateLimitedException.class),
    INTERNAL_ERROR(500, "isj-internal-error", "the API fails", InternalServerErrorException.class),
    BAD_GATEWAY(502, "isj-bad-gateway", "a gateway gets no answer", ServerErrorException.class),
    UNAVAILABLE(503, "isj-unavailable", "the API is unavailable", ServiceUnavailableException.class);

    final int status;
    final String jobId;
    final String state;
    final Class<? extends ApiException> type;

    Row(int status, String jobId, String state, Class<? extends ApiException> type) {
      this.status = status;
      this.jobId = jobId;
      this.state = state;
      this.type = type;
    }

    /** A gateway knows of no ids. */
    boolean hasIds() {
      return this != BAD_GATEWAY;
    }

    boolean hasRetryAfter() {
      return this == RATE_LIMITED || this == UNAVAILABLE;
    }

    String message() {
      return "The API says that " + state + ".";
    }
  }

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact errors(PactDslWithProvider pact) {
    return all(pact, row -> row.status + ": " + row.state, false, row -> newJsonBody(body -> {
      body.numberValue("status", row.status);
      text(body, "message", row.message());
      if (row.hasIds()) {
        text(body, "request_id", REQUEST_ID);
        text(body, "trace_id", TRACE_ID);
      }
    }).build());
  }

  @Test
  @PactTestFor(pactMethod = "errors")
  void errors(MockServer server) {
    assertAll(Arrays.stream(Row.values()).map(row -> () -> {
      ApiException thrown = thrown(server, row);

      assertThat(thrown.requestId()).isEqualTo(row.hasIds() ? Optional.of(REQUEST_ID) : Optional.empty());
      assertThat(thrown.traceId()).isEqualTo(row.hasIds() ? Optional.of(TRACE_ID) : Optional.empty());
      assertThat(thrown.retryAfter())
          .isEqualTo(row.hasRetryAfter() ? Optional.of(Duration.ofSeconds(Long.parseLong(RETRY_AFTER))) : Optional.empty());
    }));
  }

  // The same in a version that will end, with nothing else but what is required.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact errorsInADeprecatedVersion(PactDslWithProvider pact) {
    return all(pact, row -> row.status + " in a deprecated version: " + row.state, true, row -> newJsonBody(body -> {
      body.numberValue("status", row.status);
      text(body, "message", row.message());
    }).build());
  }

  @Test
  @PactTestFor(pactMethod = "errorsInADeprecatedVersion")
  void errorsInADeprecatedVersion(MockServer server) {
    assertAll(Arrays.stream(Row.values()).map(row -> () -> {
      ApiException thrown = thrown(server, row);

      assertThat(thrown.requestId()).isEmpty();
      assertThat(thrown.traceId()).isEmpty();
      assertThat(thrown.retryAfter()).isEmpty();
    }));
  }

  private static V4Pact all(PactDslWithProvider pact, Function<Row, String> description, boolean deprecated, Function<Row, DslPart> body) {
    PactDslResponse response = null;
    for (Row row : Row.values()) {
      PactDslWithState state = response == null ? pact.given(row.state) : response.given(row.state);
      if (deprecated) {
        state = state.given(Contract.VERSION_IS_DEPRECATED);
      }
      response = get(state, description.apply(row), row.jobId).willRespondWith().status(row.status);
      if (deprecated) {
        response = response
            .matchHeader("Deprecation", Contract.HTTP_DATE, Contract.DEPRECATION)
            .matchHeader("Sunset", Contract.HTTP_DATE, Contract.SUNSET);
      }
      if (row.hasRetryAfter() && !deprecated) {
        response = response.matchHeader("Retry-After", "[0-9]+|" + Contract.HTTP_DATE, RETRY_AFTER);
      }
      response = response.headers(Map.of("Content-Type", "application/json")).body(body.apply(row));
    }
    return response.toPact(V4Pact.class);
  }

  private static ApiException thrown(MockServer server, Row row) {
    IngestJobsClient client = Contract.client(server.getUrl());
    ApiException thrown = catchThrowableOfType(ApiException.class, () -> client.get(row.jobId));

    assertThat(thrown).as(row.name()).isExactlyInstanceOf(row.type);
    assertThat(thrown.status()).isEqualTo(row.status);
    assertThat(thrown.apiMessage()).contains(row.message());
    assertThat(thrown.body()).contains("\"message\"", row.message());
    return thrown;
  }
}
