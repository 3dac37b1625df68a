package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.core.report.ProcessingMessage;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.DocumentLint.Code;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Is a document valid OpenAPI 3.0? First by the JSON Schema that the OpenAPI Initiative publishes, then by what the specification
 * says in words about things in two places, and at last by the parser that the client's generator has, which refuses more.
 * Each is asked only if the one before found nothing, as it knows the places less well.
 */
final class OpenApiSyntax {
  private static final String SCHEMA = "/spec.openapis.org/oas/3.0/schema/2021-09-28";

  /** The fields that say which of several forms an object has. */
  private static final Set<String> DISCRIMINATORS = Set.of("in", "type");

  private static final Pattern TEMPLATE = Pattern.compile("\\{([^}]*)\\}");
  private static final JsonNode DEFINITIONS = definitions();
  private static final JsonSchema OPENAPI = schema();

  private OpenApiSyntax() {}

  /** One thing wrong, and the JSON pointer of the place. */
  private record Problem(String pointer, String keyword, String message) {
    boolean isOtherForm() {
      return keyword.equals("enum") && DISCRIMINATORS.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    Problem ofNoForm() {
      return isOtherForm() ? new Problem(pointer, keyword, "no such value can stand here") : this;
    }

    Finding finding() {
      return Finding.of(Code.OPENAPI_INVALID, "#" + pointer, "This is not OpenAPI 3.0: " + message + ".");
    }
  }

  /** What is wrong with the document, in which all references lead somewhere. The place is {@code #} where it is not known. */
  static List<Finding> check(ApiDocument document) {
    List<Finding> findings = bySchema(document.root().node());
    if (findings.isEmpty()) {
      findings = inTwoPlaces(document.root());
    }
    return findings.isEmpty() ? refused(document) : findings;
  }

  private static List<Finding> bySchema(JsonNode document) {
    // An empty list of required fields is not allowed and harms nobody: it is what remains when the last one is taken out.
    JsonNode tree = withoutEmptyLists(document.deepCopy());
    List<Problem> problems = new ArrayList<>();
    try {
      for (ProcessingMessage message : OPENAPI.validate(tree, true)) {
        if (message.getLogLevel().compareTo(LogLevel.ERROR) >= 0) {
          problems.addAll(problems(message.asJson()));
        }
      }
    } catch (ProcessingException e) {
      throw new IllegalStateException(e);
    }
    return oneAPlace(problems);
  }

  /** Changes the tree that it is given. */
  static JsonNode withoutEmptyLists(JsonNode node) {
    JsonNode required = node.path("required");
    if (required.isArray() && required.isEmpty()) {
      ((ObjectNode) node).remove("required");
    }
    node.forEach(OpenApiSyntax::withoutEmptyLists);
    return node;
  }

  /** What is said of a place beside its first problem says the same in other words. */
  private static List<Finding> oneAPlace(List<Problem> problems) {
    Map<String, Problem> first = new LinkedHashMap<>();
    problems.stream().sorted(Comparator.comparing(problem -> problem.keyword().equals("oneOf")))
        .forEach(problem -> first.putIfAbsent(problem.pointer(), problem));
    return first.values().stream().map(Problem::finding).toList();
  }

  private static List<Finding> inTwoPlaces(Place root) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Place> paths = new HashMap<>();
    Map<String, Place> ids = new HashMap<>();
    security(root.get("security"), root, findings);
    root.get("paths").fields().forEach((path, item) -> {
      if (!path.startsWith("/")) {
        return;
      }
      Place other = paths.putIfAbsent(path.replaceAll("\\{[^}]*\\}", "{}"), item);
      if (other != null) {
        findings.add(invalid(item, "the path " + path + " is the same as " + other.name()));
      }
      DocumentLint.METHODS.stream().map(item::get).filter(Place::exists).forEach(operation -> {
        Place namesake = operation.get("operationId").exists()
            ? ids.putIfAbsent(operation.get("operationId").text(), operation) : null;
        if (namesake != null) {
          findings.add(invalid(operation.get("operationId"), "it is the operationId of " + namesake.pointer() + ", too"));
        }
        pathParameters(path, item, operation, findings);
        security(operation.get("security"), root, findings);
      });
    });
    return findings;
  }

