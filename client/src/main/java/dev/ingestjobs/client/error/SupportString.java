package dev.ingestjobs.client.error;

import dev.ingestjobs.client.internal.ClientVersion;
import dev.ingestjobs.client.internal.OneLine;

/** Writes what a ticket needs. */
final class SupportString {
  private SupportString() {}

  static String of(IngestJobsException failure) {
    StringBuilder lines = new StringBuilder();
    line(lines, "error", failure.getClass().getSimpleName());
    line(lines, "message", String.valueOf(failure.getMessage()));
    if (failure instanceof ResponseException response) {
      line(lines, "status", response.status());
      response.requestId().ifPresent(id -> line(lines, "request_id", id));
      response.traceId().ifPresent(id -> line(lines, "trace_id", id));
      response.retryAfter().ifPresent(wait -> line(lines, "retry-after", wait.toSeconds() + " s"));
    }
    failure.call().ifPresent(call -> {
      line(lines, "url", call.url());
      line(lines, "tenant", call.tenant());
      line(lines, "api-version", call.apiVersion());
      line(lines, "attempts", call.attempts());
      line(lines, "started", call.startedAt());
      line(lines, "elapsed", call.elapsed().toMillis() + " ms");
    });
    line(lines, "client", ClientVersion.userAgent(null));
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      line(lines, "cause", cause instanceof IngestJobsException ? cause.toString() : cause.getClass().getName());
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String name, Object value) {
    lines.append(name).append(": ").append(OneLine.of(String.valueOf(value))).append('\n');
  }
}
