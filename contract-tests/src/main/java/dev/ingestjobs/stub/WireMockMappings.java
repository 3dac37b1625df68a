package dev.ingestjobs.stub;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.stub.RequestRules.Parameter;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stub, written down as mappings for WireMock: the same examples for the same requests.
 *
 * <p>WireMock has no "else", but takes the first mapping that fits in the order of their priorities. So the first ones ask for
 * everything that a good request has, and each later one for less, until the last fits anything; what a mapping does not ask for
 * any more is what its answer complains of.
 *
 * <p>There is a second set of the mappings, which announce the end of the version. They come before the others while the scenario
 * {@value #SCENARIO} is in the state {@value #ANNOUNCED}.
 */
final class WireMockMappings {
  static final String SCENARIO = "end-of-the-version";
  static final String ANNOUNCED = "announced";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String BLANK = "\\s*";
  private static final String NOT_BLANK = ".*\\S.*";

  private final Examples examples;
  private final RequestRules rules;
  /** By the name of their file, in the order in which WireMock is to try them. */
  private final Map<String, ObjectNode> mappings = new LinkedHashMap<>();
  private int priority;

  private WireMockMappings(ApiDocument document) {
    Operation operation = Operation.in(document);
    this.rules = new RequestRules(operation, StubServer.BASE_PATH);
    this.examples = new Examples(operation.responses());
    addAll(true);
    addAll(false);
  }

  /**
   * Writes a file for each mapping, the same ones for the same document on any machine, and returns how many there are.
   *
   * @param directory is made if it is not there
   * @throws StubException if the document cannot be served, or the directory has something in it or cannot be written to
   */
  static int write(ApiDocument document, Path directory) {
    Map<String, ObjectNode> mappings = new WireMockMappings(document).mappings;
    ObjectWriter writer = new ObjectMapper().writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    try {
      Files.createDirectories(directory);
      try (Stream<Path> there = Files.list(directory)) {
        if (there.findAny().isPresent()) {
          throw new StubException(directory + " is not empty; old mappings would stay beside the new ones");
        }
      }
      for (Map.Entry<String, ObjectNode> mapping : mappings.entrySet()) {
        Files.writeString(directory.resolve(mapping.getKey() + ".json"), writer.writeValueAsString(mapping.getValue()) + "\n");
      }
    } catch (IOException e) {
      throw new StubException("the mappings cannot be written to " + directory + " (" + e + ")", e);
    }
    return mappings.size();
  }

  private void addAll(boolean endAnnounced) {
    List<Parameter> all = rules.parameters();

    if (!rules.versions().isEmpty() && rules.versions().stream().noneMatch(Parameter::required)) {
      next();
      ObjectNode request = request(rules.method(), all);
      rules.versions().forEach(version -> condition(request, version).setAll(anyOf(absent(), matches(BLANK))));
      add("refused-without-version", request, examples.refusing(Refusal.UNSUPPORTED_VERSION), endAnnounced);
    }
    next();
    for (Example example : examples.withJobId()) {
      ObjectNode request = authorized(request(rules.method(), all));
      request.remove("urlPathPattern");
      add("job-" + encoded(example.jobId()), request.put("urlPath", path(example.jobId())), example.answer(), endAnnounced);
    }
    next();
    add("refused-unknown-job", authorized(request(rules.method(), all)), examples.refusing(Refusal.NO_SUCH_JOB), endAnnounced);
    if (rules.tokenRequired()) {
      next();
      add("refused-without-token", request(rules.method(), all), examples.refusing(Refusal.UNAUTHORIZED), endAnnounced);
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      next();
      Parameter parameter = all.get(i);
      add("refused-" + parameter.in() + "-" + encoded(parameter.name()), request(rules.method(), all.subList(0, i)),
          examples.refusing(parameter.refusal()), endAnnounced);
    }
    next();
    add("refused-other-method", request("ANY", List.of()), examples.refusing(Refusal.METHOD_NOT_ALLOWED), endAnnounced);
    next();
    add("refused-other-path", request("ANY", List.of()).put("urlPathPattern", ".*"), examples.refusing(Refusal.NO_SUCH_JOB), endAnnounced);
  }

  /** What is added from now on is tried after all that has been. */
  private void next() {
    priority++;
  }

  private void add(String name, ObjectNode request, Answer answer, boolean endAnnounced) {
    String file = endAnnounced ? name + "-" + SCENARIO : name;
    ObjectNode mapping = JSON.objectNode().put("name", file).put("priority", priority);
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    if (endAnnounced) {
      mapping.put("scenarioName", SCENARIO).put("requiredScenarioState", ANNOUNCED);
      headers.putAll(answer.endHeaders());
    }
    mapping.set("request", request);
    ObjectNode response = mapping.putObject("response").put("status", answer.status());
    headers.forEach(response.putObject("headers")::put);
    response.set("jsonBody", answer.value());
    mappings.put(file, mapping);
  }

  /** Fits requests for any job whose parameters, as far as they are listed, are not refused. */
  private ObjectNode request(String method, List<Parameter> parameters) {
    ObjectNode request = JSON.objectNode().put("method", method).put("urlPathPattern", rules.path().stream()
        .map(segment -> segment.startsWith("{") ? "[^/]+" : literally(encoded(segment))).collect(Collectors.joining("/")));
    for (Parameter parameter : parameters) {
      ObjectNode[] allowed = parameter.allowed().stream().map(value -> JSON.objectNode().put("equalTo", value)).toArray(ObjectNode[]::new);
      if (parameter.required()) {
        condition(request, parameter).setAll(allowed.length == 0 ? matches(NOT_BLANK) : anyOf(allowed));
      } else if (allowed.length > 0) {
        condition(request, parameter).setAll(anyOf(
            Stream.concat(Stream.of(absent(), matches(BLANK)), Stream.of(allowed)).toArray(ObjectNode[]::new)));
      }
    }
    return request;
  }

  private ObjectNode authorized(ObjectNode request) {
    if (rules.tokenRequired()) {
      request.withObjectProperty("headers").set("Authorization", matches(RequestRules.BEARER));
    }
    return request;
  }

  /** Where the request says what it wants of a parameter; what stood there is gone. */
  private static ObjectNode condition(ObjectNode request, Parameter parameter) {
    return request.withObjectProperty(parameter.in().equals("header") ? "headers" : "queryParameters").putObject(parameter.name());
  }

  private static ObjectNode anyOf(ObjectNode... conditions) {
    if (conditions.length == 1) {
      return conditions[0];
    }
    ObjectNode any = JSON.objectNode();
    ArrayNode alternatives = any.putArray("or");
    alternatives.addAll(List.of(conditions));
    return any;
  }

  private static ObjectNode absent() {
    return JSON.objectNode().put("absent", true);
  }

  private static ObjectNode matches(String pattern) {
    return JSON.objectNode().put("matches", pattern);
  }

  private String path(String jobId) {
    return rules.path().stream().map(segment -> encoded(segment.startsWith("{") ? jobId : segment)).collect(Collectors.joining("/"));
  }

  /** As it stands in a path, and can stand in the name of a file. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  private static String literally(String text) {
    return text.replaceAll("[^A-Za-z0-9/%_-]", "\\\\$0");
  }
}
