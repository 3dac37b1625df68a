package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Printable;
import dev.ingestjobs.cli.output.Text;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.error.BadRequestException;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.CallDetails;
import dev.ingestjobs.client.error.CallInterruptedException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.summary.LoadViolation;
import dev.ingestjobs.client.summary.NotFullyLoadedException;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.stub.StubException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every way to fail: its exit code, which is part of the contract of the command, and what a person can do about it. Of exceptions that
 * extend each other the more special one comes first.
 */
enum Failure {
  INPUT(2, "bad usage, a bad setting, or a request that the API calls bad (400)",
      "Correct that and run it again; --help lists the options, and ingest-jobs config what is in force.",
      InvalidInputException.class, StubException.class, BadRequestException.class),
  ACCESS(3, "there is no token, it is not valid (401) or does not permit this (403)",
      "Check that the token has not expired and may read the ingest jobs of this tenant.",
      UnauthorizedException.class, ForbiddenException.class, TokenException.class),
  NOT_FOUND(4, "there is no such job in this tenant (404)",
      "Check the job id and the tenant: a sandbox has its own tenant id.",
      NotFoundException.class),
  DEADLINE(5, "the deadline passed: that of --timeout, or its default",
      "The job goes on all the same: wait again, or give it longer with --timeout.",
      DeadlineExceededException.class),
  INTERRUPTED(130, "interrupted, by Ctrl-C for example; what was last seen is printed",
      "The job goes on all the same: wait again with the same id.",
      CallInterruptedException.class, CallCanceledException.class),
  RATE_LIMIT(6, "over the rate limit (429), after all attempts",
      "Wait, then run it again: the limit is 10 requests per second for all who call the endpoint.",
      RateLimitedException.class),
  UNAVAILABLE(7, "the API failed (5xx) or was not reached, after all attempts",
      "Try again later, less often each time; if it was not reached, check the base URL and the network.",
      ServerErrorException.class, TransportException.class),
  NOT_UNDERSTOOD(8, "a response that cannot be understood",
      "Something other than the API may have answered: check the base URL, and any proxy or gateway on the way.",
      UndecodableResponseException.class, UnexpectedStatusException.class),
  NOT_LOADED(1, "the job ended, and not everything was loaded; or anything else",
      "See what went wrong with ingest-jobs get ID --files; --max-rejected and --max-errors say what is tolerable.",
      NotFullyLoadedException.class),
  OTHER(1, "",
      "This should not happen; if it does again, run it with --verbose and give the output to whoever maintains this command.",
      Throwable.class);

  private static final int FIRST_SERVER_ERROR = 500;
  private static final int MOST_TOLD = 5;

  private final int exitCode;
  private final String meaning;
  private final String advice;
  private final List<Class<?>> types;

  Failure(int exitCode, String meaning, String advice, Class<?>... types) {
    this.exitCode = exitCode;
    this.meaning = meaning;
    this.advice = advice;
    this.types = List.of(types);
  }

  /** What an exception is. */
  static Failure of(Throwable exception) {
    if (exception instanceof AwaitException wait) {
      return switch (wait.reason()) {
        case DEADLINE -> DEADLINE;
        case INTERRUPTED, CANCELED -> INTERRUPTED;
        default -> wait.getCause() == null ? OTHER : of(wait.getCause());
      };
    }
    if (exception instanceof UndecodableResponseException response && response.status() >= FIRST_SERVER_ERROR) {
      return UNAVAILABLE; // A page of a gateway, mostly.
    }
    return Arrays.stream(values())
        .filter(failure -> failure.types.stream().anyMatch(type -> type.isInstance(exception)))
        .findFirst().orElse(OTHER);
  }

  int exitCode() {
    return exitCode;
  }

  /** What the exit code says, for the help; empty if another failure says it. */
  String meaning() {
    return meaning;
  }

  /** Three lines: what happened, the ids that support asks for, and what to do next. */
  static List<String> lines(Throwable exception) {
    if (!(exception instanceof IngestJobsException || exception instanceof StubException)) {
      // The type alone: nobody has made sure that the message holds no token.
      return List.of("ingest-jobs: failed unexpectedly, with " + exception.getClass().getName(), "No request is known to have failed.", OTHER.advice);
    }
    return List.of("ingest-jobs: " + Printable.of(what(exception)), Printable.of(ids(exception)), advice(exception));
  }

  private static String what(Throwable exception) {
    if (exception instanceof NotFullyLoadedException load) {
      return load.jobId() + ": not everything was loaded: "
          + load.violations().stream().limit(MOST_TOLD).map(LoadViolation::describe).collect(Collectors.joining("; "))
          + (load.violations().size() > MOST_TOLD ? "; and " + Text.count(load.violations().size() - MOST_TOLD) + " more" : "");
    }
    // The ids have a line of their own.
    return exception.getMessage().replaceAll(" \\[(request|trace)_id [^\\]]*]", "");
  }

  private static String ids(Throwable exception) {
    String ids = "";
    if (call(exception) instanceof ResponseException response) {
      ids = Stream.of(response.requestId().map(id -> "request_id " + id), response.traceId().map(id -> "trace_id " + id))
          .flatMap(Optional::stream).collect(Collectors.joining(", "));
      ids = ids.isEmpty() ? "The response has no ids. " : ids + ". ";
    }
    if (exception instanceof IngestJobsException failure && failure.call().isPresent()) {
      CallDetails call = failure.call().get();
      return ids + "GET " + call.url() + ", " + Text.counted(call.attempts(), "attempt") + " in " + Text.duration(call.elapsed()) + ".";
    }
    if (exception instanceof AwaitException wait && wait.polls() > 0) {
      return Text.counted(wait.polls(), "poll") + " in " + Text.duration(wait.elapsed()) + "; no request is known to have failed.";
    }
    return exception instanceof NotFullyLoadedException ? "No request failed: this is how the job ended." : ids.isEmpty() ? "Nothing was sent." : ids.strip();
  }

  /** A wait fails because a call did. */
  private static Throwable call(Throwable exception) {
    return exception instanceof AwaitException && exception.getCause() instanceof IngestJobsException call ? call : exception;
  }

  private static String advice(Throwable exception) {
    if (of(exception) != DEADLINE && call(exception) instanceof ResponseException response && response.retryAfter().isPresent()) {
      return "The server asks to wait for " + response.retryAfter().get().toSeconds() + " s; run it again then.";
    }
    if (call(exception) instanceof ResponseException && of(exception) == OTHER) {
      return "The API refuses this request as it is; if it goes on, give the ids above to the vendor's support.";
    }
    return of(exception).advice;
  }
}
