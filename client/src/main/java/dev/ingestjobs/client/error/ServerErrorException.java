package dev.ingestjobs.client.error;

/** Any 5xx: the endpoint is unavailable. May be retried, with back-off. A status without a type of its own, such as 504, is exactly this. */
public class ServerErrorException extends ApiException {
  private static final long serialVersionUID = 1L;

  ServerErrorException(String meaning, ErrorResponse response) {
    super(meaning, response);
  }
}
