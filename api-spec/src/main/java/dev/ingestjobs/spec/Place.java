package dev.ingestjobs.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A node of an {@link ApiDocument} and where it stands. What is reached through a {@code $ref} stands where the reference
 * leads, so that a person who follows {@link #pointer()} finds it in the file.
 */
public final class Place {
  private final ApiDocument document;
  private final List<String> steps;
  private final JsonNode node;

  Place(ApiDocument document, List<String> steps, JsonNode node) {
    this.document = document;
    this.steps = List.copyOf(steps);
    this.node = node;
  }

  /** The node as it is written, or a missing node. Not to be changed. */
  public JsonNode node() {
    return node;
  }

  /** Whether the document has this place. */
  public boolean exists() {
    return !node.isMissingNode();
  }

  /** The last step of the way here: the name of this field or component, or the index of this element. Empty at the root. */
  public String name() {
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1);
  }

  /** The JSON pointer (RFC 6901) of this place, as a URI fragment: {@code #/paths/~1ingest~1jobs~1{id}/get}. */
  public String pointer() {
    return pointer(steps);
  }

  /** The JSON pointer of what is written under that name, which may be a {@code $ref}: that is not followed. */
  public String pointerTo(String step) {
    return pointer(below(step));
  }

  private static String pointer(List<String> steps) {
    return steps.stream().map(step -> "/" + step.replace("~", "~0").replace("/", "~1")).collect(Collectors.joining("", "#", ""));
  }

  /** The field or, under an array, the element of that name, a {@code $ref} there being followed. It need not exist. */
  public Place get(String step) {
    JsonNode child = node.isArray() && step.matches("[0-9]{1,9}") ? node.path(Integer.parseInt(step)) : node.path(step);
    return document.resolve(new Place(document, below(step), child));
  }

  /** The fields of this object, by name and in the order of the document, each {@code $ref} followed. Empty if it has none. */
  public Map<String, Place> fields() {
    Map<String, Place> fields = new LinkedHashMap<>();
    node.fieldNames().forEachRemaining(field -> fields.put(field, get(field)));
    return fields;
  }

  /** The elements of this array, each {@code $ref} followed. Empty if it has none. */
  public List<Place> elements() {
    List<Place> elements = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        elements.add(get(Integer.toString(i)));
      }
    }
    return elements;
  }

  /** The text of this place, or {@code ""} if it is no text. */
  public String text() {
    return node.isTextual() ? node.textValue() : "";
  }

  /**
   * What shows how this parameter or header may look: its {@code example}, the first of its {@code examples} that has a value,
   * or the example of its schema. It need not exist.
   */
  public Place example() {
    if (get("example").exists()) {
      return get("example");
    }
    return get("examples").fields().values().stream().map(named -> named.get("value")).filter(Place::exists).findFirst()
        .orElseGet(() -> get("schema").get("example"));
  }

  private List<String> below(String step) {
    List<String> below = new ArrayList<>(steps);
    below.add(step);
    return below;
  }

  @Override
  public String toString() {
    return document.name() + pointer();
  }
}
