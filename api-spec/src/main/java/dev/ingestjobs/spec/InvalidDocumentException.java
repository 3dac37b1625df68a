package dev.ingestjobs.spec;

/** A text is no OpenAPI document that can be worked with. The message says which text, where in it, and what to change. */
public final class InvalidDocumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
  }
}
