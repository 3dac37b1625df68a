package dev.ingestjobs.stub;

/**
 * The stub cannot start, because the port is in use or the document lacks what the stub needs; or it cannot play a time line, because
 * the document lacks what is in it. The message says what to change.
 */
public final class StubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StubException(String message) {
    super(message);
  }

  StubException(String message, Throwable cause) {
    super(message, cause);
  }
}
