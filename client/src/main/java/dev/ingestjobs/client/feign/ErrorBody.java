package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.internal.HttpDates;
import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.RetryAfter;
import dev.ingestjobs.client.model.ApiError;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
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
    this.retryAfter = header(response, "Retry-After").flatMap(value -> RetryAfter.parse(value, now(response, clock))).orElse(null);
  }

  private static Optional<String> header(Response response, String name) {
    return response.headers().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** By the server's clock if the response has it, so that one of ours that is wrong does no harm. */
  private static Instant now(Response response, Clock clock) {
    return header(response, "Date").flatMap(HttpDates::parse).orElseGet(clock::instant);
  }

  /** Reads the beginning of the body, or as much of it as can be unzipped. */
  static ErrorBody of(Response response, Clock clock) throws IOException {
    if (response.body() == null) {
      return of(response, new byte[0], clock);
    }
    BeginningInputStream body = new BeginningInputStream(response.body().asInputStream());
    try (body) {
      return of(response, body.readNBytes(MAX_BYTES), clock);
    } catch (ZipException e) {
      return of(response, body.beginning(), clock);
    }
  }

  /** Of a body whose beginning was read already. */
  static ErrorBody of(Response response, byte[] beginning, Clock clock) {
    return new ErrorBody(response, beginning, clock);
  }

  /** What is kept of a response that has the API's error envelope. */
  ErrorResponse withEnvelope() throws NoEnvelopeException {
    ApiError envelope;
    try {
      envelope = JSON.readValue(bytes, ApiError.class);
    } catch (IOException e) {
      throw new NoEnvelopeException(bytes.length == 0 ? "it is empty" : scrub(problem(e)));
    } catch (StackOverflowError e) {
      throw new NoEnvelopeException(DecodingProblem.TOO_DEEP);
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

  private static String problem(IOException failure) {
    try {
      return DecodingProblem.describe(failure);
    } catch (IOException e) {
      // From memory everything arrives; what is left is bytes that are no characters.
      return "it is not text";
    }
  }

  private String text() {
    return redaction.scrubBody(new String(bytes, StandardCharsets.UTF_8));
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
