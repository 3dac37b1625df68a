package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The document as it was released. Tests of the checks start from it, whatever document the build has been given. */
public final class Released {
  private Released() {}

  public static ApiDocument document() {
    return ApiDocument.parse("the released document", text());
  }

  /** The released document with an edit. */
  public static ApiDocument with(Consumer<ObjectNode> edit) {
    ObjectNode tree = document().root().node().deepCopy();
    edit.accept(tree);
    return ApiDocument.parse("the edited document", tree.toString());
  }

  static String text() {
    try (InputStream in = Released.class.getResourceAsStream("released/ingest-jobs.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
