package dev.ingestjobs.client.internal.transport;

import java.io.IOException;

/** The deadline of an exchange passed while something was still to come. */
final class DeadlineReachedException extends IOException {
  private static final long serialVersionUID = 1L;

  DeadlineReachedException(String message) {
    super(message);
  }
}
