package dev.ingestjobs.spec;

import java.util.Optional;

/** A text is no OpenAPI document that can be worked with. The message says which text, where in it, and what to change. */
public final class InvalidDocumentException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String pointer;

  InvalidDocumentException(String message) {
    this(message, (Throwable) null);
  }

  InvalidDocumentException(String message, Throwable cause) {
    super(message, cause);
    this.pointer = null;
  }

  /** A reference is broken. */
  InvalidDocumentException(String message, Place reference) {
    super(message);
    this.pointer = reference.pointer();
  }

  /** Where the reference is that leads nowhere, as {@link Place#pointer()}. Empty if the text as a whole cannot be read. */
  public Optional<String> reference() {
    return Optional.ofNullable(pointer);
  }
}
