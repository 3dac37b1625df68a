package dev.ingestjobs.client.internal.transport;

import java.io.IOException;

/** A body, once unzipped, has more bytes than the client accepts. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLargeException(long maxBytes) {
    super("it has more than " + maxBytes + " bytes; raise maxBodyBytes if that is legitimate");
  }
}
