package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A small change of a document or of any other JSON, as data. What it is applied to stays as it was. The changes, in the
 * order in which they are made, by the name of the field that holds them:
 *
 * <ul>
 *   <li>{@code text}: the whole text, instead of what was there
 *   <li>{@code replace}: text by text, everywhere; it must occur
 *   <li>{@code move}: a node from one JSON pointer to another, which is how a field is renamed
 *   <li>{@code remove}: nodes, by JSON pointer
 *   <li>{@code set}: nodes by JSON pointer; into an array, the node is inserted there, or at its end for {@code -}
 * </ul>
 *
 * <p>Pointers are plain ones (RFC 6901): {@code /components/schemas/ApiError}, and {@code ""} for the whole. What is moved or
 * removed must exist, and so must the parent of what is set.
 *
 * <p>Immutable.
 */
public final class Edit {
  private final Place changes;

  private Edit(Place changes) {
    this.changes = changes;
  }

  /** The edit that the object at this place describes. Its other fields are not looked at. It need not exist: no change. */
  public static Edit of(Place changes) {
    return new Edit(changes);
  }

  /**
   * The text with this edit, as JSON if nodes are moved, removed or set.
   *
   * @throws IllegalArgumentException if there is nothing to change where the edit says
   */
  public String applyTo(String text) {
    String replaced = replaced(text);
    return changesNodes() ? changed(parsed(replaced)).toString() : replaced;
  }

  /**
   * The tree with this edit, for which {@code replace} takes it as JSON without spaces.
   *
   * @throws IllegalArgumentException if there is nothing to change where the edit says
   */
  public JsonNode applyTo(JsonNode tree) {
    return changed(changesText() ? parsed(replaced(tree.toString())) : tree.deepCopy());
  }

  /**
   * The document with this edit, for which {@code replace} takes it as JSON without spaces.
   *
   * @throws IllegalArgumentException if there is nothing to change where the edit says, or the result is no document
   */
  public ApiDocument applyTo(ApiDocument document) {
    return ApiDocument.parse(document.name() + ", edited", applyTo(document.root().node()).toString());
  }

  private boolean changesText() {
    return has("text", "replace");
  }

  private boolean changesNodes() {
    return has("move", "remove", "set");
  }

  private boolean has(String... fields) {
    return Stream.of(fields).anyMatch(field -> changes.get(field).exists());
  }

  private String replaced(String before) {
    String text = changes.get("text").exists() ? changes.get("text").text() : before;
    for (Map.Entry<String, JsonNode> replacement : changes.get("replace").node().properties()) {
      if (!text.contains(replacement.getKey())) {
        throw new IllegalArgumentException(changes + ": there is no " + replacement.getKey());
      }
      text = text.replace(replacement.getKey(), replacement.getValue().textValue());
    }
    return text;
  }

  private JsonNode parsed(String text) {
    return ApiDocument.parse(changes.toString(), text).root().node();
  }

  /** Changes the tree that it is given. */
  private JsonNode changed(JsonNode tree) {
    JsonNode changed = tree;
    for (Map.Entry<String, JsonNode> move : changes.get("move").node().properties()) {
      changed = put(changed, move.getValue().textValue(), take(changed, move.getKey()));
    }
    for (Place pointer : changes.get("remove").elements()) {
      take(changed, pointer.text());
    }
    for (Map.Entry<String, JsonNode> set : changes.get("set").node().properties()) {
      // A copy, or a later change below it would change this edit.
      changed = put(changed, set.getKey(), set.getValue().deepCopy());
    }
    return changed;
  }

  private JsonNode take(JsonNode tree, String from) {
    JsonPointer pointer = JsonPointer.compile(from);
    JsonNode taken = tree.at(pointer);
    if (taken.isMissingNode() || pointer.matches()) {
      throw new IllegalArgumentException(changes + ": there is no " + from + " to take away");
    }
    if (tree.at(pointer.head()) instanceof ArrayNode array) {
      array.remove(pointer.last().getMatchingIndex());
    } else {
      ((ObjectNode) tree.at(pointer.head())).remove(pointer.last().getMatchingProperty());
    }
    return taken;
  }

  private JsonNode put(JsonNode tree, String to, JsonNode value) {
    JsonPointer pointer = JsonPointer.compile(to);
    if (pointer.matches()) {
      return value;
    }
    JsonNode parent = tree.at(pointer.head());
    String step = pointer.last().getMatchingProperty();
    if (parent instanceof ObjectNode object) {
      object.set(step, value);
    } else if (parent instanceof ArrayNode array && step.equals("-")) {
      array.add(value);
    } else if (parent instanceof ArrayNode array && pointer.last().mayMatchElement()) {
      array.insert(pointer.last().getMatchingIndex(), value);
    } else {
      throw new IllegalArgumentException(changes + ": there is no " + pointer.head() + " that can hold " + step);
    }
    return tree;
  }
}
