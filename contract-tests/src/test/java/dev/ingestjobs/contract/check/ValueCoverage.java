package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Check A2: every shape that the document allows is shown by an interaction: each optional field, header and parameter present and
 * absent, what is nullable null and not, arrays empty and with several entries, each value of an enum, each known state, counts
 * that 32 bits cannot hold. What is shown of a component at one response is shown. Unknown fields are for {@link GeneratedBodies}:
 * a pact cannot expect what nobody promised.
 */
public final class ValueCoverage {
  /** Some shape of the thing at a place, in the words that a finding uses. */
  private record Shape(Code code, String place, String what) {}

  private final Set<Shape> documented = new LinkedHashSet<>();
  private final Set<Shape> shown = new HashSet<>();

  private ValueCoverage() {}

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    ValueCoverage coverage = new ValueCoverage();
    for (Operation operation : Operation.all(document)) {
      List<SynchronousHttp> calls = pact.stream()
          .filter(interaction -> operation.matches(interaction.getRequest().getMethod(), interaction.getRequest().getPath())).toList();
      if (!calls.isEmpty()) {
        operation.parameters().forEach(parameter -> coverage.parameter(parameter, calls));
        operation.responses().forEach((key, response) -> coverage.response(response, calls.stream()
            .filter(interaction -> key.equals(operation.responseKey(interaction.getResponse().getStatus()))).toList()));
      }
    }
    // What no interaction shows at all is for A1 to say.
    coverage.documented.removeAll(coverage.shown);
    return coverage.documented.stream()
        .map(shape -> Finding.of(shape.code(), shape.place(), "No interaction shows " + shape.what() + ".")).toList();
  }

  private void parameter(Place parameter, List<SynchronousHttp> calls) {
    String name = parameter.get("name").text();
    if (!parameter.get("required").node().asBoolean()) {
      Shape absent = new Shape(Code.PARAMETER_UNCOVERED, parameter.pointer(), "a request without the optional parameter " + name);
      documented.add(absent);
      if (calls.stream().anyMatch(interaction -> !Coverage.sends(interaction, parameter))) {
        shown.add(absent);
      }
    }
    for (Place value : parameter.get("schema").get("enum").elements()) {
      Shape shape = new Shape(Code.VALUE_UNCOVERED, value.pointer(), "the value " + value.node() + " of the parameter " + name);
      documented.add(shape);
      if (calls.stream().anyMatch(interaction -> sent(interaction, parameter).anyMatch(value.node().asText()::equals))) {
        shown.add(shape);
      }
    }
  }

  private static Stream<String> sent(SynchronousHttp interaction, Place parameter) {
    String name = parameter.get("name").text();
    return switch (parameter.get("in").text()) {
      case "header" -> Stream.of(Headers.first(interaction.getRequest().getHeaders(), name));
      case "query" -> interaction.getRequest().getQuery().getOrDefault(name, List.of()).stream();
      default -> Stream.empty();
    };
  }

  private void response(Place response, List<SynchronousHttp> calls) {
    if (calls.isEmpty()) {
      return;
    }
    response.get("headers").fields().forEach((name, header) -> {
      if (!header.get("required").node().asBoolean()) {
        Shape absent = new Shape(Code.HEADER_UNCOVERED, header.pointer(), "the response " + response.name() + " without its optional header " + name);
        documented.add(absent);
        if (calls.stream().anyMatch(interaction -> !Headers.has(interaction.getResponse().getHeaders(), name))) {
          shown.add(absent);
        }
      }
    });
    response.get("content").fields().forEach((mediaType, content) -> {
      List<JsonNode> bodies = calls.stream().map(SynchronousHttp::getResponse)
          .filter(seen -> Headers.mediaType(seen).equalsIgnoreCase(mediaType)).map(Pacts::body).filter(body -> !body.isMissingNode()).toList();
      if (!bodies.isEmpty()) {
        shapes(content.get("schema"), new HashSet<>());
        bodies.forEach(body -> values(content.get("schema"), body));
      }
    });
  }

  /** All shapes of a schema and of what is in it. */
  private void shapes(Place schema, Set<String> above) {
    if (!schema.exists() || !above.add(schema.pointer())) {
      return;
    }
    forEachShape(schema, documented::add);
    Stream.of(schema.get("allOf"), schema.get("anyOf"), schema.get("oneOf"))
        .flatMap(members -> members.elements().stream()).forEach(member -> shapes(member, above));
    schema.get("properties").fields().values().forEach(property -> shapes(property, above));
    shapes(schema.get("items"), above);
  }

  private static void forEachShape(Place schema, Consumer<Shape> consumer) {
    schema.get("properties").fields().forEach((name, property) -> {
      consumer.accept(present(schema, name));
      boolean required = schema.get("required").elements().stream().anyMatch(field -> field.text().equals(name));
      if (!required) {
        consumer.accept(absent(schema, name));
      }
    });
    if (schema.get("nullable").node().asBoolean()) {
      consumer.accept(value(schema, "null"));
      consumer.accept(value(schema, "anything but null"));
    }
    if (schema.get("type").text().equals("array")) {
      if (schema.get("minItems").node().asInt() == 0) {
        consumer.accept(value(schema, "an empty array"));
      }
      if (schema.get("maxItems").node().asInt(2) > 1) {
        consumer.accept(value(schema, "an array of several entries"));
      }
    }
    schema.get("enum").elements().forEach(value -> consumer.accept(value(schema, "the value " + value.node())));
    schema.get("x-known-states").elements().forEach(state -> consumer.accept(value(schema, "the state " + normal(state.text()))));
    if (schema.get("format").text().equals("int64") && schema.get("maximum").node().asLong(Long.MAX_VALUE) > Integer.MAX_VALUE) {
      consumer.accept(value(schema, "a number that 32 bits cannot hold"));
    }
  }

  /** Notes what a value shows of its schema. */
  private void values(Place schema, JsonNode value) {
    if (!schema.exists()) {
      return;
    }
    shown.add(value(schema, value.isNull() ? "null" : "anything but null"));
    if (!value.isContainerNode()) {
      shown.add(value(schema, "the value " + value));
      shown.add(value(schema, "the state " + normal(value.asText())));
    }
    if (value.isIntegralNumber() && !value.canConvertToInt()) {
      shown.add(value(schema, "a number that 32 bits cannot hold"));
    }
    if (value.isArray()) {
      if (value.size() != 1) {
        shown.add(value(schema, value.isEmpty() ? "an empty array" : "an array of several entries"));
      }
      value.forEach(element -> values(schema.get("items"), element));
    }
    if (value.isObject()) {
      schema.get("properties").fields().forEach((name, property) -> {
        shown.add(value.has(name) ? present(schema, name) : absent(schema, name));
        if (value.has(name)) {
          values(property, value.get(name));
        }
      });
    }
    Stream.of(schema.get("allOf"), schema.get("anyOf"), schema.get("oneOf"))
        .flatMap(members -> members.elements().stream()).forEach(member -> values(member, value));
  }

  private static Shape present(Place schema, String field) {
    return new Shape(Code.FIELD_UNCOVERED, schema.pointer() + "/properties/" + field, "the field " + field + " of " + schema.name());
  }

  private static Shape absent(Place schema, String field) {
    return new Shape(Code.FIELD_UNCOVERED, schema.pointer() + "/properties/" + field,
        schema.name() + " without its optional field " + field);
  }

  private static Shape value(Place schema, String what) {
    return new Shape(Code.VALUE_UNCOVERED, schema.pointer(), what + " for " + schema.name());
  }

  /** A state without what the document says is of no account. */
  private static String normal(String state) {
    return state.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
  }
}
