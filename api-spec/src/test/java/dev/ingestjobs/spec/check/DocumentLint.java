package dev.ingestjobs.spec.check;

import com.atlassian.oai.validator.schema.SwaggerV20Library;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.fge.jsonschema.core.exceptions.InvalidSchemaException;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.LogLevel;
import com.github.fge.jsonschema.core.report.ProcessingMessage;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.InvalidDocumentException;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Does the document agree with itself, and does it hold what the stub and the generated client need? */
public final class DocumentLint {
  static final List<String> METHODS = List.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final String PATH = "/ingest/jobs/{id}";
  private static final String OPERATION_ID = "getIngestJob";
  private static final String STUB_ID = "x-stub-job-id";
  private static final String STUB_PREFIX = "isj-";

  /** What a header is called that OpenAPI describes by other means: as a parameter or in a response it is ignored. */
  private static final Set<String> IGNORED_PARAMETERS = Set.of("accept", "content-type", "authorization");
  private static final Set<String> IGNORED_HEADERS = Set.of("content-type");

  /** Where a reference may lead, by the field that has it or, where people gave the name, by the field around that. */
  private static final Map<String, String> KINDS = Map.ofEntries(
      Map.entry("schema", "schemas"), Map.entry("schemas", "schemas"), Map.entry("properties", "schemas"),
      Map.entry("items", "schemas"), Map.entry("additionalProperties", "schemas"), Map.entry("not", "schemas"),
      Map.entry("allOf", "schemas"), Map.entry("anyOf", "schemas"), Map.entry("oneOf", "schemas"),
      Map.entry("parameters", "parameters"), Map.entry("headers", "headers"), Map.entry("responses", "responses"),
      Map.entry("examples", "examples"), Map.entry("requestBody", "requestBodies"),
      Map.entry("requestBodies", "requestBodies"));

  /** The fields whose own fields are names that people gave, not keywords. */
  private static final Set<String> NAMED =
      Set.of("properties", "schemas", "parameters", "headers", "responses", "requestBodies", "content", "variables");

  /** The fields that hold instances of a schema: what looks like a keyword in there is data. */
  private static final Set<String> DATA = Set.of("example", "examples", "default", "enum");

  /** What this check can find. */
  public enum Code implements FindingCode {
    UNREADABLE,
    REF_BROKEN,
    REF_SIBLING,
    OPENAPI_VERSION,
    OPERATION_MISSING,
    OPERATION_RENAMED,
    INTERNAL,
    HEADER_IGNORED,
    MEDIATYPE_CASE,
    JAVA_NAME,
    OPENAPI_INVALID,
    RESPONSE_MISSING,
    SCHEMA_MISSING,
    SCHEMA_INVALID,
    EXAMPLE_MISSING,
    EXAMPLE_EMPTY,
    EXAMPLE_INVALID,
    EXAMPLE_STATUS,
    EXAMPLE_JOB,
    STUB_MISSING,
    STUB_NAME,
    STUB_DUPLICATE,
    COMPONENT_UNUSED;

    /** What nothing refers to promises nothing, and nothing can be tried of it. */
    @Override
    public Outcome outcome() {
      return this == COMPONENT_UNUSED ? Outcome.NOT_EXERCISED : Outcome.BROKEN;
    }

