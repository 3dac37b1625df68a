package dev.ingestjobs.client.error;

import dev.ingestjobs.client.internal.ClientVersion;
import dev.ingestjobs.client.internal.OneLine;
import org.jspecify.annotations.Nullable;

/** Writes what a ticket needs. */
final class SupportString {
  private SupportString() {}

  static String of(IngestJobsException failure) {
    StringBuilder lines = new StringBuilder();
    line(lines, "error", failure.getClass().getSimpleName());
    line(lines, "message", failure.getMessage());
    response(lines, failure);
    failure.call().ifPresent(call -> {
      line(lines, "url", call.url());
      line(lines, "tenant", call.tenant());
      line(lines, "api-version", call.apiVersion());
      line(lines, "attempts", call.attempts());
      line(lines, "started", call.startedAt());
      line(lines, "elapsed", call.elapsed().toMillis() + " ms");
    });
    for (Throwable earlier : failure.getSuppressed()) {
      line(lines, "earlier", inShort(earlier));
    }
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      line(lines, "cause", inShort(cause));
      // A wait fails because a call did.
      response(lines, cause);
    }
    line(lines, "client", ClientVersion.userAgent(null));
    return lines.toString();
  }

  private static void response(StringBuilder lines, Throwable failure) {
    if (failure instanceof ResponseException response) {
      line(lines, "status", response.status());
      response.requestId().ifPresent(id -> line(lines, "request_id", id));
      response.traceId().ifPresent(id -> line(lines, "trace_id", id));
      response.retryAfter().ifPresent(wait -> line(lines, "retry-after", wait.toSeconds() + " s"));
    }
  }

  /** What others write in their exceptions may be anything. */
  private static String inShort(Throwable failure) {
    return failure instanceof IngestJobsException ? failure.getClass().getSimpleName() + ": " + failure.getMessage() : failure.getClass().getName();
  }

  private static void line(StringBuilder lines, String name, @Nullable Object value) {
    lines.append(name).append(": ").append(OneLine.of(String.valueOf(value))).append('\n');
  }
}
