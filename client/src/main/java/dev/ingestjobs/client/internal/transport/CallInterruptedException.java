package dev.ingestjobs.client.internal.transport;

import java.io.InterruptedIOException;

/** The calling thread was interrupted while it waited. Its interrupt flag is set. */
final class CallInterruptedException extends InterruptedIOException {
  private static final long serialVersionUID = 1L;

  CallInterruptedException() {
    super("the calling thread was interrupted");
  }
}
