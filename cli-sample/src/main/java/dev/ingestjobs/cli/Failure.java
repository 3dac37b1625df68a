package dev.ingestjobs.cli;

import dev.ingestjobs.client.error.BadRequestException;
import dev.ingestjobs.client.error.ClientErrorException;
import dev.ingestjobs.client.error.ForbiddenException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.RateLimitedException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UnauthorizedException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.stub.StubException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every way to fail: its exit code, which is part of the contract of the command, and what a person can do about it. */
enum Failure {
  INPUT(2, "bad usage, a bad setting, or a request that the API calls bad (400)",
      "Correct that and run it again; --help lists the settings.",
      InvalidInputException.class, StubException.class, BadRequestException.class),
  ACCESS(3, "there is no token, it is not valid (401) or does not permit this (403)",
      "Check that the token has not expired and may read the ingest jobs of this tenant.",
      UnauthorizedException.class, ForbiddenException.class, TokenException.class),
  NOT_FOUND(4, "there is no such job in this tenant (404)",
      "Check the job id and the tenant: a sandbox has its own tenant id.",
      NotFoundException.class),
  RATE_LIMIT(6, "over the rate limit (429)",
      "Wait, then run it again: the limit is 10 requests per second for all who call the endpoint.",
      RateLimitedException.class),
  UNAVAILABLE(7, "the API failed (5xx) or was not reached",
      "Try again later, less often each time; if it was not reached, check the base URL and the network.",
      ServerErrorException.class, TransportException.class),
  NOT_UNDERSTOOD(8, "a response that cannot be understood",
      "Something other than the API may have answered: check the base URL, and any proxy or gateway on the way.",
      UndecodableResponseException.class, UnexpectedStatusException.class),
  OTHER(1, "anything else, such as another 4xx",
      "The API refuses this request as it is; if it goes on, give the ids above to the vendor's support.",
      ClientErrorException.class);

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

  /** The first failure of this order that has the exception's type; empty if the exception should not occur at all. */
  static Optional<Failure> of(Throwable exception) {
    return Arrays.stream(values())
        .filter(failure -> failure.types.stream().anyMatch(type -> type.isInstance(exception)))
        .findFirst();
  }

  int exitCode() {
    return exitCode;
  }

  /** What the exit code says, for the help. */
  String meaning() {
    return meaning;
  }

  /** What to do next. */
  String advice() {
    return advice;
  }
}
