package dev.ingestjobs.client.error;

import org.jspecify.annotations.Nullable;

/** The root of everything that {@link dev.ingestjobs.client.IngestJobsClient} throws. */
public abstract class IngestJobsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  IngestJobsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
