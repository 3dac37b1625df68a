package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.feign.IngestJobsDecoder;
import dev.ingestjobs.client.feign.IngestJobsErrorDecoder;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.contract.check.Violations.Violation;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import feign.Request;
import feign.Response;
import feign.codec.DecodeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Check C+: a provider that answers with whatever the document allows, and not only with its examples. Each body that is generated
 * from a schema is accepted by an interaction's matching rules and read by the client without loss; a rule that accepts one other
 * value accepts all that the schema allows; and each body that is broken in one respect is refused: by the pact, which is for B2
 * to say, and by the client with an error of its own.
 */
public final class GeneratedBodies {
  private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** Of the bodies that are made by chance. A finding repeats it: {@code -Dcontract.seed=…} makes the same ones again. */
  private static final long SEED = Long.getLong("contract.seed", 20240701);
  /** How many of them are made for each schema of a body. */
  private static final int TRIES = Integer.getInteger("contract.tries", 100);

  private static final Remembered<List<Finding>> KNOWN = new Remembered<>();
  private static final Remembered<Boolean> ACCEPTED = new Remembered<>();

  private final List<Finding> findings = new ArrayList<>();

  private GeneratedBodies() {}

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    if (pact.isEmpty()) {
      return List.of(Finding.of(Code.PACT_EMPTY, "#/paths", "The pact has no interaction, so that nothing was checked."));
    }
    GeneratedBodies check = new GeneratedBodies();
    Set<String> seen = new HashSet<>();
    for (Operation operation : Operation.all(document)) {
      operation.responses().forEach((key, response) -> {
        Map<String, List<SynchronousHttp>> shown = new TreeMap<>();
        pact.stream().filter(interaction -> operation.matches(interaction.getRequest().getMethod(), interaction.getRequest().getPath()))
            .filter(interaction -> key.equals(operation.responseKey(interaction.getResponse().getStatus())))
            .forEach(interaction -> shown.computeIfAbsent(Headers.mediaType(interaction.getResponse()), type -> new ArrayList<>()).add(interaction));
        // What no interaction shows is for A1 to say.
        shown.forEach((mediaType, interactions) -> {
          Place schema = response.get("content").get(mediaType).get("schema");
          // Of those made by chance, what one response shows of a schema the next would show again.
          int tries = seen.add(schema.pointer()) ? TRIES : 0;
          check.findings.addAll(KNOWN.get(() -> response(schema, interactions, tries),
              Remembered.content(document, schema), Remembered.content(interactions), Integer.toString(tries)));
        });
      });
    }
    return List.copyOf(check.findings);
  }

  private static List<Finding> response(Place schema, List<SynchronousHttp> interactions, int tries) {
    GeneratedBodies check = new GeneratedBodies();
    check.bodies(schema, interactions, tries);
    return List.copyOf(check.findings);
  }

  private void bodies(Place schema, List<SynchronousHttp> interactions, int tries) {
    if (!schema.get("type").text().equals("object")) {
      return;
    }
    interactions.forEach(interaction -> otherValues(interaction, schema));
    List<JsonNode> bodies = new ArrayList<>(ValidValues.each(schema));
    Random random = new Random(SEED);
    for (int i = 0; i < tries; i++) {
      bodies.add(ValidValues.any(schema, random));
    }
    // One finding is enough: of a hundred bodies of the same kind each would say the same.
    List<SynchronousHttp> likely = new ArrayList<>(interactions);
    bodies.stream().anyMatch(body -> !isAccepted(schema, likely, body));
    bodies.stream().anyMatch(body -> !isRead(schema, interactions.get(0), answering(interactions.get(0), body)));
    broken(schema, interactions);
  }

  private boolean isAccepted(Place schema, List<SynchronousHttp> interactions, JsonNode body) {
    Set<String> mismatches = new LinkedHashSet<>();
    for (SynchronousHttp interaction : interactions) {
      List<String> found = mismatches(interaction, answering(interaction, body));
      if (found.isEmpty()) {
        // What accepts this one probably accepts the next. Pact is slow to say what it dislikes.
        Collections.swap(interactions, 0, interactions.indexOf(interaction));
        return true;
      }
      mismatches.add(found.get(0));
    }
    add(Code.RESPONSE_BODY_NARROW, schema, "No interaction accepts a body that is documented: " + brief(body) + made() + " "
        + mismatches.iterator().next());
    return false;
  }

  /** The body as an answer to the interaction: what repeats something of the request or the status has to repeat that. */
  private static JsonNode answering(SynchronousHttp interaction, JsonNode body) {
    String jobId = Pacts.jobId(interaction);
    int status = interaction.getResponse().getStatus();
    if (!body.isObject()) {
      return body;
    }
    ObjectNode answer = body.deepCopy();
    Pacts.body(interaction.getResponse()).properties().forEach(field -> {
      boolean repeats = field.getValue().isTextual() && field.getValue().textValue().equals(jobId)
          || status >= 400 && field.getValue().isInt() && field.getValue().intValue() == status;
      if (repeats && answer.has(field.getKey())) {
        answer.set(field.getKey(), field.getValue());
      }
    });
    return answer;
  }

  private static List<String> mismatches(SynchronousHttp interaction, JsonNode body) {
    HttpResponse response = interaction.getResponse();
    return Matching.mismatches(interaction, new HttpResponse(response.getStatus(), response.getHeaders(), MatcherHonesty.json(body)));
  }

  // The client

  private boolean isRead(Place schema, SynchronousHttp interaction, JsonNode body) {
    try {
      JsonNode read = read(interaction, body);
      if (!normal(schema, read).equals(normal(schema, body))) {
        add(Code.CLIENT_BODY_CHANGED, schema, "The client makes of the documented body " + brief(body) + made() + " this: " + brief(read));
        return false;
      }
    } catch (IngestJobsException e) {
      add(Code.CLIENT_BODY_REFUSED, schema, "The client refuses the documented body " + brief(body) + made() + " " + e.getMessage());
      return false;
    }
    return true;
  }

  /**
   * What the client has read, as JSON again. Of an error it gives but its four fields.
   *
   * @throws IngestJobsException if it refuses the body
   */
  private static JsonNode read(SynchronousHttp interaction, JsonNode body) {
    int status = interaction.getResponse().getStatus();
    Response response = Response.builder().status(status).headers(Map.copyOf(interaction.getResponse().getHeaders()))
        .body(body.toString(), StandardCharsets.UTF_8)
        .request(Request.create(Request.HttpMethod.GET, "http://localhost/", Map.of(), null, StandardCharsets.UTF_8, null)).build();
    try {
      if (status < 400) {
        return JSON.valueToTree(new IngestJobsDecoder().decode(response, IngestJob.class));
      }
      IngestJobsException error = (IngestJobsException) new IngestJobsErrorDecoder().decode("", response);
      if (!(error instanceof ApiException typed)) {
        throw error;
      }
      ObjectNode read = body.deepCopy();
      // An unknown field stands in body() alone. What is lost of the others would be missing here.
      read.remove(List.of("status", "message", "request_id", "trace_id"));
      read.put("status", typed.status());
      typed.apiMessage().ifPresent(message -> read.put("message", message));
      typed.requestId().ifPresent(id -> read.put("request_id", id));
      typed.traceId().ifPresent(id -> read.put("trace_id", id));
      return read;
    } catch (DecodeException e) {
      throw e.getCause() instanceof IngestJobsException cause ? cause : e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value without what means nothing: null for absent, the digits of a moment, the order of fields. */
  private static Object normal(Place schema, JsonNode value) {
    if (value.isObject()) {
      Map<String, Object> fields = new TreeMap<>();
      value.properties().forEach(field -> {
        Place property = schema.get("properties").get(field.getKey());
        if (!property.exists()) {
          fields.put(field.getKey(), field.getValue());
        } else if (!field.getValue().isNull() && !(field.getValue().isArray() && field.getValue().isEmpty())) {
          fields.put(field.getKey(), normal(property, field.getValue()));
        }
      });
      return fields;
    }
    if (value.isArray()) {
      List<Object> elements = new ArrayList<>();
      value.forEach(element -> elements.add(normal(schema.get("items"), element)));
      return elements;
    }
    if (schema.get("format").text().equals("date-time")) {
      return OffsetDateTime.parse(value.asText()).toInstant();
    }
    return value.isNumber() ? value.decimalValue().stripTrailingZeros() : value;
  }

  // Other values

  /**
   * A rule that accepts another value than its example accepts all that are documented. One that accepts no other is meant so, as
   * is that of a state: which one it is makes the interaction.
   */
  private void otherValues(SynchronousHttp interaction, Place schema) {
    otherValues(interaction, schema, Pacts.body(interaction.getResponse()), List.of());
  }

  private void otherValues(SynchronousHttp interaction, Place schema, JsonNode value, List<Object> path) {
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      otherValues(interaction, schema.get("items"), value.get(i), with(path, i));
    }
    schema.get("properties").fields().forEach((name, property) -> {
      if (value.has(name)) {
        otherValues(interaction, property, value.get(name), with(path, name));
      }
    });
    if (value.isValueNode() && !value.isNull() && Violations.isOfType(schema, value) && !schema.get("x-known-states").exists()) {
      Map<Boolean, List<JsonNode>> others = new LinkedHashMap<>(Map.of(true, new ArrayList<>(), false, new ArrayList<>()));
      List<JsonNode> values = new ArrayList<>(ValidValues.each(schema));
      neighbor(schema, value).ifPresent(values::add);
      for (JsonNode other : values) {
        if (!other.asText().equals(value.asText())) {
          others.get(ACCEPTED.get(() -> mismatches(interaction, replaced(Pacts.body(interaction.getResponse()), path, other)).isEmpty(),
              Remembered.content(interaction), path.toString(), other.toString())).add(other);
        }
      }
      if (!others.get(true).isEmpty() && !others.get(false).isEmpty()) {
        findings.add(Finding.of(Code.RESPONSE_BODY_NARROW, schema.pointer(), "At " + path + " the pact refuses " + brief(others.get(false).get(0))
            + ", which is documented, and accepts " + brief(others.get(true).get(0)) + ". Widen its matching rule.").in(Pacts.key(interaction)));
      }
    }
  }

  /** A value that is as much like another as can be, and that only a rule for this very value refuses. */
  private static Optional<JsonNode> neighbor(Place schema, JsonNode value) {
    boolean isPlain = Stream.of("enum", "pattern", "format", "multipleOf", "maximum", "maxLength").noneMatch(keyword -> schema.get(keyword).exists());
    if (value.isTextual() && isPlain && !value.textValue().isEmpty()) {
      String text = value.textValue();
      return Optional.of(JsonNodeFactory.instance.textNode(text.substring(0, text.length() - 1) + (text.endsWith("7") ? "8" : "7")));
    }
    boolean isCount = value.isIntegralNumber() && Stream.of("enum", "multipleOf", "maximum").noneMatch(keyword -> schema.get(keyword).exists());
    return isCount ? Optional.of(JsonNodeFactory.instance.numberNode(value.longValue() + 1)) : Optional.empty();
  }

  private static List<Object> with(List<Object> path, Object step) {
    List<Object> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static JsonNode replaced(JsonNode value, List<Object> path, JsonNode other) {
    if (path.isEmpty()) {
      return other;
    }
    List<Object> rest = path.subList(1, path.size());
    if (path.get(0) instanceof Integer index) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode().addAll((ArrayNode) value);
      // What set returns is the element that was there.
      copy.set(index, replaced(value.get(index), rest, other));
      return copy;
    }
    ObjectNode copy = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) value);
    return copy.set(path.get(0).toString(), replaced(value.get(path.get(0).toString()), rest, other));
  }

  // Broken bodies

  /**
   * What is not of the documented form is refused by the client, too, which in production has no pact beside it. Beyond that it is
   * lenient: null for an optional field means that it is absent, and whether a number or a text is within its bounds it leaves
   * to its caller. That the pact is not, B2 sees to.
   */
  private void broken(Place schema, List<SynchronousHttp> interactions) {
    for (Violation violation : Violations.ofSchema(schema, ValidValues.each(schema).get(0))) {
      if (violation.isOfForm() && isRead(interactions.get(0), violation.body())) {
        findings.add(Finding.of(Code.BREAK_ACCEPTED, violation.schema().pointer(),
            "The client does not refuse a body with " + violation.what() + " at " + violation.path() + "."));
      }
    }
  }

  private static boolean isRead(SynchronousHttp interaction, JsonNode body) {
    try {
      return Objects.nonNull(read(interaction, body));
    } catch (IngestJobsException e) {
      return false;
    }
  }

  private static String made() {
    return " (-Dcontract.seed=" + SEED + ").";
  }

  private static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }

  private void add(Code code, Place place, String message) {
    findings.add(Finding.of(code, place.pointer(), message));
  }
}
