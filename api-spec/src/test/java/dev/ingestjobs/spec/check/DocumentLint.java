package dev.ingestjobs.spec.check;

import com.atlassian.oai.validator.schema.SwaggerV20Library;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.LinkedHashMap;
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

  /** The fields whose own fields are names that people gave, not keywords. */
  private static final Set<String> NAMED =
      Set.of("properties", "schemas", "parameters", "headers", "responses", "requestBodies", "content", "variables");

  /** The fields that hold instances of a schema: what looks like a keyword in there is data. */
  private static final Set<String> DATA = Set.of("example", "examples", "default", "enum");

  /** What this check can find. */
  public enum Code implements FindingCode {
    UNREADABLE,
    REF_BROKEN,
    OPENAPI_VERSION,
    OPERATION_MISSING,
    OPERATION_RENAMED,
    RESPONSE_MISSING,
    SCHEMA_MISSING,
    SCHEMA_INVALID,
    EXAMPLE_MISSING,
    EXAMPLE_EMPTY,
    EXAMPLE_INVALID,
    EXAMPLE_STATUS,
    EXAMPLE_JOB,
    STUB_MISSING,
    STUB_DUPLICATE;

    @Override
    public String toString() {
      return "document." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  private final Place root;
  private final JsonSchemaFactory schemas = SwaggerV20Library.schemaFactory();
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Place> stubIds = new HashMap<>();
  private final Map<String, JsonSchema> validators = new HashMap<>();

  private DocumentLint(Place root) {
    this.root = root;
  }

  /** Everything that is wrong with the document. References that lead nowhere come first, and then alone. */
  public static List<Finding> check(ApiDocument document) {
    DocumentLint lint = new DocumentLint(document.root());
    lint.references(lint.root);
    // Of a document in which things are missing, nothing else can be said for certain.
    if (lint.findings.isEmpty()) {
      lint.version();
      lint.operations();
      lint.root.get("components").get("schemas").fields().values().forEach(lint::syntax);
      lint.examples(lint.root, false);
    }
    return List.copyOf(lint.findings);
  }

  private void references(Place place) {
    for (String step : steps(place)) {
      try {
        Place child = place.get(step);
        if (!isReference(place, step)) {
          references(child);
        }
      } catch (InvalidDocumentException e) {
        add(Code.REF_BROKEN, place, e.getMessage());
      }
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
        .forEach(this::responses));
  }

  private void responses(Place operation) {
    Map<String, Place> responses = new LinkedHashMap<>(operation.get("responses").fields());
    responses.keySet().removeIf(status -> status.startsWith("x-"));
    if (responses.isEmpty()) {
      add(Code.RESPONSE_MISSING, operation, "The operation has no responses. Describe at least one.");
    }
    responses.forEach((status, response) -> {
      Map<String, Place> content = response.get("content").fields();
      if (content.isEmpty()) {
        add(Code.EXAMPLE_MISSING, response, "The response " + status + " has no content, so nothing shows what it is.");
      }
      content.values().forEach(media -> media(status, responses.keySet(), media));
    });
  }

  private void media(String status, Set<String> documented, Place media) {
    if (!media.get("schema").exists()) {
      add(Code.SCHEMA_MISSING, media, "The response " + status + " has no schema here by which to judge its examples.");
    }
    Map<String, Place> examples = media.get("examples").fields();
    if (examples.isEmpty()) {
      add(Code.EXAMPLE_MISSING, media, "The response " + status + " has no \"examples\" here. Add one, with a name.");
    }
    for (Place example : examples.values()) {
      if (status.startsWith("2")) {
        job(example);
      } else {
        error(status, documented, example);
      }
    }
  }

  private void job(Place example) {
    Place job = example.get("value");
    String id = job.get("id").text();
    stubId(example, id, "The example's value has no id, so the stub cannot tell when to answer with it.");
    for (Place table : job.get("tables").elements()) {
      Place jobId = table.get("job_id");
      if (jobId.exists() && !jobId.text().equals(id)) {
        add(Code.EXAMPLE_JOB, jobId, "The table's job_id is " + jobId.node() + " and its job's id is \"" + id + "\".");
      }
    }
  }

  private void error(String response, Set<String> documented, Place example) {
    stubId(example, example.get(STUB_ID).text(),
        "The example has no " + STUB_ID + ", so the stub cannot tell when to answer with it.");
    Place value = example.get("value").get("status");
    String status = value.node().asText();
    boolean exact = status.equals(response);
    boolean ranged = !documented.contains(status)
        && (response.equals("default") || response.equalsIgnoreCase(status.replaceFirst("..$", "XX")));
    if (!exact && !ranged) {
      add(Code.EXAMPLE_STATUS, value, "An example of the response " + response + " has the status \"" + status + "\""
          + (documented.contains(status) ? ", which has a response of its own." : "."));
    }
  }

  private void stubId(Place example, String id, String complaint) {
    if (id.isEmpty()) {
      add(Code.STUB_MISSING, example, complaint);
      return;
    }
    Place other = stubIds.putIfAbsent(id, example);
    if (other != null) {
      add(Code.STUB_DUPLICATE, example,
          "The job id \"" + id + "\" stands for " + other.pointer() + " already. Give each example its own.");
    }
  }

  /** Judges all examples and defaults, wherever they stand, by the schema that they stand beside or in. */
  private void examples(Place place, boolean named) {
    if (!named) {
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
        examples(place.get(step), !named && NAMED.contains(step));
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

  private void syntax(Place schema) {
    for (ProcessingMessage message : schemas.getSyntaxValidator().validateSchema(schema.node())) {
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
      validator = schemas.getJsonSchema((JsonNode) root.node().deepCopy(), schema.pointer().substring(1));
      validators.put(schema.pointer(), validator);
    }
    return validator;
  }

  private void add(Code code, Place place, String message) {
    findings.add(Finding.of(code, place.pointer(), message));
  }

  /** Whether something else is only referred to there. It has its turn where it is written. */
  private static boolean isReference(Place place, String step) {
    JsonNode node = place.node();
    return (node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step)).path("$ref").isTextual();
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
