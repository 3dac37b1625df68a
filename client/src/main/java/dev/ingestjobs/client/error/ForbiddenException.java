package dev.ingestjobs.client.error;

/** 403: the token is valid and does not permit this. */
public final class ForbiddenException extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  ForbiddenException(ErrorResponse response) {
    super("forbidden", response);
  }
}
