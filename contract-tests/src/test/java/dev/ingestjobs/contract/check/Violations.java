package dev.ingestjobs.contract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Bodies that differ from an example in one respect. */
final class Violations {
  /** What hardly any pattern or enum allows. */
  static final String NONSENSE = "?!";

  /** Texts of different kinds, one of which a pattern will forbid. */
  private static final List<String> TEXTS = List.of(NONSENSE, "", "\u00FC", " ", "7", "x", "x\ny");
  /** What is allowed to be larger than this is not tried. */
  static final int MOST = 1_000;
  private static final Set<String> FORMATS =
      Set.of("date", "time", "uuid", "email", "uri", "hostname", "ipv4", "ipv6", "byte");
  private static final String UNKNOWN = "x-unheard-of";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * One way.
   *
   * @param schema what it offends against
   * @param path where in the body, as people write it: {@code $.tables[0].read}
   * @param what was done: {@code "1000" instead of 1000}
   * @param isOfForm whether it concerns the form: a type, a format, something required; and not a bound or an optional null
   * @param made the whole broken body; that of another example differs, even if all else is equal
   */
  record Violation(Place schema, String path, String what, boolean isOfForm, Supplier<JsonNode> made) {
    JsonNode body() {
      return made.get();
    }
  }

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
        violations.replace(place, value, spot, "[]", JSON.arrayNode());
      }
      if (value.isTextual() && ofTheRequest.contains(value.textValue())) {
        JsonNode other = JSON.textNode(value.textValue() + "-other");
        violations.replace(place, value, spot, other.toString(), other);
      }
      boolean isOfAnError = status >= 400 && spot.isTopLevel();
      if (value.isInt() && isOfAnError && value.intValue() == status) {
        JsonNode other = JSON.numberNode(status == 418 ? 419 : 418);
        violations.replace(place, value, spot, other.toString(), other);
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
    schema.get("allOf").elements().forEach(member -> walk(member, value, spot, visitor));
    schema.get("properties").fields().forEach((name, property) -> {
      if (value.has(name)) {
        walk(property, value.get(name), spot.field(name), visitor);
      }
    });
  }

  private void offend(Place schema, JsonNode value, Spot spot) {
    // Of an example that is of another type itself, B1 tells.
    if (!value.isNull() && !isOfType(schema, value)) {
      return;
    }
    replacements(schema, value).forEach((what, replacement) -> replace(schema, value, spot, what, replacement));
    schema.get("required").elements().stream().map(Place::text).filter(value::has).forEach(name -> leaveOut(schema, spot.field(name)));
  }

  private void replace(Place schema, JsonNode value, Spot spot, String what, JsonNode replacement) {
    boolean isOfForm = !replacement.isNull() && (!isOfType(schema, replacement) || schema.get("format").text().equals("date-time"));
    found.add(new Violation(schema, spot.path(), what + " instead of " + brief(value), isOfForm, () -> spot.with(body, replacement)));
  }

  /** Whether a value is of the schema's type, if it has one. */
  static boolean isOfType(Place schema, JsonNode value) {
    return switch (schema.get("type").text()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }

  private void leaveOut(Place schema, Spot spot) {
    found.add(new Violation(schema, spot.path(), "no " + spot.field(), true, () -> spot.without(body)));
  }

  /** What may not stand in place of a value, by what a person would call it. */
  private static Map<String, JsonNode> replacements(Place schema, JsonNode value) {
    List<JsonNode> replacements = new ArrayList<>();
    Map<String, JsonNode> described = new LinkedHashMap<>();
    if (!schema.get("nullable").node().asBoolean()) {
      replacements.add(JSON.nullNode());
    }
    switch (schema.get("type").text()) {
      case "string" -> texts(schema, replacements, described);
      case "integer", "number" -> numbers(schema, value, replacements);
      case "boolean" -> {
        replacements.add(JSON.textNode("true"));
        replacements.add(JSON.numberNode(1));
      }
      case "array" -> {
        replacements.add(JSON.textNode("x"));
        replacements.add(JSON.objectNode());
        arrays(schema, value, described);
      }
      case "object" -> {
        replacements.add(JSON.textNode("x"));
        replacements.add(JSON.arrayNode());
        objects(schema, value, described);
      }
      default -> { }
    }
    replacements.forEach(replacement -> described.putIfAbsent(replacement.toString(), replacement));
    described.values().remove(value);
    return described;
  }

  private static void texts(Place schema, List<JsonNode> replacements, Map<String, JsonNode> described) {
    replacements.add(JSON.numberNode(7));
    replacements.add(JSON.objectNode());
    int shortest = schema.get("minLength").node().asInt();
    if (shortest > 0) {
      replacements.add(JSON.textNode("x".repeat(shortest - 1)));
    }
    int longest = schema.get("maxLength").node().asInt(MOST);
    if (longest < MOST) {
      described.put("a text of " + (longest + 1) + " characters", JSON.textNode("x".repeat(longest + 1)));
    }
    TEXTS.stream().filter(text -> !allows(schema.get("pattern"), text)).map(JSON::textNode).forEach(replacements::add);
    String format = schema.get("format").text();
    if (format.equals("date-time")) {
      List.of("", "2024-06-01", "2024-06-01T04:02:54", "2024-13-01T04:02:54Z")
          .forEach(moment -> replacements.add(JSON.textNode(moment)));
    }
    if (schema.get("enum").exists() || FORMATS.contains(format)) {
      replacements.add(JSON.textNode(NONSENSE));
    }
  }

  private static void numbers(Place schema, JsonNode value, List<JsonNode> replacements) {
    replacements.add(JSON.textNode(value.isNull() ? "7" : value.asText()));
    if (schema.get("type").text().equals("integer")) {
      replacements.add(JSON.numberNode(1.5));
    }
    if (schema.get("minimum").exists()) {
      long below = schema.get("exclusiveMinimum").node().asBoolean() ? 0 : 1;
      replacements.add(JSON.numberNode(schema.get("minimum").node().asLong() - below));
    }
    if (schema.get("maximum").exists()) {
      long above = schema.get("exclusiveMaximum").node().asBoolean() ? 0 : 1;
      replacements.add(JSON.numberNode(schema.get("maximum").node().asLong() + above));
    } else if (schema.get("format").text().equals("int32")) {
      replacements.add(JSON.numberNode(1L << Integer.SIZE));
    }
    if (schema.get("multipleOf").node().asLong() > 1) {
      replacements.add(JSON.numberNode(schema.get("multipleOf").node().asLong() + 1));
    }
    if (schema.get("enum").exists()) {
      Stream.of(0, 1, 7).map(JSON::numberNode).filter(number -> !schema.get("enum").elements().stream().map(Place::node).toList().contains(number))
          .findFirst().ifPresent(replacements::add);
    }
  }

  private static void arrays(Place schema, JsonNode value, Map<String, JsonNode> described) {
    int least = schema.get("minItems").node().asInt();
    if (least > 0 && value.size() >= least) {
      described.put(least - 1 + " elements", JSON.arrayNode().addAll(elements(value).subList(0, least - 1)));
    }
    if (value.isArray() && !value.isEmpty()) {
      int most = schema.get("maxItems").node().asInt(MOST);
      if (most < MOST) {
        described.put(most + 1 + " elements", JSON.arrayNode().addAll(Collections.nCopies(most + 1, value.get(0))));
      }
      if (schema.get("uniqueItems").node().asBoolean()) {
        described.put("the first element twice", JSON.arrayNode().addAll(elements(value)).add(value.get(0)));
      }
    }
  }

  private static void objects(Place schema, JsonNode value, Map<String, JsonNode> described) {
    if (!value.isObject()) {
      return;
    }
    Place others = schema.get("additionalProperties");
    if (others.exists() && !others.node().asBoolean(true)) {
      described.put("an unknown field more", ((ObjectNode) value.deepCopy()).put(UNKNOWN, true));
    } else if (List.of("string", "integer", "number", "array", "object").contains(others.get("type").text())) {
      described.put("an unknown field of another type", ((ObjectNode) value.deepCopy()).put(UNKNOWN, true));
    }
    int most = schema.get("maxProperties").node().asInt(MOST);
    if (most < MOST) {
      ObjectNode full = value.deepCopy();
      for (int i = value.size(); i <= most; i++) {
        full.put(UNKNOWN + "-" + i, true);
      }
      described.put(most + 1 + " fields", full);
    }
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  /** Whether a pattern, if there is one, allows a text. Of one that is none A0 tells. */
  static boolean allows(Place pattern, String text) {
    try {
      return !pattern.exists() || Pattern.compile(pattern.text()).matcher(text).find();
    } catch (PatternSyntaxException e) {
      return true;
    }
  }

  private static String brief(JsonNode value) {
    return value.isContainerNode() && !value.isEmpty() ? (value.isArray() ? "the array" : "the object") : value.toString();
  }
}
