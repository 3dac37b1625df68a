package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.RetryAfter;
import dev.ingestjobs.client.model.ApiError;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The beginning of a response's body, read once, from which every token is removed before anything of it gets out. */
final class ErrorBody {
  /** An envelope is far smaller; a body that is larger is none, and its rest is not worth the wait. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final int status;
  private final byte[] bytes;
  private final Redaction redaction;
  private final @Nullable Duration retryAfter;

  private ErrorBody(Response response, byte[] bytes, Clock clock) {
    this.status = response.status();
    this.bytes = bytes;
    this.redaction = Redaction.of(response.request());
    Collection<String> values = response.headers().getOrDefault("Retry-After", List.of());
    this.retryAfter = values.stream().findFirst().flatMap(value -> RetryAfter.parse(value, clock)).orElse(null);
  }

  /** Reads the beginning of the body. */
  static ErrorBody of(Response response, Clock clock) throws IOException {
    if (response.body() == null) {
      return new ErrorBody(response, new byte[0], clock);
    }
    try (InputStream body = response.body().asInputStream()) {
      return new ErrorBody(response, body.readNBytes(MAX_BYTES), clock);
    }
  }

  /** Reads nothing: for a body that was consumed already. */
  static ErrorBody unread(Response response, Clock clock) {
    return new ErrorBody(response, new byte[0], clock);
  }

  /** What is kept of a response that has the API's error envelope. */
  ErrorResponse withEnvelope() throws NoEnvelopeException {
    ApiError envelope;
    try {
      envelope = JSON.readValue(bytes, ApiError.class);
    } catch (JsonProcessingException e) {
      throw new NoEnvelopeException(bytes.length == 0 ? "it is empty" : scrub(DecodingProblem.describe(e)));
    } catch (IOException e) {
      throw new NoEnvelopeException("it is not text");
    }
    if (envelope == null) {
      throw new NoEnvelopeException("it is null");
    }
    return new ErrorResponse(
        status, scrub(envelope.message()), scrubbed(envelope.requestId()), scrubbed(envelope.traceId()), text(), retryAfter);
  }

  /** What is kept of a response that has no envelope. */
  ErrorResponse withoutEnvelope() {
    return new ErrorResponse(status, null, null, null, text(), retryAfter);
  }

  private String text() {
    return redaction.scrub(new String(bytes, StandardCharsets.UTF_8));
  }

  String scrub(String text) {
    return redaction.scrub(text);
  }

  private @Nullable String scrubbed(@Nullable String text) {
    return text == null ? null : scrub(text);
  }

  /** The body is no error envelope. The message says why, and holds no token. */
  static final class NoEnvelopeException extends Exception {
    private static final long serialVersionUID = 1L;

    NoEnvelopeException(String message) {
      super(message);
    }
  }
}