    @Override
    public String toString() {
      return "document." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  private final Place root;
  private final JsonSchemaFactory schemas = SwaggerV20Library.schemaFactory();
  private final Map<String, JsonSchema> validators = new HashMap<>();
  /** In the order in which they are found. What is used in many places is found as often, and told once. */
  private final Set<Finding> findings = new LinkedHashSet<>();

  private DocumentLint(Place root) {
    this.root = root;
  }

  /**
   * Everything that is wrong with the document. References that lead nowhere come first, and then alone; so does what is not
   * OpenAPI. What is unused is told only when nothing is wrong, as it is often the consequence.
   */
  public static List<Finding> check(ApiDocument document) {
    DocumentLint lint = new DocumentLint(document.root());
    lint.references(lint.root, null);
    if (lint.findings.isEmpty()) {
      lint.version();
      if (lint.findings.isEmpty()) {
        lint.findings.addAll(OpenApiSyntax.check(document));
      }
    }
    // Of a document in which things are missing or misplaced, nothing else can be said for certain.
    if (lint.findings.stream().allMatch(finding -> finding.code() == Code.OPENAPI_VERSION)) {
      lint.operations();
      lint.root.get("components").get("schemas").fields().values().forEach(lint::syntax);
      lint.findings.addAll(JavaNames.ofSchemas(lint.root.get("components").get("schemas")));
      lint.structure(lint.root, false);
    }
    if (lint.findings.isEmpty()) {
      lint.unused();
    }
    return List.copyOf(lint.findings);
  }

  /**
   * Follows all references.
   *
   * @param kind what those directly below may refer to, if people gave the names there or there are none; or null
   */
  private void references(Place place, String kind) {
    for (String step : steps(place)) {
      try {
        Place child = place.get(step);
        if (isReference(place, step)) {
          kind(place, step, kind == null ? KINDS.get(step) : kind);
          siblings(place, step);
        } else {
          boolean around = NAMED.contains(step) || step.equals("examples") || child.node().isArray();
          references(child, kind == null && around ? KINDS.get(step) : null);
        }
      } catch (InvalidDocumentException e) {
        findings.add(Finding.of(Code.REF_BROKEN, e.reference().orElse(place.pointerTo(step)), e.getMessage()));
      }
    }
  }

  /** A reference to a parameter, where there should be a schema, leads somewhere and means nothing. */
  private void kind(Place place, String step, String kind) {
    String ref = written(place, step).path("$ref").textValue();
    if (kind != null && ref.startsWith("#/components/") && !ref.startsWith("#/components/" + kind + "/")) {
      findings.add(Finding.of(Code.REF_BROKEN, place.pointerTo(step),
          "The reference " + ref + " leads to another kind of thing. Here, refer to one of the " + kind + "."));
    }
  }

  /** Who writes more than words beside a reference believes that it counts. */
  private void siblings(Place place, String step) {
    List<String> siblings = new ArrayList<>();
    written(place, step).fieldNames().forEachRemaining(siblings::add);
    siblings.removeAll(List.of("$ref", "description", "summary"));
    // Beside the reference of a path there may be operations.
    if (!siblings.isEmpty() && !place.pointer().equals("#/paths")) {
      findings.add(Finding.of(Code.REF_SIBLING, place.pointerTo(step), "OpenAPI ignores what stands beside a $ref: "
          + String.join(", ", siblings) + ". Put it where the reference leads, or the $ref in an allOf."));
    }
  }

  private void version() {
    String version = root.get("openapi").text();
    if (!version.matches("3\\.0\\.[0-9]+")) {
      add(Code.OPENAPI_VERSION, root.get("openapi"),
          "The document is OpenAPI \"" + version + "\". Write it as 3.0.x: the build's tools read no other in full.");
    }
  }

  private void operations() {
    Place pinned = root.get("paths").get(PATH).get("get");
    Place id = pinned.get("operationId");
    if (!pinned.exists()) {
      add(Code.OPERATION_MISSING, pinned, "There is no GET " + PATH + ", which is what this document is about.");
    } else if (!id.text().equals(OPERATION_ID)) {
      add(Code.OPERATION_RENAMED, id, "The operation is called \"" + id.text() + "\". Call it " + OPERATION_ID
          + ": the generated client's method has this name.");
    }
    root.get("paths").fields().values().forEach(item -> METHODS.stream().map(item::get).filter(Place::exists)
        .forEach(operation -> {
          Stream.of(item, operation).flatMap(place -> place.get("parameters").elements().stream()).forEach(this::parameter);
          responses(operation);
        }));
  }

  private void parameter(Place parameter) {
    String name = parameter.get("name").text();
    if (parameter.get("in").text().equals("header") && IGNORED_PARAMETERS.contains(name.toLowerCase(Locale.ROOT))) {
      add(Code.HEADER_IGNORED, parameter, "OpenAPI ignores a header parameter called " + name
          + ". Say it with the media types of the contents, or with security.");
    }
  }

  private void responses(Place operation) {
    Map<String, Place> responses = new LinkedHashMap<>(operation.get("responses").fields());
    responses.keySet().removeIf(status -> status.startsWith("x-"));
    if (responses.isEmpty()) {
      add(Code.RESPONSE_MISSING, operation, "The operation has no responses. Describe at least one.");
    }
    // Each operation has jobs of its own.
    Map<String, Place> stubIds = new HashMap<>();
    responses.forEach((status, response) -> {
      response.get("headers").fields().forEach((name, header) -> header(response, name, header));
      Map<String, Place> content = response.get("content").fields();
      if (content.isEmpty()) {
        add(Code.EXAMPLE_MISSING, response, "The response " + status + " has no content, so nothing shows what it is.");
      }
      content.forEach((type, media) -> {
        if (!type.equals(type.toLowerCase(Locale.ROOT))) {
          findings.add(Finding.of(Code.MEDIATYPE_CASE, response.get("content").pointerTo(type),
              "Write " + type + " in lower case. HTTP knows no case there; tools that compare texts do."));
        }
        media(status, responses.keySet(), media, stubIds);
      });
    });
  }

  private void header(Place response, String name, Place header) {
    if (IGNORED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      findings.add(Finding.of(Code.HEADER_IGNORED, response.get("headers").pointerTo(name),
          "OpenAPI ignores a header called " + name + " here. Say it with the media type of the content."));
    } else if (!header.example().exists()) {
      add(Code.EXAMPLE_MISSING, header, "The header " + name + " has no example, so the stub cannot send it.");
    }
  }

  private void media(String status, Set<String> documented, Place media, Map<String, Place> stubIds) {
    if (!media.get("schema").exists()) {
      add(Code.SCHEMA_MISSING, media, "The response " + status + " has no schema here by which to judge its examples.");
    }
    Map<String, Place> examples = media.get("examples").fields();
    if (examples.isEmpty()) {
      add(Code.EXAMPLE_MISSING, media, "The response " + status + " has no \"examples\" here. Add one, with a name.");
    }
    examples.forEach((name, example) -> {
      if (status.startsWith("2")) {
        job(example, stubIds);
      } else {
        error(status, documented, name, example, stubIds);
      }
    });
  }

  private void job(Place example, Map<String, Place> stubIds) {
    Place job = example.get("value");
    String id = job.get("id").text();
    stubId(example, id, "The example's value has no id, so the stub cannot tell when to answer with it.", stubIds);
    for (Place table : job.get("tables").elements()) {
      Place jobId = table.get("job_id");
      if (jobId.exists() && !jobId.text().equals(id)) {
        add(Code.EXAMPLE_JOB, jobId, "The table's job_id is " + jobId.node() + " and its job's id is \"" + id + "\".");
      }
    }
  }

  private void error(
      String response, Set<String> documented, String name, Place example, Map<String, Place> stubIds) {
    String id = example.get(STUB_ID).text();
    boolean known = stubId(
        example, id, "The example has no " + STUB_ID + ", so the stub cannot tell when to answer with it.", stubIds);
    // Or two errors of one status could change places, and nobody would notice.
    if (known && !id.equals(STUB_PREFIX + name)) {
      add(Code.STUB_NAME, example, "The example " + name + " has the " + STUB_ID + " \"" + id + "\". Let it be \""
          + STUB_PREFIX + name + "\".");
    }
    Place value = example.get("value").get("status");
    String status = value.node().asText();
    boolean exact = status.equals(response);
    boolean ranged = !documented.contains(status)
        && (response.equals("default") || response.equalsIgnoreCase(status.replaceFirst("..$", "XX")));
    if (!exact && !ranged) {
      add(Code.EXAMPLE_STATUS, value, "An example of the response " + response + (value.exists()
          ? " has the status \"" + status + "\"" + (documented.contains(status) ? ", which has a response of its own." : ".")
          : " has no status in its value, which is the one that the stub answers with."));
    }
  }

  /** Whether the example has an id of its own. */
  private boolean stubId(Place example, String id, String complaint, Map<String, Place> stubIds) {
    if (id.isEmpty()) {
      add(Code.STUB_MISSING, example, complaint);
      return false;
    }
    Place other = stubIds.putIfAbsent(id, example);
    if (other != null) {
      add(Code.STUB_DUPLICATE, example, other.pointer().equals(example.pointer())
          ? "The example stands for two answers of one operation, both with the job id \"" + id + "\". Use it once."
          : "The job id \"" + id + "\" stands for " + other.pointer() + " already. Give each example its own.");
    }
    return other == null;
  }

  /** Judges what may stand anywhere: names, and all examples and defaults by the schema that they stand beside or in. */
  private void structure(Place place, boolean named) {
    if (!named) {
      if (place.get("x-internal").node().asBoolean()) {
        add(Code.INTERNAL, place, "Tools leave out what is x-internal, and so does the generator of the client. Take it out.");
      }
      findings.addAll(JavaNames.ofProperties(place.get("properties")));
      Place beside = place.get("schema");
      Place schema = beside.exists() ? beside : place;
      Stream.of("example", "default").map(place::get).filter(Place::exists).forEach(value -> judge(schema, value));
      if (beside.exists()) {
        if (!isReference(place, "schema")) {
          syntax(beside);
        }
        place.get("examples").fields().values().forEach(example -> named(schema, example));
      }
    }
    for (String step : steps(place)) {
      boolean data = !named && (DATA.contains(step) || step.startsWith("x-"));
      if (!data && !isReference(place, step)) {
        structure(place.get(step), !named && NAMED.contains(step));
      }
    }
  }

  private void named(Place schema, Place example) {
    if (example.get("value").exists()) {
      judge(schema, example.get("value"));
    } else {
      add(Code.EXAMPLE_EMPTY, example, "The example has no value. Write one here: nothing is fetched from elsewhere.");
    }
  }

  private void unused() {
    Set<String> used = new HashSet<>();
    use(((ObjectNode) root.node().deepCopy()).without("components"), used);
    root.get("components").fields().forEach((kind, components) -> components.node().fieldNames().forEachRemaining(name -> {
      boolean scheme = kind.equals("securitySchemes") && used.contains(name);
      if (!kind.startsWith("x-") && !scheme && !used.contains(components.pointerTo(name))) {
        findings.add(Finding.of(Code.COMPONENT_UNUSED, components.pointerTo(name), "Nothing refers to this."));
      }
    }));
  }

  /** Gathers what is referred to: by {@code $ref}, by a discriminator's mapping, or, a security scheme, by its bare name. */
  private void use(JsonNode node, Set<String> used) {
    node.properties().forEach(field -> {
      boolean names = List.of("$ref", "mapping").contains(field.getKey());
      (names && field.getValue().isObject() ? field.getValue() : List.of(field.getValue())).forEach(target -> {
        if (names && target.isTextual() && used.add(target.textValue()) && target.textValue().startsWith("#/")) {
          use(root.node().at(target.textValue().substring(1)), used);
        }
      });
    });
    node.path("security").forEach(requirement -> requirement.fieldNames().forEachRemaining(used::add));
    node.forEach(child -> use(child, used));
  }

  private void syntax(Place schema) {
    JsonNode tree = OpenApiSyntax.withoutEmptyLists(schema.node().deepCopy());
    // Of a schema by itself, the validator would follow the references of the properties that a discriminator names.
    tree.findParents("discriminator").forEach(parent -> ((ObjectNode) parent).remove("discriminator"));
    for (ProcessingMessage message : schemas.getSyntaxValidator().validateSchema(tree)) {
      // It warns of each keyword that JSON Schema does not have, and so of those that OpenAPI adds.
      if (message.getLogLevel().compareTo(LogLevel.ERROR) >= 0) {
        JsonNode details = message.asJson();
        String at = details.path("schema").path("pointer").asText() + "/" + details.path("keyword").asText();
        String what = "This is no schema: " + message.getMessage() + ".";
        findings.add(Finding.of(Code.SCHEMA_INVALID, schema.pointer() + at, what));
      }
    }
  }

  private void judge(Place schema, Place instance) {
    try {
      for (ProcessingMessage error : validator(schema).validate(instance.node(), true)) {
        String at = error.asJson().path("instance").path("pointer").asText();
        findings.add(Finding.of(Code.EXAMPLE_INVALID, instance.pointer() + at,
            error.getMessage() + ", says the schema " + schema.pointer() + "."));
      }
    } catch (InvalidSchemaException e) {
      // Its syntax has a finding of its own, which is not repeated for each example.
    } catch (ProcessingException e) {
      throw new IllegalStateException("cannot judge " + instance + " by " + schema, e);
    }
  }

  private JsonSchema validator(Place schema) throws ProcessingException {
    JsonSchema validator = validators.get(schema.pointer());
    if (validator == null) {
      // It writes into the schemas that it is given.
      JsonNode tree = OpenApiSyntax.withoutEmptyLists(root.node().deepCopy());
      validator = schemas.getJsonSchema(tree, schema.pointer().substring(1));
      validators.put(schema.pointer(), validator);
    }
    return validator;
  }

  private void add(Code code, Place place, String message) {
    findings.add(Finding.of(code, place.pointer(), message));
  }

  /** Whether something else is only referred to there. It has its turn where it is written. */
  private static boolean isReference(Place place, String step) {
    return written(place, step).path("$ref").isTextual();
  }

  private static JsonNode written(Place place, String step) {
    JsonNode node = place.node();
    return node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
  }

  private static List<String> steps(Place place) {
    List<String> steps = new ArrayList<>();
    place.node().fieldNames().forEachRemaining(steps::add);
    for (int i = 0; place.node().isArray() && i < place.node().size(); i++) {
      steps.add(Integer.toString(i));
    }
    return steps;
  }
}
