package dev.ingestjobs.contract.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.Place;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values that a schema allows: at its bounds, with each optional field absent and present, null where it may be, empty and long,
 * with fields and states that nobody knows. A text is never empty, although a schema may allow it: the pact asks for more there.
 */
final class ValidValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String UNICODE = "Größe – 表 \uD83D\uDE80 \"quoted\" \\ back / slash";
  private static final int LONG_TEXT = 1_000;
  private static final int LONG_ARRAY = 40;
  /** How deeply values made by chance are nested, where a schema contains itself. */
  private static final int MOST_LEVELS = 12;
  private static final List<String> MOMENTS = List.of("2024-06-01T04:02:54.433Z", "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999999999Z",
      "9999-12-31T23:59:59.1Z", "2024-12-31T00:00:00.000Z");

  private ValidValues() {}

  /** Each kind of value at least once, the rest of it being as in the example or full. Null is not among them. */
  static List<JsonNode> each(Place schema) {
    return each(schema, Set.of());
  }

  /**
   * @param above the schemas in which this one stands: nothing is within itself here
   */
  private static List<JsonNode> each(Place schema, Set<String> above) {
    Set<String> here = new HashSet<>(above);
    if (!here.add(schema.pointer())) {
      return List.of();
    }
    return switch (schema.get("type").text()) {
      case "string" -> texts(schema);
      case "integer" -> integers(schema);
      case "number" -> List.of(JSON.numberNode(0), JSON.numberNode(0.5));
      case "boolean" -> List.of(JSON.booleanNode(true), JSON.booleanNode(false));
      case "array" -> arrays(schema, here);
      default -> objects(schema, here);
    };
  }

  /** Any value, by chance. */
  static JsonNode any(Place schema, Random random) {
    return any(schema, random, MOST_LEVELS);
  }

  private static JsonNode any(Place schema, Random random, int levels) {
    if (isNullable(schema) && random.nextInt(4) == 0) {
      return JSON.nullNode();
    }
    return switch (schema.get("type").text()) {
      case "array" -> {
        ArrayNode array = JSON.arrayNode();
        for (int i = levels == 0 ? 0 : random.nextInt(4); i > 0; i--) {
          array.add(any(schema.get("items"), random, levels - 1));
        }
        yield array;
      }
      case "object" -> {
        ObjectNode object = JSON.objectNode();
        List<String> names = new ArrayList<>(schema.get("properties").fields().keySet());
        Collections.shuffle(names, random);
        names.stream().filter(name -> levels > 0 && (isRequired(schema, name) || random.nextBoolean()))
            .forEach(name -> object.set(name, any(schema.get("properties").get(name), random, levels - 1)));
        if (isOpen(schema) && random.nextInt(3) == 0) {
          object.set("x-unheard-of-" + random.nextInt(100), unheardOf());
        }
        yield object;
      }
      default -> {
        List<JsonNode> values = each(schema);
        // There is none, for example, between bounds that contradict each other.
        yield values.isEmpty() ? JSON.nullNode() : values.get(random.nextInt(values.size()));
      }
    };
  }

  private static List<JsonNode> texts(Place schema) {
    if (schema.get("enum").exists()) {
      return List.copyOf(elements(schema.get("enum")));
    }
    if (schema.get("x-known-states").exists()) {
      return Stream.concat(elements(schema.get("x-known-states")).stream(), Stream.of(JSON.textNode("unheard_of"))).toList();
    }
    if (schema.get("format").text().equals("date-time")) {
      return MOMENTS.stream().<JsonNode>map(JSON::textNode).toList();
    }
    if (schema.get("pattern").exists()) {
      // Who could make a text of any pattern?
      return schema.get("example").exists() ? List.of(schema.get("example").node()) : List.of();
    }
    int longest = schema.get("maxLength").node().asInt(LONG_TEXT);
    String padding = "x".repeat(Math.max(1, schema.get("minLength").node().asInt()));
    return Stream.of(padding, UNICODE, "1", "null", "y".repeat(longest)).filter(text -> text.length() <= longest).<JsonNode>map(JSON::textNode).toList();
  }

  private static List<JsonNode> integers(Place schema) {
    boolean isLong = schema.get("format").text().equals("int64");
    BigInteger least = bound(schema.get("minimum"), BigInteger.valueOf(isLong ? Long.MIN_VALUE : Integer.MIN_VALUE));
    BigInteger most = bound(schema.get("maximum"), BigInteger.valueOf(isLong ? Long.MAX_VALUE : Integer.MAX_VALUE));
    return Stream.of(least, most, BigInteger.ONE, BigInteger.valueOf(1L << 31), BigInteger.valueOf((1L << 53) + 1))
        .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0).distinct()
        .<JsonNode>map(JSON::numberNode).toList();
  }

  private static BigInteger bound(Place bound, BigInteger otherwise) {
    return bound.exists() ? bound.node().bigIntegerValue() : otherwise;
  }

  private static List<JsonNode> arrays(Place schema, Set<String> above) {
    List<JsonNode> items = each(schema.get("items"), above);
    List<JsonNode> arrays = new ArrayList<>();
    arrays.add(JSON.arrayNode());
    items.forEach(item -> arrays.add(JSON.arrayNode().add(item)));
    ArrayNode full = JSON.arrayNode();
    for (int i = 0; i < LONG_ARRAY && !items.isEmpty(); i++) {
      full.add(items.get(i % items.size()));
    }
    arrays.add(full);
    return arrays;
  }

  private static List<JsonNode> objects(Place schema, Set<String> above) {
    ObjectNode full = JSON.objectNode();
    schema.get("properties").fields().forEach((name, property) -> each(property, above).stream().filter(value -> !value.isEmpty() || value.isValueNode())
        .findFirst().ifPresent(value -> full.set(name, value)));
    Set<JsonNode> objects = new LinkedHashSet<>();
    objects.add(full);
    ObjectNode least = full.deepCopy();
    least.retain(elements(schema.get("required")).stream().map(JsonNode::asText).toList());
    objects.add(least);
    schema.get("properties").fields().forEach((name, property) -> {
      each(property, above).forEach(value -> objects.add(full.deepCopy().set(name, value)));
      if (isNullable(property)) {
        objects.add(full.deepCopy().set(name, JSON.nullNode()));
      }
      if (!isRequired(schema, name)) {
        ObjectNode without = full.deepCopy();
        without.remove(name);
        objects.add(without);
      }
    });
    if (isOpen(schema)) {
      objects.add(full.deepCopy().set("x-unheard-of", unheardOf()));
    }
    return List.copyOf(objects);
  }

  private static JsonNode unheardOf() {
    return JSON.objectNode().put("text", UNICODE).put("number", new BigDecimal("12345678901234567890.123456789")).putNull("nothing")
        .set("list", JSON.arrayNode().add(true).add(JSON.objectNode()));
  }

  private static boolean isOpen(Place schema) {
    return schema.get("additionalProperties").node().asBoolean(true);
  }

  private static boolean isNullable(Place schema) {
    return schema.get("nullable").node().asBoolean();
  }

  private static boolean isRequired(Place schema, String name) {
    return elements(schema.get("required")).stream().anyMatch(required -> required.asText().equals(name));
  }

  private static List<JsonNode> elements(Place array) {
    return array.elements().stream().map(Place::node).toList();
  }
}
