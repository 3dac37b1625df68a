package dev.ingestjobs.client.error;

/** A response that is neither 200 nor an error: another 2xx, or a redirect, which is never followed. */
public final class UnexpectedStatusException extends ResponseException {
  private static final long serialVersionUID = 1L;

  public UnexpectedStatusException(ErrorResponse response) {
    super(response.line(response.status() / 100 == 3
        ? "is a redirect, which is not followed, so that the token goes nowhere else; check the base URL"
        : "is not a documented status"), response);
  }
}
