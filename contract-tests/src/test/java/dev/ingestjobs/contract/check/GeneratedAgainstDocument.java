package dev.ingestjobs.contract.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import feign.DefaultContract;
import feign.MethodMetadata;
import feign.RequestTemplate;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The generated half of check A3: the compiled model and Feign interface have each field, operation and parameter of the document,
 * as the type and with the nullness that the document says. What a template, an option of the generator or a mapping loses is
 * found here by its name, also where no example would show it.
 */
final class GeneratedAgainstDocument {
  private static final String MODEL = IngestJob.class.getPackageName();

  private final ApiDocument document;
  private final List<Finding> findings = new ArrayList<>();

  private GeneratedAgainstDocument(ApiDocument document) {
    this.document = document;
  }

  static List<Finding> check(ApiDocument document) {
    GeneratedAgainstDocument check = new GeneratedAgainstDocument(document);
    document.at("components", "schemas").fields().forEach(check::schema);
    check.operations();
    return check.findings;
  }

  // The model

  private void schema(String name, Place schema) {
    if (!schema.get("properties").exists()) {
      return;
    }
    Optional<Class<?>> type = type(name);
    if (type.isEmpty()) {
      add(Code.FIELD_UNKNOWN, schema, "The client has no class " + MODEL + "." + name + " for this schema.");
      return;
    }
    Map<String, Method> accessors = accessors(type.get());
    schema.get("properties").fields().forEach((field, property) -> {
      Method accessor = accessors.remove(field);
      if (accessor == null) {
        add(Code.FIELD_UNKNOWN, property, "The client's " + name + " has no accessor for the documented field " + field + ".");
      } else {
        compare(name + "." + accessor.getName() + "()", property, accessor.getAnnotatedReturnType(), returned(property),
            isRequired(schema, field) && !property.get("nullable").node().asBoolean() || property.get("type").text().equals("array"));
      }
    });
    accessors.forEach((field, accessor) -> add(Code.FIELD_UNKNOWN, schema,
        "The client's " + name + "." + accessor.getName() + "() reads the field " + field + ", which is not documented."));
  }

  private static boolean isRequired(Place schema, String field) {
    return schema.get("required").elements().stream().anyMatch(required -> required.text().equals(field));
  }

  private void compare(String what, Place place, AnnotatedType actual, String expected, boolean nonNull) {
    // Of List<@Nullable X>, the name of X alone.
    String type = actual.getType().getTypeName().replaceAll("[a-z]+\\.", "");
    if (!type.equals(expected)) {
      add(Code.FIELD_UNKNOWN, place, what + " of the client is a " + type + "; documented is a " + expected + ".");
    }
    if (actual.isAnnotationPresent(Nullable.class) == nonNull) {
      add(Code.FIELD_UNKNOWN, place, what + " of the client may " + (nonNull ? "" : "not ") + "be null; documented is the opposite.");
    }
  }

  /** The name of the Java type for a schema. */
  private String returned(Place schema) {
    boolean ownClass = schema.pointer().equals("#/components/schemas/" + schema.name())
        && (schema.get("properties").exists() || schema.get("x-known-states").exists());
    if (ownClass) {
      return schema.name();
    }
    String format = schema.get("format").text();
    return switch (schema.get("type").text()) {
      case "string" -> format.equals("date-time") ? "OffsetDateTime" : "String";
      case "integer" -> format.equals("int64") ? "Long" : "Integer";
      case "boolean" -> "Boolean";
      case "array" -> "List<" + returned(schema.get("items")) + ">";
      default -> "nothing that this client has a type for";
    };
  }

