package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Compatibility.Code;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a document promises, as a flat map. The keys say what is promised and not where it is written, so documents that
 * differ in layout, order and wording alone have equal maps.
 *
 * <p>A keyword that is not known to be wording is a promise: of one that nobody thought of, a change is noticed.
 */
final class Promises {
  static final String REQUIRED = "required";
  static final String OPTIONAL = "optional";

  private static final Set<String> WORDING =
      Set.of("description", "summary", "title", "example", "examples", "externalDocs", "deprecated", "bearerFormat");

  /** Keywords that mean the same when they are false as when they are absent. */
  private static final Set<String> OFF_BY_DEFAULT = Set.of("nullable", "exclusiveMinimum", "exclusiveMaximum",
      "uniqueItems", "readOnly", "writeOnly", "allowEmptyValue", "allowReserved");

  private static final ObjectMapper SORTED = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Kinds of promises, and what it is called when one goes, changes or comes. Null: it breaks nobody. */
  enum Kind {
    PATH(Code.PATH_REMOVED, null, null),
    OPERATION(Code.OPERATION_REMOVED, null, null),
    OPERATION_ID(Code.OPERATIONID_CHANGED, Code.OPERATIONID_CHANGED, Code.OPERATIONID_CHANGED),
    SECURITY(Code.SECURITY_CHANGED, Code.SECURITY_CHANGED, Code.SECURITY_CHANGED),
    SERVER(Code.SERVER_REMOVED, null, null),
    PARAMETER(Code.PARAMETER_REMOVED, null, null),
    BODY(Code.BODY_REMOVED, null, null),
    RESPONSE(Code.RESPONSE_REMOVED, null, null),
    HEADER(Code.HEADER_REMOVED, null, null),
    MEDIATYPE(Code.MEDIATYPE_REMOVED, null, null),
    CLASS(Code.CLASS_CHANGED, Code.CLASS_CHANGED, Code.CLASS_CHANGED),
    PROPERTY(Code.PROPERTY_REMOVED, null, null),
    KEYWORD(Code.KEYWORD_REMOVED, Code.KEYWORD_CHANGED, Code.KEYWORD_ADDED),
    /** A value of an enum in an answer: a client that knows the released ones alone may refuse another. */
    VALUE(Code.VALUE_REMOVED, null, Code.VALUE_ADDED),
    /** A value of an enum in a request: nobody has to send a new one. */
    CHOICE(Code.VALUE_REMOVED, null, null),
    /** A value that a client must expect not to be the only one. */
    STATE(Code.STATE_REMOVED, null, null);

    final Code removed;
    final Code changed;
    final Code added;

    Kind(Code removed, Code changed, Code added) {
      this.removed = removed;
      this.changed = changed;
      this.added = added;
    }
  }

  /**
   * One promise.
   *
   * @param parent the key of the promise that this one refines, or {@code ""}
   * @param label what this promise is called beside others of the same parent
   * @param pointer where it is written
   */
  record Promise(Kind kind, String parent, String label, String value, String pointer) {}

  private final Map<String, Promise> promises = new LinkedHashMap<>();
  private final Place root;

  private Promises(Place root) {
    this.root = root;
  }

  /** The promises of the document, by their keys. */
  static Map<String, Promise> of(ApiDocument document) {
    Promises promises = new Promises(document.root());
    promises.root.get("paths").fields().forEach(promises::path);
    return promises.promises;
  }

  private void path(String path, Place item) {
    List<String> methods = DocumentLint.METHODS.stream().filter(method -> item.get(method).exists()).toList();
    if (!methods.isEmpty()) {
      put(Kind.PATH, "", path, path, "", item);
      methods.forEach(method -> operation(path, method.toUpperCase(Locale.ROOT) + " " + path, item, item.get(method)));
    }
  }

