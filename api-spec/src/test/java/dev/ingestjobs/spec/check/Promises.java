package dev.ingestjobs.spec.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Compatibility.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
      Set.of("description", "summary", "title", "example", "examples", "externalDocs", "deprecated", "bearerFormat", "xml");

  /** Keywords that mean the same when they are false as when they are absent. */
  private static final Set<String> OFF_BY_DEFAULT = Set.of("nullable", "exclusiveMinimum", "exclusiveMaximum",
      "uniqueItems", "readOnly", "writeOnly", "allowEmptyValue", "allowReserved");

  /** Keywords that mean the same when they are 0 as when they are absent. */
  private static final Set<String> ZERO_BY_DEFAULT = Set.of("minItems", "minLength", "minProperties");

  /** Kinds of promises, and what it is called when one goes, changes or comes. Null: it breaks nobody. */
  enum Kind {
    PATH(Code.PATH_REMOVED, null, null),
    OPERATION(Code.OPERATION_REMOVED, null, null),
    OPERATION_ID(Code.OPERATIONID_CHANGED, Code.OPERATIONID_CHANGED, Code.OPERATIONID_CHANGED),
    SECURITY(Code.SECURITY_CHANGED, Code.SECURITY_CHANGED, Code.SECURITY_CHANGED),
    SERVER(Code.SERVER_REMOVED, null, null),
    PARAMETER(Code.PARAMETER_REMOVED, null, null),
    /** What the generated client calls a parameter. */
    ARGUMENT(Code.PARAMETER_RENAMED, Code.PARAMETER_RENAMED, null),
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
      put(Kind.OPERATION_ID, key, key + " > operationId", "operationId", canonical(id.node()), id);
    }
    Place security = first(operation.get("security"), root.get("security"));
    put(Kind.SECURITY, key, key + " > security", "security", security(security), security);
    Place servers = first(operation.get("servers"), item.get("servers"), root.get("servers"));
    servers.elements().forEach(server -> server(key, server));

    // A parameter of the operation replaces the one of that name that the path has for all its operations.
    Map<String, Place> parameters = new LinkedHashMap<>();
    item.get("parameters").elements().forEach(parameter -> parameters.put(parameterName(parameter), parameter));
    operation.get("parameters").elements().forEach(parameter -> parameters.put(parameterName(parameter), parameter));
    parameters.forEach((name, parameter) -> {
      String child = carrier(Kind.PARAMETER, key, name, parameter, Kind.CHOICE);
      Place spelled = parameter.get("name");
      put(Kind.ARGUMENT, child, child + " > name", "name", JavaNames.method(spelled.text()), spelled);
    });
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
        Place scheme = root.get("components").get("securitySchemes").get(name);
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        scheme.fields().forEach((field, place) -> {
          if (!isWording(field)) {
            // The names of HTTP's schemes and of headers know no case.
            boolean caseless = field.equals("scheme") || field.equals("name") && scheme.get("in").text().equals("header");
            definition.set(field, caseless ? TextNode.valueOf(place.text().toLowerCase(Locale.ROOT)) : place.node());
          }
        });
        schemes.add(canonical(definition) + (scopes.node().isEmpty() ? "" : " " + values(scopes)));
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
      variable.fields().forEach((field, place) -> keyword(key + " > " + label, field, List.of(place), Kind.CHOICE));
    });
  }

  /** A parameter, a header or a request body: something that is required or not and has a schema or a content. */
  private String carrier(Kind kind, String parent, String label, Place carrier, Kind values) {
    String necessity = carrier.get("required").node().asBoolean() ? REQUIRED : OPTIONAL;
    String key = put(kind, parent, parent + " > " + label, label, necessity, carrier);
    carrier.fields().forEach((field, place) -> {
      switch (field) {
        case "name", "in", "required" -> { }
        case "schema" -> schema(key, List.of(place), Set.of(), values);
        case "content" -> content(key, place, values);
        case "style", "explode" -> {
          if (!place.node().asText().equals(field.equals("style") ? usualStyle(carrier) : usualExplode(carrier))) {
            keyword(key, field, List.of(place), values);
          }
        }
        default -> keyword(key, field, List.of(place), values);
      }
    });
    return key;
  }

  private static String usualStyle(Place carrier) {
    return List.of("query", "cookie").contains(carrier.get("in").text()) ? "form" : "simple";
  }

  private static String usualExplode(Place carrier) {
    String style = carrier.get("style").exists() ? carrier.get("style").text() : usualStyle(carrier);
    return Boolean.toString(style.equals("form"));
  }

  private void content(String parent, Place content, Kind values) {
    content.fields().forEach((name, media) -> {
      String type = name.toLowerCase(Locale.ROOT).replaceAll("\\s*;\\s*", ";");
      String key = put(Kind.MEDIATYPE, parent, parent + " > " + type, type, "", media);
      if (media.get("schema").exists()) {
        part(key, " > $", "schema", List.of(media.get("schema")), Set.of(), values);
      }
    });
  }

  private void part(String parent, String step, String label, List<Place> schemas, Set<String> above, Kind values) {
    schema(put(Kind.KEYWORD, parent, parent + step, label, "", schemas.get(0)), schemas, above, values);
  }

  /**
   * @param schemas those that all hold at one place
   * @param above the pointers of the schemas around it
   */
  private void schema(String key, List<Place> schemas, Set<String> above, Kind values) {
    String name = schemas.size() == 1 ? className(schemas.get(0)) : "";
    if (!name.isEmpty()) {
      put(Kind.CLASS, key, key + " > class", "class", name, schemas.get(0));
    }
    List<Place> layers = new ArrayList<>();
    schemas.forEach(schema -> layers(schema, layers));
    // A schema inside itself promises nothing that does not stand further up.
    layers.removeIf(layer -> above.contains(layer.pointer()));
    if (layers.isEmpty()) {
      return;
    }
    Set<String> here = new HashSet<>(above);
    layers.forEach(layer -> here.add(layer.pointer()));
    Map<String, List<Place>> keywords = new LinkedHashMap<>();
    layers.forEach(layer -> layer.fields().forEach(
        (field, place) -> keywords.computeIfAbsent(field, unseen -> new ArrayList<>()).add(place)));
    keywords.forEach((field, places) -> {
      switch (field) {
        case "allOf", "properties", "required" -> { }
        case "items" -> part(key, "[]", "items", places, here, values);
        case "not" -> part(key, " > not", "not", places, here, values);
        case "anyOf", "oneOf" -> places.forEach(place -> place.elements().forEach(member -> {
          // The members have no order. One that has no name of its own goes by its index all the same.
          String label = field + " " + member.name();
          part(key, " > " + label, label, List.of(member), here, values);
        }));
        case "x-known-states" -> places.forEach(place -> values(place).forEach(
            state -> put(Kind.STATE, key, key + " > state " + state, "state " + state, "", place)));
        case "additionalProperties" -> {
          List<Place> closed = places.stream().filter(place -> !isOpen(place)).toList();
          if (closed.stream().anyMatch(place -> place.node().isObject())) {
            part(key, ".*", "additionalProperties", closed, here, values);
          } else {
            keyword(key, field, closed, values);
          }
        }
        default -> keyword(key, field, places, values);
      }
    });
    properties(key, layers, here, values);
  }

  /** A schema and all that is part of it by {@code allOf}, which is a matter of layout. */
  private static void layers(Place schema, List<Place> layers) {
    if (layers.stream().noneMatch(layer -> layer.pointer().equals(schema.pointer()))) {
      layers.add(schema);
      schema.get("allOf").elements().forEach(member -> layers(member, layers));
    }
  }

  private void properties(String key, List<Place> layers, Set<String> above, Kind values) {
    Set<String> required = new TreeSet<>();
    Map<String, List<Place>> properties = new LinkedHashMap<>();
    for (Place layer : layers) {
      required.addAll(values(layer.get("required")));
      layer.get("properties").fields().forEach(
          (name, place) -> properties.computeIfAbsent(name, unseen -> new ArrayList<>()).add(place));
    }
    required.forEach(name -> properties.putIfAbsent(name, List.of()));
    properties.forEach((name, places) -> {
      String necessity = required.contains(name) ? REQUIRED : OPTIONAL;
      Place place = places.isEmpty() ? layers.get(0) : places.get(0);
      String child = put(Kind.PROPERTY, key, key + "." + name, name, necessity, place);
      if (!places.isEmpty()) {
        schema(child, places, above, values);
      }
    });
  }

  private void keyword(String key, String keyword, List<Place> places, Kind values) {
    List<Place> said = places.stream().filter(place -> !isDefault(keyword, place.node())).toList();
    if (said.isEmpty() || isWording(keyword)) {
      return;
    }
    if (keyword.equals("enum")) {
      String closed = put(Kind.KEYWORD, key, key + " > enum", "enum", "", said.get(0));
      said.forEach(place -> values(place).forEach(value -> put(values, closed, closed + " " + value, value, "", place)));
    } else {
      String value = said.stream().map(place -> canonical(place.node())).distinct().sorted().collect(Collectors.joining(" and "));
      put(Kind.KEYWORD, key, key + " > " + keyword, keyword, value, said.get(0));
    }
  }

  private static boolean isDefault(String keyword, JsonNode value) {
    return OFF_BY_DEFAULT.contains(keyword) && !value.asBoolean()
        || ZERO_BY_DEFAULT.contains(keyword) && value.isNumber() && value.asDouble() == 0;
  }

  /** Whether further fields may be anything, which is so too where nothing is said of them: the client is the same. */
  private static boolean isOpen(Place additional) {
    return additional.node().isObject()
        ? additional.fields().keySet().stream().allMatch(Promises::isWording)
        : additional.node().asBoolean();
  }

  /** What the generated client calls the class of a schema: an object, an enum, or this document's open kind of enum. */
  private static String className(Place schema) {
    if (schema.pointer().equals("#/components/schemas/" + schema.name())) {
      List<Place> layers = new ArrayList<>();
      layers(schema, layers);
      return layers.stream().anyMatch(Promises::becomesClass) ? "\"" + schema.name() + "\"" : "";
    }
    // An allOf around one reference is made to say something of that: the class is the other's.
    List<Place> parts = schema.get("allOf").elements();
    boolean alone = parts.size() == 1 && schema.fields().keySet().stream()
        .allMatch(field -> isWording(field) || List.of("allOf", "nullable").contains(field));
    return alone ? className(parts.get(0)) : "";
  }

  private static boolean becomesClass(Place schema) {
    return schema.get("type").text().equals("object")
        || Stream.of("properties", "enum", "x-known-states").anyMatch(keyword -> schema.get(keyword).exists());
  }

  private static boolean isWording(String field) {
    return WORDING.contains(field) || field.startsWith("x-");
  }

  private static Set<String> values(Place array) {
    return array.elements().stream().map(Place::node).map(value -> value.isNumber() ? canonical(value) : value.asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** JSON in which the fields have an order and a number one form. */
  private static String canonical(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream().map(field -> TextNode.valueOf(field.getKey()) + ":" + canonical(field.getValue()))
          .sorted().collect(Collectors.joining(",", "{", "}"));
    }
    if (node.isArray()) {
      return node.valueStream().map(Promises::canonical).collect(Collectors.joining(",", "[", "]"));
    }
    return node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.toString();
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
