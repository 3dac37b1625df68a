package dev.ingestjobs.client.error;

/** 400: a parameter is missing or invalid, or the version is not supported. */
public final class BadRequestException extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  BadRequestException(ErrorResponse response) {
    super("bad request", response);
  }
}
