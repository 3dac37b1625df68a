package dev.ingestjobs.client.error;

/** 404: there is no such job, or not in this tenant. */
public final class NotFoundException extends ClientErrorException {
  private static final long serialVersionUID = 1L;

  NotFoundException(ErrorResponse response) {
    super("not found", response);
  }
}
