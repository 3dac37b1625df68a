package dev.ingestjobs.spec.check;

/**
 * One thing that a check found wrong.
 *
 * @param code what kind of thing; its {@code toString} is {@code document.example.invalid}, say
 * @param place where in the document, as a JSON pointer: {@code #/components/schemas/IngestTable}
 * @param message what is wrong, on one line, for a person who has to mend it
 * @param interaction the interaction of a pact that shows it, or null where none is concerned
 */
public record Finding(FindingCode code, String place, String message, String interaction) {

  /** Puts the message on one line. */
  public Finding {
    message = message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** A finding that concerns no interaction. */
  public static Finding of(FindingCode code, String place, String message) {
    return new Finding(code, place, message, null);
  }

  /** This finding, as one that the interaction of that name shows. */
  public Finding in(String interaction) {
    return new Finding(code, place, message, interaction);
  }

  /** The whole finding on one line: {@code code  place  [interaction]: message}. */
  public String line() {
    return code + "  " + place + (interaction == null ? "" : "  [" + interaction + "]") + ": " + message;
  }

  @Override
  public String toString() {
    return line();
  }
}