  private void operation(String path, String key, Place item, Place operation) {
    put(Kind.OPERATION, path, key, key, "", operation);
    Place id = operation.get("operationId");
    if (id.exists()) {
      put(Kind.OPERATION_ID, key, key + " > operationId", "operationId", sorted(id.node()), id);
    }
    Place security = first(operation.get("security"), root.get("security"));
    put(Kind.SECURITY, key, key + " > security", "security", security(security), security);
    Place servers = first(operation.get("servers"), item.get("servers"), root.get("servers"));
    servers.elements().forEach(server -> server(key, server));

    // A parameter of the operation replaces the one of that name that the path has for all its operations.
    Map<String, Place> parameters = new LinkedHashMap<>();
    item.get("parameters").elements().forEach(parameter -> parameters.put(parameterName(parameter), parameter));
    operation.get("parameters").elements().forEach(parameter -> parameters.put(parameterName(parameter), parameter));
    parameters.forEach((name, parameter) -> carrier(Kind.PARAMETER, key, name, parameter, Kind.CHOICE));
    if (operation.get("requestBody").exists()) {
      carrier(Kind.BODY, key, "request body", operation.get("requestBody"), Kind.CHOICE);
    }

    operation.get("responses").fields().forEach((status, response) -> {
      if (!status.startsWith("x-")) {
        response(key, status, response);
      }
    });
  }

  private void response(String operation, String status, Place response) {
    String key = put(Kind.RESPONSE, operation, operation + " > " + status, status, "", response);
    response.get("headers").fields().forEach(
        (name, header) -> carrier(Kind.HEADER, key, "header " + name.toLowerCase(Locale.ROOT), header, Kind.VALUE));
    content(key, response.get("content"), Kind.VALUE);
  }

