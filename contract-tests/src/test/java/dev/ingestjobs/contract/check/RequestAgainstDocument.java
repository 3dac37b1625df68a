package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Is a request one that the document describes: its path, its parameters, and what it shows to be let in? */
final class RequestAgainstDocument {
  private static final String AUTHORIZATION = "Authorization";

  /** What OpenAPI describes elsewhere than in the parameters of an operation, and what is the business of HTTP alone. */
  private static final Set<String> DESCRIBED_ELSEWHERE = Set.of("accept", "authorization", "content-type", "host", "user-agent",
      "connection", "accept-encoding", "content-length", "transfer-encoding");

  /** What the findings are called. */
  record Codes(Code undocumented, Code invalid, Code unauthorized, Code parameterUndocumented) {}

  private final ApiDocument document;
  private final Validator validator;
  private final Codes codes;

  RequestAgainstDocument(ApiDocument document, Validator validator, Codes codes) {
    this.document = document;
    this.validator = validator;
    this.codes = codes;
  }

  List<Finding> check(HttpRequest request) {
    Optional<Operation> found = Operation.of(document, request);
    if (found.isEmpty()) {
      return List.of(Finding.of(codes.undocumented, "#/paths",
          "The document has no " + request.getMethod() + " " + request.getPath() + "."));
    }
    Operation operation = found.get();
    List<Finding> findings = new ArrayList<>();
    validator.complaints(request).forEach(complaint -> findings.add(Finding.of(codes.invalid, operation.place().pointer(), complaint)));

    // The validator does not look at security.
    Place security = operation.security(document);
    if (security.node().size() > 0 && security.elements().stream().noneMatch(alternative -> isAuthorized(document, request, alternative))) {
      findings.add(Finding.of(codes.unauthorized, security.pointer(),
          "The request has not what the document asks for as security."));
    }
    if (Headers.has(request.getHeaders(), AUTHORIZATION) && security.elements().stream().noneMatch(alternative -> usesAuthorization(document, alternative))) {
      findings.add(Finding.of(codes.parameterUndocumented, security.pointer(),
          "The header Authorization is not documented: nothing asks for it as security."));
    }

    Stream.concat(
        request.getHeaders().keySet().stream().map(name -> List.of("header", name)),
        request.getQuery().keySet().stream().map(name -> List.of("query", name)))
        .filter(sent -> !sent.get(0).equals("header") || !DESCRIBED_ELSEWHERE.contains(sent.get(1).toLowerCase(Locale.ROOT)))
        .filter(sent -> operation.parameters().stream().noneMatch(parameter -> isCalled(parameter, sent.get(0), sent.get(1))))
        .forEach(sent -> findings.add(Finding.of(codes.parameterUndocumented, operation.place().pointer() + "/parameters",
            "The " + sent.get(0) + " parameter " + sent.get(1) + " is not documented.")));
    return findings;
  }

  private static boolean isCalled(Place parameter, String in, String name) {
    String documented = parameter.get("name").text();
    return parameter.get("in").text().equals(in) && (in.equals("header") ? documented.equalsIgnoreCase(name) : documented.equals(name));
  }

  /** Whether the request has all that one alternative of the security requirements asks for, and no credentials if it asks for none. */
  static boolean isAuthorized(ApiDocument document, HttpRequest request, Place alternative) {
    if (alternative.node().isEmpty()) {
      return !Headers.has(request.getHeaders(), AUTHORIZATION);
    }
    return schemes(document, alternative).allMatch(scheme ->
        switch (scheme.get("type").text()) {
          case "http" -> Headers.first(request.getHeaders(), AUTHORIZATION).toLowerCase(Locale.ROOT)
              .startsWith(scheme.get("scheme").text().toLowerCase(Locale.ROOT) + " ");
          case "apiKey" -> scheme.get("in").text().equals("header") && !Headers.first(request.getHeaders(), scheme.get("name").text()).isEmpty()
              || scheme.get("in").text().equals("query") && request.getQuery().containsKey(scheme.get("name").text());
          default -> false;
        });
  }

  private static boolean usesAuthorization(ApiDocument document, Place alternative) {
    return schemes(document, alternative)
        .anyMatch(scheme -> !scheme.get("type").text().equals("apiKey") || scheme.get("name").text().equalsIgnoreCase(AUTHORIZATION));
  }

  private static Stream<Place> schemes(ApiDocument document, Place alternative) {
    return alternative.fields().keySet().stream().map(name -> document.at("components", "securitySchemes", name));
  }
}
