package dev.ingestjobs.client.internal.await;

import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Calls;
import dev.ingestjobs.client.internal.call.ForeignCode;
import dev.ingestjobs.client.internal.call.Places;
import dev.ingestjobs.client.internal.call.Reporter;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.limit.Unlimited;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.internal.token.TokenSource;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.client.retry.RetryPolicy;
import feign.Request;
import feign.TypedResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs without a network: what a job is at a moment, a function says. Keeps when each was asked for. */
final class FakeJobs implements IngestJobsApi {
  /** A request, and how long after the beginning it came. */
  record Asked(String id, Duration at) {}

  private final Time time;
  private final long origin;
  private final Function<String, IngestJob> jobs;
  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();

  /**
   * @param jobs gives a job by its id, or throws; may take time, or ask for the {@link Attempt} that it is within
   */
  FakeJobs(Time time, Function<String, IngestJob> jobs) {
    this.time = time;
    this.origin = time.nanoTime();
    this.jobs = jobs;
  }

  /** A job with a table in each of these states. */
  static IngestJob job(String... states) {
    return IngestJob.builder().id("isj-1").workflowId("wf-1")
        .tables(Stream.of(states).map(state -> IngestTable.builder().tableName("t").state(TableState.of(state)).build()).toList())
        .build();
  }

  /** A job whose one table has these files, as far as they are asked for. */
  static IngestJob jobWithFiles(String state, int files) {
    IngestTable table = IngestTable.builder().tableName("t").state(TableState.of(state)).build();
    Attempt attempt = Attempt.current();
    if (attempt != null && attempt.countFilesIn() != null) {
      attempt.countFilesIn().add(0, files);
    } else {
      table = table.toBuilder()
          .files(Stream.iterate(0, i -> i + 1).limit(files).map(i -> IngestFile.builder().fileId("f" + i).build()).toList()).build();
    }
    return IngestJob.builder().id("isj-1").workflowId("wf-1").tables(List.of(table)).build();
  }

  /** What the API answers with a status, and the {@code Retry-After} of it. */
  static ApiException answer(int status, @Nullable Duration retryAfter) {
    return ApiException.of(new ErrorResponse(status, "no", null, null, "", retryAfter));
  }

  /** Calls of these jobs that are neither repeated nor limited. */
  Calls calls() {
    return calls(RetryPolicy.NONE, Unlimited.INSTANCE);
  }

  Calls calls(RetryPolicy retry, RateLimiter limiter) {
    TokenSource tokens = new TokenSource() {
      @Override
      public String token(Scope scope) {
        return "t";
      }

      @Override
      public void rejected(String token, Scope scope) {}
    };
    Reporter reporter = new Reporter(List.of(), Set.of());
    return new Calls(
        this, new Calls.Target("https://localhost/api", "socktown", "2024-04-01", Duration.ofMinutes(2), Duration.ofMinutes(1)), tokens,
        new Places(limiter, new ForeignCode(Runnable::run), reporter), retry, reporter, time);
  }

  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** When a job was asked for, in milliseconds from the beginning. */
  List<Long> moments() {
    return asked.stream().map(asked -> asked.at().toMillis()).toList();
  }

  @Override
  public TypedResponse<IngestJob> getIngestJobWithResponse(
      String id, String tenant, @Nullable String apiVersion, @Nullable String apiVersionQuery) {
    asked.add(new Asked(id, Duration.ofNanos(time.nanoTime() - origin)));
    return response(jobs.apply(id));
  }

  @SuppressWarnings("unchecked")
  private static TypedResponse<IngestJob> response(IngestJob job) {
    Request request = Request.create(Request.HttpMethod.GET, "https://localhost", Map.of(), null, null, null);
    return TypedResponse.<IngestJob>builder().request(request).status(200).headers(Map.of()).body(job).build();
  }

  @Override
  public IngestJob getIngestJob(String id, String tenant, @Nullable String apiVersion, @Nullable String apiVersionQuery) {
    throw new UnsupportedOperationException();
  }
}
