package dev.ingestjobs.client.error;

import java.time.Duration;
import java.util.Optional;

/**
 * A response came, and it is not a job. It has what a ticket to the vendor's support needs; nothing here holds a token.
 *
 * <p>Retry on {@link #status()}, not on the type: a gateway answers 502 with HTML, which is an {@link
 * UndecodableResponseException} whose status is 502.
 */
public abstract class ResponseException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  private final ErrorResponse response;

  ResponseException(String message, ErrorResponse response) {
    super(message, null);
    this.response = response;
  }

  /** The HTTP status. */
  public int status() {
    return response.status();
  }

  /** The {@code message} of the API's error envelope, empty if the response has none. Its wording is no part of the contract. */
  public Optional<String> apiMessage() {
    return Optional.ofNullable(response.message());
  }

  /** The {@code request_id} of the API's error envelope, empty if the response has none. */
  public Optional<String> requestId() {
    return Optional.ofNullable(response.requestId());
  }

  /** The {@code trace_id} of the API's error envelope, empty if the response has none. */
  public Optional<String> traceId() {
    return Optional.ofNullable(response.traceId());
  }

  /** The beginning of the body, at most {@value ErrorResponse#MAX_BODY_CHARS} characters, as text; empty if there is none. */
  public String body() {
    return response.body();
  }

  /**
   * How long the server asks to wait before the next request, from {@code Retry-After}; empty if it does not say, or says it
   * in no form that RFC 9110 knows. Never negative, at most a year. The API does not promise this header; gateways send it with 429 and 503.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(response.retryAfter());
  }
}
