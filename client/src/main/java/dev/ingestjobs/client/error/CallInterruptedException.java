package dev.ingestjobs.client.error;

/** The calling thread was interrupted while it waited for the call. Its interrupt flag is set. */
public final class CallInterruptedException extends TransportException {
  private static final long serialVersionUID = 1L;

  public CallInterruptedException(String message) {
    super(message, null);
  }
}
