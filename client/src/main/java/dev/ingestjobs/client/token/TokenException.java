package dev.ingestjobs.client.token;

import dev.ingestjobs.client.error.IngestJobsException;
import org.jspecify.annotations.Nullable;

/** There is no token to send: the provider failed, gave something that is no token, or was refused one. */
public final class TokenException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * @param retryable whether the same may succeed a moment later
   */
  public TokenException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** Whether the same may succeed a moment later: the token endpoint was not reached, or answered 429 or 5xx. */
  public boolean isRetryable() {
    return retryable;
  }
}
