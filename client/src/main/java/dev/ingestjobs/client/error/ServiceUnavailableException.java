package dev.ingestjobs.client.error;

/** 503: the API cannot be reached for now. May be retried, with back-off: see {@link #retryAfter()}. */
public final class ServiceUnavailableException extends ServerErrorException {
  private static final long serialVersionUID = 1L;

  ServiceUnavailableException(ErrorResponse response) {
    super("service unavailable", response);
  }
}
