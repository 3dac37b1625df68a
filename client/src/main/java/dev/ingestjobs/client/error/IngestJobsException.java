package dev.ingestjobs.client.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The root of everything that {@link dev.ingestjobs.client.IngestJobsClient} throws. No message, cause or field holds a token. */
public abstract class IngestJobsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private @Nullable CallDetails call;

  protected IngestJobsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What was being asked, and how often, when this was thrown; empty if it was not within a call of the client. */
  public Optional<CallDetails> call() {
    return Optional.ofNullable(call);
  }

  /** Says within which call this happened. As {@link #initCause}, it is for whoever throws this; only the first time counts. */
  public final void initCall(CallDetails call) {
    if (this.call == null) {
      this.call = call;
    }
  }

  /**
   * All that a ticket to the vendor's support or to this library needs, in some lines, and nothing that must not be pasted
   * there: no token, no secret, no body.
   */
  public final String toSupportString() {
    return SupportString.of(this);
  }
}
