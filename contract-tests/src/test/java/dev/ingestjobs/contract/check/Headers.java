package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpResponse;
import dev.ingestjobs.spec.Place;
import java.util.List;
import java.util.Map;

/** Headers as Pact has them, whose names have no case. */
public final class Headers {
  private Headers() {}

  /** The first value of a header, or {@code ""}. */
  public static String first(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream()).findFirst().orElse("");
  }

  public static boolean has(Map<String, List<String>> headers, String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** Whether a schema allows a header to be this. Of what it cannot judge it says that it may be. */
  static boolean allows(Place schema, String value) {
    Place values = schema.get("enum");
    boolean allowed = (!values.exists() || values.elements().stream().anyMatch(one -> one.node().asText().equals(value)))
        && Violations.allows(schema.get("pattern"), value)
        && value.length() >= schema.get("minLength").node().asInt() && value.length() <= schema.get("maxLength").node().asInt(Integer.MAX_VALUE);
    return allowed && switch (schema.get("type").text()) {
      case "integer" -> value.matches("-?[0-9]+") && isWithin(schema, value);
      case "number" -> value.matches("-?[0-9]+(\\.[0-9]+)?") && isWithin(schema, value);
      case "boolean" -> List.of("true", "false").contains(value);
      default -> !schema.get("format").text().equals("date-time") || value.matches("[0-9-]{10}T.*");
    };
  }

  private static boolean isWithin(Place schema, String value) {
    double number = Double.parseDouble(value);
    return number >= schema.get("minimum").node().asDouble(Double.NEGATIVE_INFINITY)
        && number <= schema.get("maximum").node().asDouble(Double.POSITIVE_INFINITY);
  }

  /** The media type of a response, without parameters, or {@code ""}. */
  public static String mediaType(HttpResponse response) {
    return first(response.getHeaders(), "Content-Type").replaceAll(";.*", "").trim();
  }
}
