package dev.ingestjobs.contract.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the document leaves to the API. An interaction shows fields that need not be there, moments that may be null, and an array
 * with something in it that may be empty. A response that makes use of that is not broken: it does not exercise the pact's
 * rule for that field. So the example is put in its place, which that rule accepts, and the fact is noted.
 */
final class Freedoms {
  static final String NOT_DOCUMENTED = "is not documented";

  /**
   * A freedom that the API has made use of.
   *
   * @param pointer to the schema
   * @param path in the body, without indexes: {@code $.tables[].files[].name}
   * @param what it is: {@code is absent}, {@code is null}, {@code is empty} or {@value #NOT_DOCUMENTED}
   */
  record Freedom(String pointer, String path, String what) {}

  private final Map<Freedom, Integer> used = new LinkedHashMap<>();

  /** Those that were used, each with the number of times. */
  Map<Freedom, Integer> used() {
    return used;
  }

  /**
   * The value with the example in place of what it lawfully lacks. The example itself may be a missing node: then only fields
   * that are not documented are looked for.
   */
  JsonNode fill(Place schema, JsonNode example, JsonNode value, String path) {
    if (value.isObject()) {
      return object(schema, example, value, path);
    }
    if (value.isArray()) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      value.forEach(element -> filled.add(fill(schema.get("items"), example.path(0), element, path + "[]")));
      return filled;
    }
    return value;
  }

  private ObjectNode object(Place schema, JsonNode example, JsonNode value, String path) {
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(field -> {
      String name = field.getKey();
      Place property = schema.get("properties").get(name);
      if (property.exists()) {
        filled.set(name, field(property, example.path(name), field.getValue(), path + "." + name));
        return;
      }
      filled.set(name, field.getValue());
      if (!example.has(name)) {
        // What an API calls its fields is nobody's secret, but a name of another form may be somebody's data.
        note(schema, path + "." + (name.matches("[A-Za-z0-9_-]{1,60}") ? name : "…"), NOT_DOCUMENTED);
      }
    });
    schema.get("properties").fields().forEach((name, property) -> {
      if (example.has(name) && !value.has(name) && !isRequired(schema, name)) {
        note(property, path + "." + name, "is absent");
        filled.set(name, example.get(name));
      }
    });
    return filled;
  }

  private JsonNode field(Place property, JsonNode example, JsonNode value, String path) {
    boolean isShown = !example.isMissingNode() && !example.isNull();
    if (isShown && value.isNull() && property.get("nullable").node().asBoolean()) {
      note(property, path, "is null");
      return example;
    }
    if (!example.isEmpty() && value.isArray() && value.isEmpty() && property.get("minItems").node().asInt() == 0) {
      note(property, path, "is empty");
      return example;
    }
    return fill(property, example, value, path);
  }

  private static boolean isRequired(Place schema, String field) {
    return schema.get("required").elements().stream().anyMatch(required -> required.text().equals(field));
  }

  private void note(Place place, String path, String what) {
    used.merge(new Freedom(place.pointer(), path, what), 1, Integer::sum);
  }
}
