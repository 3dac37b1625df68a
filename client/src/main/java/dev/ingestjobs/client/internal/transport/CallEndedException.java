package dev.ingestjobs.client.internal.transport;

import dev.ingestjobs.client.error.TransportException;
import java.io.IOException;

/** The call was ended from this side. Carries the public exception that says how through readers that know only IOExceptions. */
final class CallEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final TransportException how;

  CallEndedException(TransportException how) {
    super(how.getMessage());
    this.how = how;
  }

  TransportException how() {
    return how;
  }
}
