package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.model.IngestJob;
import feign.Request;
import feign.TypedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API without a network: answers each request with the next line of its script, and with a job at its end. */
final class FakeApi implements IngestJobsApi {
  /** A request as it was made. */
  record Sent(String id, String tenant, @Nullable String apiVersion, String token, Duration remaining) {}

  /** A response whose job nobody looks at. */
  @SuppressWarnings("unchecked")
  static final TypedResponse<IngestJob> JOB = TypedResponse.<IngestJob>builder().status(200).headers(Map.of())
      .request(Request.create(Request.HttpMethod.GET, "", Map.of(), null, StandardCharsets.UTF_8, null)).build();

  private final Deque<Supplier<TypedResponse<IngestJob>>> script = new ArrayDeque<>();
  private final List<Sent> sent = new ArrayList<>();

  /** Then fails. */
  FakeApi then(RuntimeException failure) {
    return thenAnswer(() -> {
      throw failure;
    });
  }

  FakeApi thenAnswer(Supplier<TypedResponse<IngestJob>> answer) {
    script.add(answer);
    return this;
  }

  /** Then answers with an error. */
  FakeApi then(int status) {
    return then(error(status, null));
  }

  static ApiException error(int status, @Nullable Duration retryAfter) {
    return ApiException.of(new ErrorResponse(status, "m", "r", "t", "", retryAfter));
  }

  List<Sent> sent() {
    return sent;
  }

  List<String> tokens() {
    return sent.stream().map(Sent::token).toList();
  }

  @Override
  public IngestJob getIngestJob(String id, String tenant, @Nullable String apiVersion, @Nullable String apiVersionQuery) {
    throw new UnsupportedOperationException();
  }

  @Override
  public TypedResponse<IngestJob> getIngestJobWithResponse(
      String id, String tenant, @Nullable String apiVersion, @Nullable String apiVersionQuery) {
    Attempt attempt = Objects.requireNonNull(Attempt.current());
    sent.add(new Sent(id, tenant, apiVersion, attempt.token(), attempt.scope().remaining()));
    return script.isEmpty() ? JOB : script.remove().get();
  }
}
