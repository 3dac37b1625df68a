package dev.ingestjobs.cli.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobChange;
import dev.ingestjobs.client.await.JobChange.CountChanged;
import dev.ingestjobs.client.await.JobChange.StateChanged;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.model.TableState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An event a line, written when it happens. {@code cli-sample/events.schema.json} describes them. */
final class JsonLinesReport implements Report {
  private final PrintWriter out;

  JsonLinesReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void job(JobSnapshot job) {
    write(event("job", job.job().id()).putPOJO("job", job.job()));
  }

  @Override
  public void failure(String jobId, IngestJobsException failure, int exitCode) {
    write(withFailure(event("failure", jobId), failure).put("exit_code", exitCode));
  }

  @Override
  public void onChange(String jobId, JobChange change) {
    ObjectNode event = event("change", jobId)
        .put("table_name", change.table().tableName())
        .put("feed_id", change.table().feedId())
        .put("change", change.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT));
    if (change instanceof StateChanged state) {
      event.put("from", text(state.from())).put("to", text(state.to()));
    } else if (change instanceof CountChanged count) {
      event.put("figure", count.figure().toString()).put("from", count.from()).put("to", count.to());
    }
    write(event.put("message", change.describe()));
  }

  @Override
  public void onPollFailed(String jobId, IngestJobsException failure) {
    write(withFailure(event("poll_failed", jobId), failure));
  }

  @Override
  public void end(AwaitOutcome outcome, int exitCode) {
    ObjectNode event = event("end", outcome.jobId()).put("exit_code", exitCode);
    outcome.result().ifPresent(result -> withResult(event, result));
    outcome.failure().ifPresent(failure -> withWait(event, failure));
    write(event);
  }

  private static void withResult(ObjectNode event, AwaitResult result) {
    event.put("outcome", result.progress().name().toLowerCase(Locale.ROOT))
        .put("elapsed_ms", result.elapsed().toMillis())
        .put("polls", result.polls())
        .putPOJO("job", result.snapshot().job());
  }

  private static void withWait(ObjectNode event, AwaitException failure) {
    withFailure(event, failure)
        .put("outcome", failure.reason().name().toLowerCase(Locale.ROOT))
        .put("elapsed_ms", failure.elapsed().toMillis())
        .put("polls", failure.polls())
        .putPOJO("job", failure.lastSnapshot().map(JobSnapshot::job).orElse(null));
  }

  private static ObjectNode withFailure(ObjectNode event, IngestJobsException failure) {
    event.put("message", failure.getMessage());
    // A wait fails because a call did.
    Throwable cause = failure.getCause() instanceof ResponseException response ? response : failure;
    if (cause instanceof ResponseException response) {
      event.put("status", response.status())
          .put("request_id", response.requestId().orElse(null))
          .put("trace_id", response.traceId().orElse(null));
    }
    return event;
  }

  private static ObjectNode event(String name, String jobId) {
    return Json.MAPPER.createObjectNode()
        .put("event", name)
        .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
        .put("job_id", jobId);
  }

  private static @Nullable String text(@Nullable TableState state) {
    return state == null ? null : state.text();
  }

  private synchronized void write(ObjectNode event) {
    out.println(Json.line(event));
    out.flush();
  }
}
