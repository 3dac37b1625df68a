package dev.ingestjobs.contract.live;

import au.com.dius.pact.core.matchers.BodyMismatch;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.StatusMismatch;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.contract.check.Headers;
import dev.ingestjobs.contract.check.Matching;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.live.Freedoms.Freedom;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A live response against the interaction of the pact, by Pact's own rules, but for what is the accident of an example:
 *
 * <ul>
 *   <li>the job's id, in whose place stands that of the job that was asked for
 *   <li>the number of tables: each real table that is in the state of the interaction's one table is held against it by itself;
 *       those in another state are told, and not compared
 *   <li>the {@link Freedoms} that the document gives
 * </ul>
 *
 * <p>It tells where a response differs and of what kind it is there, and no value of it: Pact's own words would quote them.
 */
final class Comparison {
  private static final String TABLES = "tables";
  private static final String STATE = "state";

  private final SynchronousHttp interaction;
  private final HttpResponse response;
  private final Place documented;
  private final String exampleId;
  private final String jobId;
  private final String about;
  private final UnaryOperator<String> scrub;
  private final Freedoms freedoms = new Freedoms();
  /** What differs and how often. */
  private final Map<String, Integer> differences = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param documented the response in the document that is expected
   * @param jobId that of the job that was asked for
   * @param about tells people what that was, without its id
   * @param scrub takes the token and the tenant out of what the response calls its fields and states
   */
  Comparison(SynchronousHttp interaction, HttpResponse response, Place documented, String jobId, String about, UnaryOperator<String> scrub) {
    this.interaction = interaction;
    this.response = response;
    this.documented = documented;
    this.exampleId = interaction.getRequest().getPath().replaceFirst(".*/", "");
    this.jobId = jobId;
    this.about = about;
    this.scrub = scrub;
  }

  List<Finding> run() {
    int status = interaction.getResponse().getStatus();
    if (response.getStatus() != status) {
      // Nothing else is as expected then, either.
      add(LiveCode.RESPONSE_MISMATCH, documented.pointer(), "The status is " + response.getStatus() + " where the pact has " + status);
      return findings;
    }
    JsonNode body = Pacts.body(response);
    JsonNode example = Pacts.body(interaction.getResponse());
    if (example.path(TABLES).size() == 1 && body.path(TABLES).isArray()) {
      tables(example, body);
    } else {
      match(example, body);
    }
    differences.forEach((what, times) -> add(LiveCode.RESPONSE_MISMATCH, documented.pointer(), what + times(times)));
    freedoms.used().forEach((freedom, times) -> add(
        freedom.what().equals(Freedoms.NOT_DOCUMENTED) ? LiveCode.FIELD_UNDOCUMENTED : LiveCode.FIELD_NOT_EXERCISED,
        freedom.pointer(), told(freedom) + times(times)));
    return findings;
  }

  private String told(Freedom freedom) {
    return freedom.what().equals(Freedoms.NOT_DOCUMENTED)
        ? "The field " + scrub.apply(freedom.path()) + " is not documented; it may be new"
        : freedom.path() + " " + freedom.what() + ", as the document permits; the pact's rule for it was not tried";
  }

  private static String times(int times) {
    return times == 1 ? "" : " (" + times + " times)";
  }

