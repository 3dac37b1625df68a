package dev.ingestjobs.client.internal.transport;

import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.Redaction;
import feign.Request;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns what broke an exchange into the public type for it. */
public final class TransportFailure {
  private TransportFailure() {}

  public static TransportException of(IOException failure, Request request) {
    Redaction redaction = Redaction.of(request);
    String line = redaction.scrub(request.httpMethod() + " " + request.url() + ": " + describe(failure));
    if (failure instanceof DeadlineReachedException) {
      return new DeadlineExceededException(line);
    }
    return new TransportException(line, clean(failure, redaction));
  }

  private static String describe(IOException failure) {
    return failure instanceof DeadlineReachedException || failure instanceof CallInterruptedException
        ? failure.getMessage()
        : failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
  }

  /** The cause, unless it or one of its own causes repeats a token. */
  private static @Nullable Throwable clean(IOException failure, Redaction redaction) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (!redaction.isClean(cause.toString())) {
        return null;
      }
    }
    return failure;
  }
}
