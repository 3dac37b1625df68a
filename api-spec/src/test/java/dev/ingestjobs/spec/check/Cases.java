package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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
   */
  record Case(String name, String releasedText, String text, List<String> finds, String says) {
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
    String released = edited(row.get("given"), Released.text());
    List<String> finds = row.get("finds").elements().stream().map(Place::text).toList();
    return new Case(row.get("name").text(), released, edited(row, released), finds, row.get("says").text());
  }

  private static String edited(Place edits, String before) {
    String text = edits.get("text").exists() ? edits.get("text").text() : before;
    for (var replacement : edits.get("replace").node().properties()) {
      if (!text.contains(replacement.getKey())) {
        throw new IllegalArgumentException(edits + ": the document has no " + replacement.getKey());
      }
      text = text.replace(replacement.getKey(), replacement.getValue().textValue());
    }
    boolean asTree = Stream.of("move", "remove", "set").anyMatch(edit -> edits.get(edit).exists());
    return asTree ? edited(edits, ApiDocument.parse(edits.toString(), text).root().node().deepCopy()).toString() : text;
  }

  private static JsonNode edited(Place edits, JsonNode tree) {
    forEach(edits.get("move"), (from, to) -> put(tree, to.textValue(), take(tree, from)));
    edits.get("remove").elements().forEach(pointer -> take(tree, pointer.text()));
    forEach(edits.get("set"), (pointer, value) -> put(tree, pointer, value));
    return tree;
  }

  private static void forEach(Place edits, BiConsumer<String, JsonNode> edit) {
    edits.node().properties().forEach(entry -> edit.accept(entry.getKey(), entry.getValue()));
  }

  private static JsonNode take(JsonNode tree, String from) {
    JsonPointer pointer = JsonPointer.compile(from);
    JsonNode taken = tree.at(pointer);
    JsonNode parent = tree.at(pointer.head());
    if (taken.isMissingNode()) {
      throw new IllegalArgumentException("The document has no " + pointer + ".");
    }
    if (parent instanceof ArrayNode array) {
      array.remove(pointer.last().getMatchingIndex());
    } else {
      ((ObjectNode) parent).remove(pointer.last().getMatchingProperty());
    }
    return taken;
  }

  private static void put(JsonNode tree, String to, JsonNode value) {
    JsonPointer pointer = JsonPointer.compile(to);
    JsonNode parent = tree.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      array.insert(pointer.last().getMatchingIndex(), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(pointer.last().getMatchingProperty(), value);
    } else {
      throw new IllegalArgumentException("The document has no " + pointer.head() + ".");
    }
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
