package dev.ingestjobs.client.error;

/** 401: no valid token, or an expired one; by one of the vendor's pages also an invalid version. */
public final class UnauthorizedException extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  UnauthorizedException(ErrorResponse response) {
    super("unauthorized", response);
  }
}