  private static Optional<Class<?>> type(String name) {
    try {
      return Optional.of(Class.forName(MODEL + "." + name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The accessors of a model class, by the names of their fields in JSON. */
  private static Map<String, Method> accessors(Class<?> type) {
    Map<String, Method> accessors = new LinkedHashMap<>();
    for (Field field : type.getDeclaredFields()) {
      JsonProperty property = field.getAnnotation(JsonProperty.class);
      if (property != null) {
        Arrays.stream(type.getMethods())
            .filter(method -> method.getName().equals(field.getName()) && method.getParameterCount() == 0)
            .forEach(method -> accessors.put(property.value(), method));
      }
    }
    return accessors;
  }

  // The interface

  private void operations() {
    Map<String, List<MethodMetadata>> generated = new HashMap<>();
    for (MethodMetadata method : new DefaultContract().parseAndValidateMetadata(IngestJobsApi.class)) {
      generated.computeIfAbsent(method.method().getName().replaceFirst("WithResponse$", ""), name -> new ArrayList<>()).add(method);
    }
    for (Operation operation : Operation.all(document)) {
      String id = operation.place().get("operationId").text();
      List<MethodMetadata> methods = generated.getOrDefault(id, List.of());
      if (methods.isEmpty()) {
        add(Code.OPERATION_UNKNOWN, operation.place(), "The client's IngestJobsApi has no method for the documented operation \"" + id + "\".");
      }
      methods.forEach(method -> operation(operation, method));
    }
  }

  private void operation(Operation operation, MethodMetadata method) {
    RequestTemplate template = method.template();
    String name = "IngestJobsApi." + method.method().getName();
    if (!template.method().equalsIgnoreCase(operation.method()) || !template.path().equals(operation.path())) {
      add(Code.OPERATION_UNKNOWN, operation.place(), name + " sends " + template.method() + " " + template.path()
          + "; documented is " + operation.method().toUpperCase(Locale.ROOT) + " " + operation.path() + ".");
    }
    for (Place parameter : operation.parameters()) {
      if (!isWrittenPlainly(parameter)) {
        add(Code.PARAMETER_UNKNOWN, parameter, name + " writes " + parameter.get("name").text() + " as it is; documented is another way.");
      }
      parameter(name, method, parameter).ifPresent(java -> {
        boolean required = parameter.get("required").node().asBoolean();
        if (java.getAnnotatedType().isAnnotationPresent(Nullable.class) == required) {
          add(Code.PARAMETER_UNKNOWN, parameter, name + " takes " + java.getName() + " as " + (required ? "optional" : "required")
              + "; documented is the opposite.");
        }
      });
    }
  }

  /** Whether a parameter has the style that parameters of its kind have by default, which is the only one that Feign knows. */
  private static boolean isWrittenPlainly(Place parameter) {
    boolean isInAPair = List.of("query", "cookie").contains(parameter.get("in").text());
    String style = parameter.get("style").text();
    return (style.isEmpty() || style.equals(isInAPair ? "form" : "simple")) && parameter.get("schema").exists()
        && !parameter.get("allowReserved").node().asBoolean();
  }

  /** The Java parameter by which a documented one is sent. */
  private Optional<Parameter> parameter(String method, MethodMetadata metadata, Place parameter) {
    String name = parameter.get("name").text();
    String in = parameter.get("in").text();
    String sent = switch (in) {
      case "path" -> metadata.template().path().contains("{" + name + "}") ? "{" + name + "}" : "";
      case "query" -> String.join("", metadata.template().queries().getOrDefault(name, List.of()));
      case "header" -> metadata.template().headers().entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
          .flatMap(header -> header.getValue().stream()).findFirst().orElse("");
      default -> "";
    };
    Optional<Parameter> found = metadata.indexToName().entrySet().stream()
        .filter(java -> java.getValue().stream().anyMatch(variable -> sent.equals("{" + variable + "}")))
        .map(java -> metadata.method().getParameters()[java.getKey()]).findFirst();
    if (found.isEmpty()) {
      add(Code.PARAMETER_UNKNOWN, parameter, method + " does not send the documented " + in + " parameter " + name + ".");
    }
    return found;
  }

  private void add(Code code, Place place, String message) {
    findings.add(Finding.of(code, place.pointer(), message));
  }
}
