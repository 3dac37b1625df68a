package dev.ingestjobs.client.model;

/** An object was to be built without a field that it requires. */
public final class MissingFieldException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the field's name in JSON, with an index if an element of a list is missing: {@code tables[2]}
   */
  public MissingFieldException(String field) {
    super(field + " is required, and is absent or null");
    this.field = field;
  }

  /** The field's name in JSON, with an index if an element of a list is missing: {@code tables[2]}. */
  public String field() {
    return field;
  }
}
