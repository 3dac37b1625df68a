package dev.ingestjobs.client.error;

/** The call was ended from this side before its response came: its future was canceled, or the client closed. */
public final class CallCanceledException extends TransportException {
  private static final long serialVersionUID = 1L;

  public CallCanceledException(String message) {
    super(message, null);
  }
}
