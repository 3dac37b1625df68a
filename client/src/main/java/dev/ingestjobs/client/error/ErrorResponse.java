package dev.ingestjobs.client.error;

import dev.ingestjobs.client.internal.OneLine;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a response that is not a job. Its maker has removed every token from the texts.
 *
 * @param status the HTTP status
 * @param message the envelope's {@code message}
 * @param requestId the envelope's {@code request_id}
 * @param traceId the envelope's {@code trace_id}
 * @param body the beginning of the body
 * @param retryAfter the wait that {@code Retry-After} asks for
 */
public record ErrorResponse(
    int status,
    @Nullable String message,
    @Nullable String requestId,
    @Nullable String traceId,
    String body,
    @Nullable Duration retryAfter)
    implements Serializable {

  /** How much of a body is kept, in characters. */
  public static final int MAX_BODY_CHARS = 4096;

  public ErrorResponse {
    body = body.length() <= MAX_BODY_CHARS ? body : body.substring(0, MAX_BODY_CHARS);
  }

  /** One line for an exception's message. */
  String line(String meaning) {
    StringBuilder line = new StringBuilder().append(status).append(' ').append(meaning);
    if (message != null) {
      line.append(": ").append(message);
    }
    if (requestId != null) {
      line.append(" [request_id ").append(requestId).append(']');
    }
    if (traceId != null) {
      line.append(" [trace_id ").append(traceId).append(']');
    }
    return OneLine.of(line.toString());
  }
}
