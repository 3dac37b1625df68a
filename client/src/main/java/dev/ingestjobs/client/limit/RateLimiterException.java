package dev.ingestjobs.client.limit;

import dev.ingestjobs.client.error.IngestJobsException;

/** The rate limiter that was plugged in failed, so that nothing was sent. The message tells the type of its failure. */
public final class RateLimiterException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  public RateLimiterException(String message) {
    super(message, null);
  }
}
