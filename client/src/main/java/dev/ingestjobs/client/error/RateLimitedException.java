package dev.ingestjobs.client.error;

/** 429: over the rate limit of 10 requests a second. May be retried, later and more slowly: see {@link #retryAfter()}. */
public final class RateLimitedException extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  RateLimitedException(ErrorResponse response) {
    super("rate limited", response);
  }
}