  private static String parameterName(Place parameter) {
    String in = parameter.get("in").text();
    String name = parameter.get("name").text();
    return in + " parameter " + (in.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
  }

  /** The ways in, each as the definitions of the schemes that it takes: their names in the document are layout. */
  private String security(Place security) {
    Set<String> ways = new TreeSet<>();
    for (Place way : security.elements()) {
      Set<String> schemes = new TreeSet<>();
      way.fields().forEach((name, scopes) -> {
        Map<String, JsonNode> definition = new LinkedHashMap<>();
        root.get("components").get("securitySchemes").get(name).fields().forEach((field, place) -> {
          if (!isWording(field)) {
            definition.put(field, place.node());
          }
        });
        schemes.add(sorted(definition) + (scopes.node().isEmpty() ? "" : " " + values(scopes)));
      });
      ways.add(schemes.isEmpty() ? "nothing" : String.join(" and ", schemes));
    }
    return ways.isEmpty() ? "nothing" : String.join(" or ", ways);
  }

  private void server(String operation, Place server) {
    String url = server.get("url").text();
    String key = put(Kind.SERVER, operation, operation + " > server " + url, "server " + url, "", server);
    server.get("variables").fields().forEach((name, variable) -> {
      String label = "variable " + name;
      put(Kind.KEYWORD, key, key + " > " + label, label, "", variable);
      variable.fields().forEach((field, place) -> keyword(key + " > " + label, field, place, Kind.CHOICE));
    });
  }

  /** A parameter, a header or a request body: something that is required or not and has a schema or a content. */
  private void carrier(Kind kind, String parent, String label, Place carrier, Kind values) {
    String necessity = carrier.get("required").node().asBoolean() ? REQUIRED : OPTIONAL;
    String key = put(kind, parent, parent + " > " + label, label, necessity, carrier);
    carrier.fields().forEach((field, place) -> {
      switch (field) {
        case "name", "in", "required" -> { }
        case "schema" -> schema(key, place, Set.of(), values);
        case "content" -> content(key, place, values);
        case "style", "explode" -> {
          if (!isDefault(carrier, field)) {
            keyword(key, field, place, values);
          }
        }
        default -> keyword(key, field, place, values);
      }
    });
  }

  /** Whether the style of a parameter or a header is the one that it would have anyway. */
  private static boolean isDefault(Place carrier, String field) {
    String usual = List.of("query", "cookie").contains(carrier.get("in").text()) ? "form" : "simple";
    String style = carrier.get("style").exists() ? carrier.get("style").text() : usual;
    return field.equals("style") ? style.equals(usual) : carrier.get(field).node().asBoolean() == style.equals("form");
  }

  private void content(String parent, Place content, Kind values) {
    content.fields().forEach((name, media) -> {
      String type = name.toLowerCase(Locale.ROOT);
      String key = put(Kind.MEDIATYPE, parent, parent + " > " + type, type, "", media);
      if (media.get("schema").exists()) {
        part(key, " > $", "schema", media.get("schema"), Set.of(), values);
      }
    });
  }

  private void part(String parent, String step, String label, Place schema, Set<String> above, Kind values) {
    schema(put(Kind.KEYWORD, parent, parent + step, label, "", schema), schema, above, values);
  }

  private void schema(String key, Place schema, Set<String> above, Kind values) {
    if (isComponent(schema) && becomesClass(schema)) {
      put(Kind.CLASS, key, key + " > class", "class", sorted(schema.name()), schema);
    }
    if (above.contains(schema.pointer())) {
      return; // A schema inside itself promises nothing that does not stand further up.
    }
    Set<String> here = new HashSet<>(above);
    here.add(schema.pointer());
    schema.fields().forEach((field, place) -> {
      switch (field) {
        case "properties", "required" -> { }
        case "items" -> part(key, "[]", "items", place, here, values);
        case "not" -> part(key, " > not", "not", place, here, values);
        case "allOf", "anyOf", "oneOf" -> place.elements().forEach(member -> {
          // The members have no order. One that has no name of its own goes by its index all the same.
          String label = field + " " + member.name();
          part(key, " > " + label, label, member, here, values);
        });
        case "x-known-states" -> values(place).forEach(
            state -> put(Kind.STATE, key, key + " > state " + state, "state " + state, "", place));
        case "additionalProperties" -> {
          if (place.node().isObject()) {
            part(key, ".*", "additionalProperties", place, here, values);
          } else {
            keyword(key, field, place, values);
          }
        }
        default -> keyword(key, field, place, values);
      }
    });
    properties(key, schema, here, values);
  }

  private void properties(String key, Place schema, Set<String> above, Kind values) {
    Set<String> required = values(schema.get("required"));
    Set<String> names = new LinkedHashSet<>(schema.get("properties").fields().keySet());
    names.addAll(required);
    for (String name : names) {
      Place property = schema.get("properties").get(name);
      String necessity = required.contains(name) ? REQUIRED : OPTIONAL;
      String child = put(Kind.PROPERTY, key, key + "." + name, name, necessity, property.exists() ? property : schema);
      if (property.exists()) {
        schema(child, property, above, values);
      }
    }
  }

  private void keyword(String key, String keyword, Place place, Kind values) {
    boolean off = OFF_BY_DEFAULT.contains(keyword) && !place.node().asBoolean();
    if (off || isWording(keyword)) {
      return;
    }
    if (keyword.equals("enum")) {
      String closed = put(Kind.KEYWORD, key, key + " > enum", "enum", "", place);
      values(place).forEach(value -> put(values, closed, closed + " " + value, value, "", place));
    } else {
      put(Kind.KEYWORD, key, key + " > " + keyword, keyword, sorted(place.node()), place);
    }
  }

  /** Whether a generator makes a class of the schema: an object, an enum, or this document's open kind of enum. */
  private static boolean becomesClass(Place schema) {
    return schema.get("type").text().equals("object")
        || Stream.of("properties", "enum", "x-known-states").anyMatch(keyword -> schema.get(keyword).exists());
  }

  private static boolean isComponent(Place schema) {
    return schema.pointer().equals("#/components/schemas/" + schema.name());
  }

  private static boolean isWording(String field) {
    return WORDING.contains(field) || field.startsWith("x-");
  }

  private static Set<String> values(Place array) {
    return array.elements().stream().map(value -> value.node().asText()).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sorted(Object value) {
    try {
      // Only maps are sorted, so the fields of a JSON object have to become one.
      return SORTED.writeValueAsString(SORTED.convertValue(value, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Place first(Place... places) {
    for (Place place : places) {
      if (place.exists()) {
        return place;
      }
    }
    return places[places.length - 1];
  }

  private String put(Kind kind, String parent, String key, String label, String value, Place place) {
    promises.put(key, new Promise(kind, parent, label, value, place.pointer()));
    return key;
  }
}
