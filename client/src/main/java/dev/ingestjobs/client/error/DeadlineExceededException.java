package dev.ingestjobs.client.error;

/** No whole response, headers and body, came before the deadline of the call. */
public final class DeadlineExceededException extends TransportException {
  private static final long serialVersionUID = 1L;

  public DeadlineExceededException(String message) {
    super(message, null);
  }
}