  private void tables(JsonNode example, JsonNode body) {
    JsonNode shown = example.get(TABLES).get(0).path(STATE);
    Set<String> others = new TreeSet<>();
    int compared = 0;
    int skipped = 0;
    for (JsonNode table : body.get(TABLES)) {
      JsonNode state = table.path(STATE);
      if (!state.isTextual() || TableState.of(state.textValue()).equals(TableState.of(shown.asText()))) {
        ObjectNode alone = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) body);
        match(example, alone.set(TABLES, JsonNodeFactory.instance.arrayNode().add(table)));
        compared++;
      } else {
        // A word of the API's and not of a customer's, unless it is no word.
        others.add(TableState.of(state.textValue()).isKnown() || state.textValue().matches("[A-Za-z][A-Za-z _-]{0,39}") ? scrub.apply(state.textValue()) : "…");
        skipped++;
      }
    }
    String pointer = tableState().pointer();
    String found = others.isEmpty() ? "it has no tables" : "there " + (skipped == 1 ? "is one" : "are " + skipped) + " in " + String.join(", ", others);
    if (compared == 0) {
      add(LiveCode.STATE_WRONG, pointer, "No table is in the state " + shown.asText() + ": " + found
          + ". Name another job, or, if this is how the API spells it, mend the pact");
    } else if (skipped > 0) {
      add(LiveCode.TABLE_NOT_EXERCISED, pointer, "Of " + (compared + skipped) + " tables " + compared + " in the state " + shown.asText()
          + (compared == 1 ? " was" : " were") + " compared; " + found);
    }
  }

  private Place schema() {
    return documented.get("content").get(Headers.mediaType(interaction.getResponse())).get("schema");
  }

  private Place tableState() {
    return schema().get("properties").get(TABLES).get("items").get("properties").get(STATE);
  }

  // What Pact says

  private void match(JsonNode example, JsonNode body) {
    boolean isOfTheType = Headers.mediaType(response).equals(Headers.mediaType(interaction.getResponse()));
    if (body.isMissingNode() && isOfTheType) {
      // Pact's parser would throw.
      differences.merge("The body is no JSON", 1, Integer::sum);
      return;
    }
    JsonNode filled = isOfTheType ? freedoms.fill(schema(), withTheJobsId(example), body, "$") : body;
    HttpResponse seen = response.copyResponse();
    if (isOfTheType) {
      seen.setBody(json(filled));
    }
    Matching.details(expected(example), seen).stream().map(mismatch -> words(mismatch, example, filled)).distinct()
        .forEach(what -> differences.merge(what, 1, Integer::sum));
  }

  private SynchronousHttp expected(JsonNode example) {
    HttpResponse withId = interaction.getResponse().copyResponse();
    withId.setBody(json(withTheJobsId(example)));
    return new SynchronousHttp(interaction.getDescription(), interaction.getProviderStates(), interaction.getRequest(), withId);
  }

  private static OptionalBody json(JsonNode body) {
    return OptionalBody.body(body.toString().getBytes(StandardCharsets.UTF_8), ContentType.Companion.getJSON());
  }

  private JsonNode withTheJobsId(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), withTheJobsId(field.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(withTheJobsId(element)));
      return array;
    }
    return node.isTextual() && node.textValue().equals(exampleId) ? TextNode.valueOf(jobId) : node;
  }

  private String words(Mismatch mismatch, JsonNode example, JsonNode body) {
    if (mismatch instanceof BodyMismatch difference) {
      return Paths.generic(difference.getPath()) + " " + kind(Paths.in(example, difference.getPath()), Paths.in(body, difference.getPath()));
    }
    if (mismatch instanceof HeaderMismatch header && !header.getHeaderKey().equalsIgnoreCase("Content-Type")) {
      return "The header " + header.getHeaderKey() + (Headers.has(response.getHeaders(), header.getHeaderKey())
          ? " is not of the form that the pact has: " + header.getExpected() : " is absent");
    }
    if (mismatch instanceof StatusMismatch) {
      throw new IllegalStateException("the statuses are equal");
    }
    String type = Headers.mediaType(response);
    return "The Content-Type is " + (type.matches("[a-z]+/[a-z0-9.+-]{1,60}") ? type : "none") + " where the pact has "
        + Headers.mediaType(interaction.getResponse());
  }

  private String kind(JsonNode example, JsonNode value) {
    if (example.isObject() && value.isObject()) {
      return "lacks " + example.properties().stream().map(Map.Entry::getKey).filter(name -> !value.has(name)).collect(Collectors.joining(", "));
    }
    if (example.isArray() && value.isArray()) {
      return "has " + value.size() + " elements where the pact has " + example.size();
    }
    if (example.isTextual() && example.textValue().equals(exampleId) && value.isTextual()) {
      return "is not the id of the job that was asked for";
    }
    return "is " + type(value) + (value.getNodeType() == example.getNodeType() ? " that the pact does not take; its example is " : " where the pact has ")
        + example;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case MISSING -> "nothing";
      case NULL -> "null";
      default -> "a " + value.getNodeType().toString().toLowerCase(Locale.ROOT);
    };
  }

  private void add(FindingCode code, String place, String message) {
    findings.add(Finding.of(code, place, message + " (" + about + ").").in(Pacts.key(interaction)));
  }
}
