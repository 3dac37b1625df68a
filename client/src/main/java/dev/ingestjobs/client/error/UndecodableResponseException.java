package dev.ingestjobs.client.error;

import dev.ingestjobs.client.internal.OneLine;

/**
 * The body of a response is not what the document says: HTML from a gateway, nothing at all, broken JSON, a field of the
 * wrong type, a required field that is missing, more bytes than the client accepts.
 */
public final class UndecodableResponseException extends ResponseException {
  private static final long serialVersionUID = 1L;

  /**
   * @param problem what is wrong, with the path of the field where there is one: {@code tables[2].read: …}
   */
  public UndecodableResponseException(String problem, ErrorResponse response) {
    super(OneLine.of(response.status() + " with a body that cannot be understood: " + problem), response);
  }
}
