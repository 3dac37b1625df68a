package dev.ingestjobs.client.token;

import dev.ingestjobs.client.error.IngestJobsException;
import org.jspecify.annotations.Nullable;

/**
 * There is no token to send: the provider failed, gave something that is no token, or was refused one.
 *
 * <p>A {@link TokenProvider} may throw this itself, to say more than the type of an exception. It then reaches whoever made the
 * call as it is, unless it shows a token: then without its cause and with {@code [redacted]} in its message.
 */
public final class TokenException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * @param message what is wrong and what to change, without any secret
   * @param retryable whether the same may succeed a moment later
   */
  public TokenException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Whether the same may succeed a moment later: the token endpoint was not reached or answered 429 or 5xx, there was no
   * thread to ask a provider in, or the provider has said so.
   */
  public boolean isRetryable() {
    return retryable;
  }
}