  private static void pathParameters(String path, Place item, Place operation, List<Finding> findings) {
    Set<String> expected = new LinkedHashSet<>();
    TEMPLATE.matcher(path).results().forEach(found -> expected.add(found.group(1)));
    Set<String> missing = new LinkedHashSet<>(expected);
    Stream.of(item, operation).flatMap(place -> place.get("parameters").elements().stream())
        .filter(parameter -> parameter.get("in").text().equals("path")).forEach(parameter -> {
          String name = parameter.get("name").text();
          missing.remove(name);
          if (!expected.contains(name)) {
            findings.add(invalid(parameter, "the path " + path + " of the operation has no {" + name + "}"));
          }
        });
    missing.forEach(name -> findings.add(invalid(operation, "its path has {" + name + "}, and it has no path parameter "
        + name)));
  }

  private static void security(Place requirements, Place root, List<Finding> findings) {
    for (Place requirement : requirements.elements()) {
      requirement.fields().forEach((scheme, scopes) -> {
        if (!root.get("components").get("securitySchemes").get(scheme).exists()) {
          findings.add(invalid(scopes, "there is no security scheme " + scheme));
        }
      });
    }
  }

  private static Finding invalid(Place place, String message) {
    return new Problem(place.pointer().substring(1), "", message).finding();
  }

  private static List<Finding> refused(ApiDocument document) {
    SwaggerParseResult result = new OpenAPIV3Parser().readContents(document.json());
    return result.getMessages().stream().distinct()
        .map(message -> Finding.of(Code.OPENAPI_INVALID, "#", "The client's generator refuses this: " + message + "."))
        .toList();
  }

  private static List<Problem> problems(JsonNode error) {
    String keyword = error.path("keyword").asText();
    List<List<Problem>> branches = new ArrayList<>();
    for (JsonNode branch : error.path("reports")) {
      List<Problem> problems = new ArrayList<>();
      branch.forEach(below -> problems.addAll(problems(below)));
      // A reference has its turn as one: here is none.
      if (!branch.path(0).at("/schema/pointer").asText().equals("/definitions/Reference")) {
        branches.add(problems);
      }
    }
    branches.removeIf(List::isEmpty);
    // Of one that may have one form only and has several, none of those that it lacks is missed.
    if (branches.isEmpty() || keyword.equals("oneOf") && error.path("matched").asInt() > 0) {
      return itself(error, keyword);
    }
    return keyword.equals("allOf") ? branches.stream().flatMap(List::stream).toList() : best(branches);
  }

  /** Of the forms that an object may have, the one that it probably should have. */
  private static List<Problem> best(List<List<Problem>> forms) {
    return forms.stream()
        .min(Comparator.<List<Problem>, Boolean>comparing(form -> form.stream().anyMatch(Problem::isOtherForm))
            .thenComparing(List::size))
        .orElseThrow().stream().map(Problem::ofNoForm).toList();
  }

  private static List<Problem> itself(JsonNode error, String keyword) {
    String pointer = error.at("/instance/pointer").asText();
    if (keyword.equals("additionalProperties")) {
      List<Problem> unknown = new ArrayList<>();
      error.path("unwanted").forEach(field -> unknown.add(new Problem(
          pointer + "/" + field.asText().replace("~", "~0").replace("/", "~1"), keyword, "there is no such field here")));
      return unknown;
    }
    // What is said of a "not" is said in the description of what has it.
    JsonNode described = DEFINITIONS.at(error.at("/schema/pointer").asText()).path("description");
    String message = keyword.equals("not") && described.isTextual() ? described.textValue() : error.path("message").asText();
    return List.of(new Problem(pointer, keyword, message));
  }

  private static JsonNode definitions() {
    try (InputStream in = OpenApiSyntax.class.getResourceAsStream(SCHEMA)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonSchema schema() {
    ObjectNode schema = DEFINITIONS.deepCopy();
    // By its id the validator would fetch it from the network.
    schema.remove("id");
    try {
      return JsonSchemaFactory.byDefault().getJsonSchema(schema);
    } catch (ProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
