package dev.ingestjobs.client.error;

/** 500: the API failed. May be retried, with back-off. */
public final class InternalServerErrorException extends ServerErrorException {
  private static final long serialVersionUID = 1L;

  InternalServerErrorException(ErrorResponse response) {
    super("internal server error", response);
  }
}
