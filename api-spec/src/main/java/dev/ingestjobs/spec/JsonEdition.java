package dev.ingestjobs.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The build's own step: writes a document as the JSON that the client is generated from. So the generator's reader of YAML,
 * which is another one than {@link ApiDocument}'s and takes some texts in another way, reads none.
 */
final class JsonEdition {
  private JsonEdition() {}

  /**
   * Prints one line and exits with 1 if the document cannot be read.
   *
   * @param args the document, and the file to write
   */
  public static void main(String[] args) throws IOException {
    try {
      Files.writeString(Path.of(args[1]), ApiDocument.read(Path.of(args[0])).json());
    } catch (InvalidDocumentException e) {
      System.out.println("document.unreadable  #: " + e.getMessage());
      System.exit(1);
    }
  }
}
