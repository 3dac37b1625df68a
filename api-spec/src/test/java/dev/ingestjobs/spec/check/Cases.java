package dev.ingestjobs.spec.check;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Small edits to the released document, and what a check must find in the result. Each is an entry of a YAML file, and
 * the head of compatibility-cases.yaml says how one is written.
 */
final class Cases {
  private Cases() {}

  /**
   * One case.
   *
   * @param releasedText what the document was before
   * @param text the edited document
   * @param finds what must be found, as {@code code place}
   * @param says what must stand in some finding's line, or {@code ""}
   * @param openApiDiff why openapi-diff is wrong to call this incompatible, or {@code ""}
   */
  record Case(String name, String releasedText, String text, List<String> finds, String says, String openApiDiff) {
    /** The document from which the edit starts. */
    ApiDocument released() {
      return ApiDocument.parse(name + ", before", releasedText);
    }

    /** The edited document, which need not be one. */
    ApiDocument document() {
      return ApiDocument.parse(name, text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** The cases of that file. */
  static Stream<Case> of(String resource) {
    return ApiDocument.parse(resource, text(resource)).at("cases").elements().stream().map(Cases::read);
  }

  private static Case read(Place row) {
    // Cases start from this one, whatever document the build has been given.
    String released = Edit.of(row.get("given")).applyTo(Released.text());
    List<String> finds = row.get("finds").elements().stream().map(Place::text).toList();
    return new Case(row.get("name").text(), released, Edit.of(row).applyTo(released), finds, row.get("says").text(),
        row.get("openapi-diff").text());
  }

  /** The text of a resource beside this class. */
  static String text(String resource) {
    try (InputStream in = Cases.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
