package dev.ingestjobs.contract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bodies that differ from an example in one respect. */
final class Violations {
  /** What hardly any pattern or enum allows. */
  static final String NONSENSE = "?!";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * One way.
   *
   * @param schema what it offends against
   * @param path where in the body, as people write it: {@code $.tables[0].read}
   * @param what was done: {@code "1000" instead of 1000}
   * @param isOfForm whether it concerns the form: a type, a format, something required; and not a bound or an optional null
   * @param body the whole broken body
   */
  record Violation(Place schema, String path, String what, boolean isOfForm, JsonNode body) {}

  private final JsonNode body;
  private final List<Violation> found = new ArrayList<>();

  private Violations(JsonNode body) {
    this.body = body;
  }

  /** The body, broken in every way that its schema forbids. */
  static List<Violation> ofSchema(Place schema, JsonNode body) {
    Violations violations = new Violations(body);
    violations.walk(schema, body, new Spot(null, null, -1, "$"), violations::offend);
    return violations.found;
  }

  /**
   * The body, unlike itself in every way that would make it an example of something else, valid or not: an array emptied, a
   * documented field left out, a text changed that repeats one of the request, a number changed that repeats the status.
   */
  static List<Violation> ofExample(Place schema, JsonNode body, Set<String> ofTheRequest, int status) {
    Violations violations = new Violations(body);
    violations.walk(schema, body, new Spot(null, null, -1, "$"), (place, value, spot) -> {
      if (value.isArray() && !value.isEmpty()) {
        violations.replace(place, value, spot, JSON.arrayNode());
      }
      if (value.isTextual() && ofTheRequest.contains(value.textValue())) {
        violations.replace(place, value, spot, JSON.textNode(value.textValue() + "-other"));
      }
      boolean isOfAnError = status >= 400 && spot.isTopLevel();
      if (value.isInt() && isOfAnError && value.intValue() == status) {
        violations.replace(place, value, spot, JSON.numberNode(status == 418 ? 419 : 418));
      }
      place.get("properties").fields().keySet().stream().filter(value::has).forEach(name -> violations.leaveOut(place, spot.field(name)));
    });
    return violations.found;
  }

  /** Where a value stands: in which other, under which name or at which index. */
  private record Spot(Spot parent, String field, int index, String path) {
    Spot field(String name) {
      return new Spot(this, name, -1, path + "." + name);
    }

    Spot element(int at) {
      return new Spot(this, null, at, path + "[" + at + "]");
    }

    boolean isTopLevel() {
      return parent != null && parent.parent == null;
    }

    JsonNode in(JsonNode root) {
      return parent == null ? root : field == null ? parent.in(root).path(index) : parent.in(root).path(field);
    }

    JsonNode with(JsonNode root, JsonNode value) {
      if (parent == null) {
        return value;
      }
      JsonNode copy = root.deepCopy();
      if (field == null) {
        ((ArrayNode) parent.in(copy)).set(index, value);
      } else {
        ((ObjectNode) parent.in(copy)).set(field, value);
      }
      return copy;
    }

    JsonNode without(JsonNode root) {
      JsonNode copy = root.deepCopy();
      ((ObjectNode) parent.in(copy)).remove(field);
      return copy;
    }
  }

  private interface Visitor {
    void visit(Place schema, JsonNode value, Spot spot);
  }

  private void walk(Place schema, JsonNode value, Spot spot, Visitor visitor) {
    visitor.visit(schema, value, spot);
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      walk(schema.get("items"), value.get(i), spot.element(i), visitor);
    }
    schema.get("properties").fields().forEach((name, property) -> {
      if (value.has(name)) {
        walk(property, value.get(name), spot.field(name), visitor);
      }
    });
  }

  private void offend(Place schema, JsonNode value, Spot spot) {
    replacements(schema, value).forEach(replacement -> replace(schema, value, spot, replacement));
    schema.get("required").elements().stream().map(Place::text).filter(value::has).forEach(name -> leaveOut(schema, spot.field(name)));
  }

  private void replace(Place schema, JsonNode value, Spot spot, JsonNode replacement) {
    boolean isOfForm = !replacement.isNull() && (!isOfType(schema, replacement) || schema.get("format").text().equals("date-time"));
    found.add(new Violation(schema, spot.path(), replacement + " instead of " + brief(value), isOfForm, spot.with(body, replacement)));
  }

  private static boolean isOfType(Place schema, JsonNode value) {
    return switch (schema.get("type").text()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      default -> value.isObject();
    };
  }

  private void leaveOut(Place schema, Spot spot) {
    found.add(new Violation(schema, spot.path(), "no " + spot.field(), true, spot.without(body)));
  }

  /** What may not stand in place of a value. */
  private static Set<JsonNode> replacements(Place schema, JsonNode value) {
    Set<JsonNode> replacements = new LinkedHashSet<>();
    if (!schema.get("nullable").node().asBoolean()) {
      replacements.add(JSON.nullNode());
    }
    String type = schema.get("type").text();
    switch (type) {
      case "string" -> {
        replacements.add(JSON.numberNode(7));
        replacements.add(JSON.objectNode());
        if (schema.get("minLength").node().asInt() > 0) {
          replacements.add(JSON.textNode(""));
        }
        if (schema.get("pattern").exists() && !NONSENSE.matches(schema.get("pattern").text())) {
          replacements.add(JSON.textNode(NONSENSE));
        }
        if (schema.get("format").text().equals("date-time")) {
          List.of("", "2024-06-01", "2024-06-01T04:02:54", "2024-13-01T04:02:54Z")
              .forEach(moment -> replacements.add(JSON.textNode(moment)));
        }
        if (schema.get("enum").exists()) {
          replacements.add(JSON.textNode(NONSENSE));
        }
      }
      case "integer", "number" -> {
        replacements.add(JSON.textNode(value.isNull() ? "7" : value.asText()));
        if (type.equals("integer")) {
          replacements.add(JSON.numberNode(1.5));
        }
        if (schema.get("minimum").exists()) {
          replacements.add(JSON.numberNode(schema.get("minimum").node().asLong() - 1));
        }
        if (schema.get("maximum").exists()) {
          replacements.add(JSON.numberNode(schema.get("maximum").node().asLong() + 1));
        }
      }
      case "boolean" -> {
        replacements.add(JSON.textNode("true"));
        replacements.add(JSON.numberNode(1));
      }
      case "array" -> {
        replacements.add(JSON.textNode("x"));
        replacements.add(JSON.objectNode());
      }
      case "object" -> {
        replacements.add(JSON.textNode("x"));
        replacements.add(JSON.arrayNode());
      }
      default -> { }
    }
    replacements.remove(value);
    return replacements;
  }

  private static String brief(JsonNode value) {
    return value.isContainerNode() && !value.isEmpty() ? (value.isArray() ? "the array" : "the object") : value.toString();
  }
}
