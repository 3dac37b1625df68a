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
 * Small edits to the released document, and what a check must find in the result. Each is an entry of a YAML file beside
 * this class, whose head says how one is written.
 */
final class Cases {
  private Cases() {}

  /**
   * One case.
   *
   * @param text the edited document
   * @param finds what must be found, as {@code code place}
   * @param says what must stand in some finding's line, or {@code ""}
   */
  record Case(String name, String text, List<String> finds, String says) {
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

  /** The released document. Cases start from it, whatever document the build has been given. */
  static ApiDocument released() {
    return ApiDocument.parse("the released ingest-jobs.yaml", text("released/ingest-jobs.yaml"));
  }

  private static Case read(Place row) {
    String text = row.get("text").exists() ? row.get("text").text() : text("released/ingest-jobs.yaml");
    for (var replacement : row.get("replace").node().properties()) {
      if (!text.contains(replacement.getKey())) {
        throw new IllegalArgumentException(row + ": the document has no \"" + replacement.getKey() + "\" to replace.");
      }
      text = text.replace(replacement.getKey(), replacement.getValue().textValue());
    }
    if (Stream.of("move", "remove", "set").anyMatch(edit -> row.get(edit).exists())) {
      text = edited(row, ApiDocument.parse(row.name(), text).root().node().deepCopy()).toString();
    }
    List<String> finds = row.get("finds").elements().stream().map(Place::text).sorted().toList();
    return new Case(row.get("name").text(), text, finds, row.get("says").text());
  }

  private static JsonNode edited(Place row, JsonNode tree) {
    forEach(row.get("move"), (from, to) -> put(tree, JsonPointer.compile(to.textValue()), take(tree, JsonPointer.compile(from))));
    row.get("remove").elements().forEach(pointer -> take(tree, JsonPointer.compile(pointer.text())));
    forEach(row.get("set"), (pointer, value) -> put(tree, JsonPointer.compile(pointer), value));
    return tree;
  }

  private static void forEach(Place edits, BiConsumer<String, JsonNode> edit) {
    edits.node().properties().forEach(entry -> edit.accept(entry.getKey(), entry.getValue()));
  }

  private static JsonNode take(JsonNode tree, JsonPointer pointer) {
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

  private static void put(JsonNode tree, JsonPointer pointer, JsonNode value) {
    JsonNode parent = tree.at(pointer.head());
    if (parent instanceof ArrayNode array) {
      array.insert(pointer.last().getMatchingIndex(), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(pointer.last().getMatchingProperty(), value);
    } else {
      throw new IllegalArgumentException("The document has no " + pointer.head() + ".");
    }
  }

  private static String text(String resource) {
    try (InputStream in = Cases.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
