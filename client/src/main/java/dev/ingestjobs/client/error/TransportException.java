package dev.ingestjobs.client.error;

import org.jspecify.annotations.Nullable;

/** No whole response came: the host was not found or not reached, or the connection broke off or was interrupted. */
public class TransportException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
