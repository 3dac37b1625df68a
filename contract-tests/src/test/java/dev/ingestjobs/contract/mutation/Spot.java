package dev.ingestjobs.contract.mutation;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somewhere in a tree where an operator can be applied.
 *
 * @param pointer a JSON pointer; {@code ""} for the whole
 * @param stars the steps, as they stand in the pointer, at which the pattern has {@code *}
 */
record Spot(String pointer, List<String> stars) {
  private static final Spot ROOT = new Spot("", List.of());

  /**
   * Where in a tree an operator can be applied: everywhere that one of the patterns under {@code at} leads to and where {@code where}
   * holds; at the root if it has no pattern.
   */
  static List<Spot> of(Operator operator, JsonNode tree) {
    List<String> patterns = operator.at();
    if (patterns.isEmpty()) {
      return List.of(ROOT);
    }
    List<Spot> all = new ArrayList<>();
    for (String pattern : patterns) {
      List<Spot> found = List.of(ROOT);
      for (String step : steps(pattern)) {
        found = found.stream().flatMap(spot -> spot.below(tree, step)).toList();
      }
      found.stream().filter(spot -> holds(operator.changes().path("where"), tree.at(spot.pointer))).forEach(all::add);
    }
    return all;
  }

  /** Whether this is a place to which the pattern leads. */
  boolean isAt(String pattern) {
    List<String> expected = steps(pattern);
    List<String> actual = steps(pointer);
    boolean matches = expected.size() == actual.size();
    for (int i = 0; matches && i < expected.size(); i++) {
      matches = expected.get(i).equals("*") || expected.get(i).equals(actual.get(i));
    }
    return matches;
  }

  private Stream<Spot> below(JsonNode tree, String step) {
    JsonNode node = tree.at(pointer);
    if (!step.equals("*")) {
      Spot below = new Spot(pointer + "/" + step, stars);
      return tree.at(below.pointer).isMissingNode() ? Stream.empty() : Stream.of(below);
    }
    List<String> steps = new ArrayList<>();
    node.fieldNames().forEachRemaining(name -> steps.add(name.replace("~", "~0").replace("/", "~1")));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      steps.add(Integer.toString(i));
    }
    return steps.stream().map(name -> new Spot(pointer + "/" + name, Stream.concat(stars.stream(), Stream.of(name)).toList()));
  }

  private static List<String> steps(String pointer) {
    JsonPointer.compile(pointer);
    return Stream.of(pointer.split("/", -1)).skip(1).toList();
  }

  /** Whether the node has each of these fields with that value, or has it not, where the value is null. */
  private static boolean holds(JsonNode where, JsonNode node) {
    return where.properties().stream().allMatch(field ->
        field.getValue().isNull() ? !node.has(field.getKey()) : field.getValue().equals(node.path(field.getKey())));
  }

  /** The changes that are to be made here: every {@code <at>} in them is this place, every {@code <1>} what the first star stands for. */
  Place applied(Operator operator) {
    return ApiDocument.parse(operator.toString(), applied(operator.changes()).toString()).root();
  }

  private JsonNode applied(JsonNode node) {
    if (node.isTextual()) {
      return JsonNodeFactory.instance.textNode(applied(node.textValue()));
    }
    if (node.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(applied(element)));
      return array;
    }
    if (node.isObject()) {
      var object = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        object.set(applied(field.getKey()), applied(field.getValue()));
      }
      return object;
    }
    return node;
  }

  private String applied(String text) {
    String applied = text.replace("<at>", pointer);
    for (int i = 0; i < stars.size(); i++) {
      applied = applied.replace("<" + (i + 1) + ">", stars.get(i));
    }
    return applied;
  }
}
