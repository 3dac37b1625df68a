package dev.ingestjobs.client.error;

/** Any 4xx: something is wrong with the request. A status without a type of its own, such as 409, is exactly this. */
public class ClientErrorException extends ApiException {
  private static final long serialVersionUID = 1L;

  ClientErrorException(String meaning, ErrorResponse response) {
    super(meaning, response);
  }
}
