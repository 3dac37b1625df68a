package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Check B1: every request and response of the pact is valid under the document, strictly. What a validator lets pass because
 * objects are open, an undocumented field or header, is a finding here, too: the pact relies on what nobody promised. A field
 * whose name begins with {@code x-} is undocumented on purpose.
 */
public final class PactAgainstDocument {
  /** What OpenAPI describes elsewhere than in the parameters and headers of an operation. */
  private static final Set<String> DESCRIBED_ELSEWHERE = Set.of("accept", "authorization", "content-type");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiDocument document;
  private final OpenApiInteractionValidator validator;
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @throws OpenApiInteractionValidator.ApiLoadException if the document is not one that the validator can work with
   */
  private PactAgainstDocument(ApiDocument document) {
    this.document = document;
    this.validator = OpenApiInteractionValidator
        .createForInlineApiSpecification(document.root().node().toString())
        .withBasePathOverride("/")
        .withLevelResolver(LevelResolver.create().withDefaultLevel(ValidationReport.Level.ERROR).build())
        .build();
  }

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    if (pact.isEmpty()) {
      return List.of(Finding.of(Code.PACT_EMPTY, "#/paths", "The pact has no interaction, so that nothing was checked."));
    }
    PactAgainstDocument check;
    try {
      check = new PactAgainstDocument(document);
    } catch (OpenApiInteractionValidator.ApiLoadException e) {
      return List.of(Finding.of(Code.DOCUMENT_UNUSABLE, "#", "Nothing was checked: " + e.getMessage()));
    }
    pact.forEach(check::interaction);
    return check.findings;
  }

  private void interaction(SynchronousHttp interaction) {
    HttpRequest request = interaction.getRequest();
    HttpResponse response = interaction.getResponse();
    Optional<Operation> found = Operation.all(document).stream()
        .filter(operation -> operation.matches(request.getMethod(), request.getPath())).findFirst();
    if (found.isEmpty()) {
      add(interaction, Code.REQUEST_UNDOCUMENTED, "#/paths",
          "The document has no " + request.getMethod() + " " + request.getPath() + ".");
      return;
    }
    Operation operation = found.get();
    request(interaction, operation, request);
    String key = operation.responseKey(response.getStatus());
    if (key == null) {
      add(interaction, Code.RESPONSE_STATUS_UNDOCUMENTED, operation.place().get("responses").pointer(),
          "The document has no response " + response.getStatus() + ", and no range that it falls in.");
      return;
    }
    response(interaction, operation, operation.responses().get(key), response);
  }

  private void request(SynchronousHttp interaction, Operation operation, HttpRequest request) {
    SimpleRequest.Builder seen = new SimpleRequest.Builder(request.getMethod(), request.getPath());
    request.getHeaders().forEach(seen::withHeader);
    request.getQuery().forEach(seen::withQueryParam);
    report(interaction, Code.REQUEST_INVALID, operation.place(), validator.validateRequest(seen.build()));

    // The validator does not look at security.
    Place security = operation.security(document);
    if (security.node().size() > 0 && security.elements().stream().noneMatch(alternative -> isAuthorized(request, alternative))) {
      add(interaction, Code.REQUEST_UNAUTHORIZED, security.pointer(), "The request has not what the document asks for as security.");
    }

    Stream.concat(
        request.getHeaders().keySet().stream().map(name -> List.of("header", name)),
        request.getQuery().keySet().stream().map(name -> List.of("query", name)))
        .filter(sent -> !sent.get(0).equals("header") || !isDescribedElsewhere(sent.get(1)))
        .filter(sent -> operation.parameters().stream().noneMatch(parameter ->
            parameter.get("in").text().equals(sent.get(0)) && parameter.get("name").text().equalsIgnoreCase(sent.get(1))))
        .forEach(sent -> add(interaction, Code.REQUEST_PARAMETER_UNDOCUMENTED, operation.place().pointer() + "/parameters",
            "The " + sent.get(0) + " parameter " + sent.get(1) + " is not documented."));
  }

  /** Whether the request has all that one alternative of the security requirements asks for. */
  private boolean isAuthorized(HttpRequest request, Place alternative) {
    return alternative.fields().keySet().stream().map(name -> document.at("components", "securitySchemes", name)).allMatch(scheme ->
        switch (scheme.get("type").text()) {
          case "http" -> header(request.getHeaders(), "Authorization").toLowerCase(Locale.ROOT)
              .startsWith(scheme.get("scheme").text().toLowerCase(Locale.ROOT) + " ");
          case "apiKey" -> scheme.get("in").text().equals("header") && !header(request.getHeaders(), scheme.get("name").text()).isEmpty()
              || scheme.get("in").text().equals("query") && request.getQuery().containsKey(scheme.get("name").text());
          default -> false;
        });
  }

  private void response(SynchronousHttp interaction, Operation operation, Place documented, HttpResponse response) {
    SimpleResponse.Builder seen = SimpleResponse.Builder.status(response.getStatus());
    response.getHeaders().forEach(seen::withHeader);
    String body = response.getBody().isPresent() ? response.getBody().valueAsString() : null;
    if (body != null) {
      seen.withBody(body);
    }
    report(interaction, Code.RESPONSE_INVALID, documented, validator.validateResponse(
        interaction.getRequest().getPath(), com.atlassian.oai.validator.model.Request.Method.valueOf(interaction.getRequest().getMethod()),
        seen.build()));

    Set<String> documentedHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    documentedHeaders.addAll(documented.get("headers").fields().keySet());
    response.getHeaders().keySet().stream()
        .filter(name -> !isDescribedElsewhere(name) && !documentedHeaders.contains(name))
        .forEach(name -> add(interaction, Code.RESPONSE_HEADER_UNDOCUMENTED, documented.pointer() + "/headers",
            "The response header " + name + " is not documented."));

    String contentType = contentType(response);
    if (contentType.isEmpty()) {
      add(interaction, Code.RESPONSE_CONTENT_TYPE_MISSING, documented.pointer() + "/content", "The response has no Content-Type.");
    } else if (body == null) {
      add(interaction, Code.RESPONSE_BODY_MISSING, documented.pointer() + "/content", "The response has no body.");
    } else {
      fields(interaction, documented.get("content").get(contentType).get("schema"), json(body), "$");
    }
  }

  /** The media type of a response, without parameters, or {@code ""}. */
  static String contentType(HttpResponse response) {
    return header(response.getHeaders(), "Content-Type").replaceAll(";.*", "").trim();
  }

  /** The first value of a header, or {@code ""}. */
  private static String header(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream()).findFirst().orElse("");
  }

  private void fields(SynchronousHttp interaction, Place schema, JsonNode value, String path) {
    if (value.isArray()) {
      value.forEach(element -> fields(interaction, schema.get("items"), element, path + "[]"));
    }
    value.properties().forEach(field -> {
      Place documented = schema.get("properties").get(field.getKey());
      if (documented.exists()) {
        fields(interaction, documented, field.getValue(), path + "." + field.getKey());
      } else if (!field.getKey().startsWith("x-")) {
        add(interaction, Code.RESPONSE_FIELD_UNDOCUMENTED, schema.pointer() + "/properties",
            "The field " + path + "." + field.getKey() + " is not documented.");
      }
    });
  }

  private void report(SynchronousHttp interaction, Code code, Place place, ValidationReport report) {
    for (ValidationReport.Message message : report.getMessages()) {
      String at = message.getContext().flatMap(ValidationReport.MessageContext::getPointers)
          .map(pointers -> " (at " + pointers.getInstance() + " of the body)").orElse("");
      add(interaction, code, place.pointer(), message.getMessage() + at);
    }
  }

  private void add(SynchronousHttp interaction, Code code, String place, String message) {
    findings.add(Finding.of(code, place, message).in(Pacts.key(interaction)));
  }

  private static boolean isDescribedElsewhere(String header) {
    return DESCRIBED_ELSEWHERE.stream().anyMatch(header::equalsIgnoreCase);
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // The validator has said so already.
      return JSON.createObjectNode();
    }
  }
}
