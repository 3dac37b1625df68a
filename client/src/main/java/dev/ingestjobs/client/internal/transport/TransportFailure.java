package dev.ingestjobs.client.internal.transport;

import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.Redaction;
import feign.Request;
import java.io.IOException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/** Turns what broke an exchange into the public type for it. */
public final class TransportFailure {
  /** How much of the JDK's words is kept: they may quote what the server sent. */
  private static final int MAX_CHARACTERS = 300;

  private TransportFailure() {}

  public static TransportException of(IOException failure, Request request) {
    if (failure instanceof CallEndedException ended) {
      return ended.how();
    }
    Redaction redaction = Redaction.of(request);
    return new TransportException(redaction.scrub(name(request) + ": " + describe(failure)), clean(failure, redaction));
  }

  /** The request in a few words, without a token. */
  static String what(Request request) {
    return Redaction.of(request).scrub(name(request));
  }

  private static String name(Request request) {
    return request.httpMethod() + " " + request.url();
  }

  private static String describe(IOException failure) {
    String type = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return type + ": the name of the host is not known";
      }
    }
    if (failure.getMessage() == null) {
      return type;
    }
    String message = failure.getMessage().replaceAll("\\p{Cntrl}+", " ");
    return type + ": " + message.substring(0, Math.min(message.length(), MAX_CHARACTERS));
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
