package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.api.IngestJobsApi.GetIngestJobParameters;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallDetails;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.internal.token.TokenSource;
import dev.ingestjobs.client.internal.transport.TransportFailure;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.retry.RetryPolicy;
import feign.FeignException;
import feign.TypedResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks for a job, again if need be, within one deadline. Safe for use by several threads. */
public final class Calls {
  /**
   * Whom to ask, and how long a call and each of its attempts may take.
   */
  public record Target(String baseUrl, String tenant, String apiVersion, Duration timeout, Duration attemptTimeout) {}

  private final IngestJobsApi api;
  private final Target target;
  private final TokenSource tokens;
  private final Places places;
  private final RetryPolicy retry;
  private final Reporter reporter;
  private final Time time;

  public Calls(IngestJobsApi api, Target target, TokenSource tokens, Places places, RetryPolicy retry, Reporter reporter, Time time) {
    this.api = api;
    this.target = target;
    this.tokens = tokens;
    this.places = places;
    this.retry = retry;
    this.reporter = reporter;
    this.time = time;
  }

  /**
   * Asks for a job.
   *
   * @param countFilesIn where to count the job's files, which are then left out; null to have them
   * @param outer the scope within which the call is made
   */
  public TypedResponse<IngestJob> call(String id, @Nullable FileCounts countFilesIn, Scope outer) {
    Inputs.jobId(id);
    try (Scope scope = outer.open(target.timeout())) {
      return new Call(id, countFilesIn, scope).run();
    }
  }

  /** How long a call may take. */
  public Duration timeout() {
    return target.timeout();
  }

  /** Whether the same call may succeed a moment later. */
  public boolean isRetryable(IngestJobsException failure) {
    return retry.isRetryable(failure);
  }

  private final class Call {
    private final String id;
    private final @Nullable FileCounts countFilesIn;
    private final Scope scope;
    private final Instant startedAt = time.now();
    private final long start = time.nanoTime();
    private final List<IngestJobsException> failures = new ArrayList<>();
    private @Nullable String token;
    private boolean renewed;
    private boolean noPlaceInTime;
    private int sent;
    private long attemptStart;

    Call(String id, @Nullable FileCounts countFilesIn, Scope scope) {
      this.id = id;
      this.countFilesIn = countFilesIn;
      this.scope = scope;
    }

    TypedResponse<IngestJob> run() {
      try {
        while (true) {
          try {
            TypedResponse<IngestJob> response = attempt();
            reporter.attempt(new AttemptEvent(id, failures.size() + 1, Optional.empty(), since(attemptStart), Optional.empty()));
            return response;
          } catch (IngestJobsException failure) {
            Duration elapsed = since(attemptStart);
            Optional<Duration> wait = next(failure);
            failures.add(failure);
            reporter.attempt(new AttemptEvent(id, failures.size(), Optional.of(failure), elapsed, wait));
            if (wait.isEmpty()) {
              throw failure;
            }
            scope.sleep(wait.get(), "waiting for the next attempt");
          }
        }
      } catch (IngestJobsException failure) {
        // Nothing of what went before is lost.
        failures.stream().filter(earlier -> earlier != failure).distinct().forEach(failure::addSuppressed);
        failure.initCall(new CallDetails(
            target.baseUrl() + "/ingest/jobs/" + id, target.tenant(), target.apiVersion(), sent, startedAt, since(start)));
        throw failure;
      }
    }

    private TypedResponse<IngestJob> attempt() {
      attemptStart = time.nanoTime();
      // Before its place is taken, because who has a place has to send at once.
      String bearer = token == null ? tokens.token(scope) : token;
      token = bearer;
      long asked = time.nanoTime();
      try {
        places.take(id, scope);
      } catch (DeadlineExceededException e) {
        noPlaceInTime = true;
        throw e;
      } finally {
        attemptStart += time.nanoTime() - asked;
      }
      GetIngestJobParameters parameters =
          new GetIngestJobParameters().id(id).tenant(target.tenant()).apiVersion(target.apiVersion());
      if (countFilesIn != null) {
        countFilesIn.clear();
      }
      try (Scope own = scope.open(target.attemptTimeout())) {
        sent++;
        return new Attempt(own, bearer, countFilesIn).run(() -> api.getIngestJobWithResponse(parameters));
      } catch (IngestJobsException e) {
        throw e;
      } catch (RuntimeException e) {
        throw withoutRequest(e, bearer);
      }
    }

    /** After how long the next attempt is made; empty if this failure is the call's. */
    private Optional<Duration> next(IngestJobsException failure) {
      // By status: a gateway's 401 or 429 may come as HTML.
      int status = failure instanceof ResponseException response ? response.status() : 0;
      if (status == 429) {
        places.refused((ResponseException) failure, scope);
      }
      if (status == 401) {
        return renew(failure) ? Optional.of(Duration.ZERO) : Optional.empty();
      }
      int counted = failures.size() + 1 - (renewed ? 1 : 0);
      if (noPlaceInTime || scope.remainingNanos() == 0 || counted >= retry.maxAttempts() || !retry.isRetryable(failure)) {
        return Optional.empty();
      }
      token = null;
      Duration wait = retry.delay(counted, time.random());
      if (failure instanceof ResponseException response) {
        Duration asked = response.retryAfter().orElse(Duration.ZERO);
        wait = wait.compareTo(asked) < 0 ? asked : wait;
      }
      return wait.compareTo(scope.remaining()) < 0 ? Optional.of(wait) : Optional.empty();
    }

    /** Asks for another token in place of one that was refused, once. */
    private boolean renew(IngestJobsException refusal) {
      if (renewed || token == null) {
        return false;
      }
      renewed = true;
      String refused = token;
      try {
        tokens.rejected(refused, scope);
        token = tokens.token(scope);
      } catch (CallCanceledException | CallInterruptedException e) {
        // The wait for the next attempt then ends at once, and in the same way.
        return true;
      } catch (IngestJobsException e) {
        // The 401 says more.
        refusal.addSuppressed(e);
        return false;
      }
      return !refused.equals(token);
    }
  }

  private Duration since(long moment) {
    return Duration.ofNanos(time.nanoTime() - moment);
  }

  /** A FeignException holds the request, and with it the token, and so may whatever a capability throws: it must not get out. */
  private static IngestJobsException withoutRequest(RuntimeException thrown, String token) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IngestJobsException failure) {
        return failure;
      }
    }
    if (thrown instanceof FeignException wrapper && wrapper.getCause() instanceof IOException failure) {
      return TransportFailure.of(failure, wrapper.request());
    }
    Throwable foreign = thrown instanceof FeignException && thrown.getCause() != null ? thrown.getCause() : thrown;
    boolean harmless = !(foreign instanceof FeignException) && Redaction.ofSecrets(List.of(token)).isClean(foreign);
    return new TransportException("a capability of Feign's threw " + foreign.getClass().getName(), harmless ? foreign : null);
  }
}
