package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.contract.check.Violations.Violation;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Check B2: the pact's matching rules refuse whatever the document forbids, and whatever would make an example one of something
 * else. It does not read the rules: it breaks each interaction's request and response in one respect after the other and asks Pact,
 * so that a rule of any kind, also one that nobody thought of, is judged by what it lets through.
 */
public final class MatcherHonesty {
  private static final Remembered<List<Finding>> KNOWN = new Remembered<>();

  private final ApiDocument document;
  private final List<Finding> findings = new ArrayList<>();

  private MatcherHonesty(ApiDocument document) {
    this.document = document;
  }

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    if (pact.isEmpty()) {
      return List.of(Finding.of(Code.PACT_EMPTY, "#/paths", "The pact has no interaction, so that nothing was checked."));
    }
    MatcherHonesty check = new MatcherHonesty(document);
    pact.forEach(interaction -> Operation.of(document, interaction.getRequest()).ifPresent(operation -> check.interaction(operation, interaction)));
    return check.findings;
  }

  private void interaction(Operation operation, SynchronousHttp interaction) {
    generators(operation, interaction);
    request(operation, interaction);
    String key = operation.responseKey(interaction.getResponse().getStatus());
    if (key != null) {
      response(operation.responses().get(key), interaction);
    }
  }

  private void generators(Operation operation, SynchronousHttp interaction) {
    if (interaction.getRequest().getGenerators().isNotEmpty() || interaction.getResponse().getGenerators().isNotEmpty()) {
      add(interaction, Code.VALUE_GENERATED, operation.place(), "A value has no example, so that Pact makes up another one each time. Give it one.");
    }
  }

  // Requests

  private void request(Operation operation, SynchronousHttp interaction) {
    HttpRequest request = interaction.getRequest();
    asked(interaction, operation.place(), "another method", new HttpRequest("TRACE", request.getPath(), request.getQuery(), request.getHeaders()));
    asked(interaction, operation.place(), "another job's id",
        new HttpRequest(request.getMethod(), request.getPath() + "-other", request.getQuery(), request.getHeaders()));
    for (Place parameter : operation.parameters()) {
      if (Coverage.sends(interaction, parameter)) {
        String name = parameter.get("name").text();
        switch (parameter.get("in").text()) {
          case "header" -> changes(parameter, name, request.getHeaders()).forEach((what, headers) ->
              asked(interaction, parameter, what, new HttpRequest(request.getMethod(), request.getPath(), request.getQuery(), headers)));
          case "query" -> changes(parameter, name, request.getQuery()).forEach((what, query) ->
              asked(interaction, parameter, what, new HttpRequest(request.getMethod(), request.getPath(), query, request.getHeaders())));
          default -> { }
        }
      }
    }
    Place security = operation.security(document);
    if (security.node().size() > 0 && Headers.has(request.getHeaders(), "Authorization")) {
      Stream.of("Basic Zm9vOmJhcg==", "Bearer", "Bearer ").forEach(credentials -> asked(interaction, security, "the header Authorization: " + credentials,
          new HttpRequest(request.getMethod(), request.getPath(), request.getQuery(), with(request.getHeaders(), "Authorization", credentials))));
      asked(interaction, security, "no Authorization",
          new HttpRequest(request.getMethod(), request.getPath(), request.getQuery(), without(request.getHeaders(), "Authorization")));
    }
  }

  /** The parameters without one, and with what it may not be. */
  private static Map<String, Map<String, List<String>>> changes(Place parameter, String name, Map<String, List<String>> parameters) {
    Map<String, Map<String, List<String>>> changes = new TreeMap<>();
    changes.put("no " + name, without(parameters, name));
    Place schema = parameter.get("schema");
    if (schema.get("minLength").node().asInt() > 0) {
      changes.put("an empty " + name, with(parameters, name, ""));
    }
    if (schema.get("enum").exists() || forbids(schema.get("pattern"))) {
      changes.put("the " + name + " " + Violations.NONSENSE, with(parameters, name, Violations.NONSENSE));
    }
    return changes;
  }

  private static boolean forbids(Place pattern) {
    return pattern.exists() && !Violations.NONSENSE.matches(pattern.text());
  }

  private void asked(SynchronousHttp interaction, Place place, String what, HttpRequest changed) {
    if (Matching.mismatches(interaction, changed).isEmpty()) {
      add(interaction, Code.REQUEST_LOOSE, place, "The pact takes a request with " + what + " for this one. Tighten its matching rule.");
    }
  }

  // Responses

  private void response(Place documented, SynchronousHttp interaction) {
    HttpResponse response = interaction.getResponse();
    int status = response.getStatus();
    Stream.of(status / 100 * 100 + 18, status / 100 * 100 + 99, status / 100 * 100).filter(other -> other != status).forEach(other ->
        answered(interaction, Code.RESPONSE_STATUS_LOOSE, documented, "the status " + other, other, response.getHeaders(), response.getBody()));
    documented.get("headers").fields().forEach((name, header) -> {
      if (Headers.has(response.getHeaders(), name)) {
        header(interaction, header, name, forbids(header.get("schema").get("pattern")) || header.get("schema").get("enum").exists());
      }
    });
    header(interaction, documented.get("content"), "Content-Type", true);
    if (response.getBody().isPresent()) {
      answered(interaction, Code.RESPONSE_BODY_LOOSE, documented.get("content"), "no body", status, response.getHeaders(), OptionalBody.missing());
      Place schema = documented.get("content").get(Headers.mediaType(response)).get("schema");
      findings.addAll(KNOWN.get(() -> body(interaction, schema), Remembered.content(document, schema), Remembered.content(interaction)));
    }
  }

  private void header(SynchronousHttp interaction, Place place, String name, boolean constrained) {
    HttpResponse response = interaction.getResponse();
    answered(interaction, Code.RESPONSE_HEADER_LOOSE, place, "no " + name, response.getStatus(), without(response.getHeaders(), name), response.getBody());
    if (constrained) {
      answered(interaction, Code.RESPONSE_HEADER_LOOSE, place, "the header " + name + ": " + Violations.NONSENSE, response.getStatus(),
          with(response.getHeaders(), name, Violations.NONSENSE), response.getBody());
    }
  }

  private static List<Finding> body(SynchronousHttp interaction, Place schema) {
    HttpResponse response = interaction.getResponse();
    JsonNode body = Pacts.body(response);
    Set<String> ofTheRequest = Set.of(interaction.getRequest().getPath().replaceFirst(".*/", ""));
    List<Violation> violations = new ArrayList<>(Violations.ofSchema(schema, body));
    violations.addAll(Violations.ofExample(schema, body, ofTheRequest, response.getStatus()));
    Map<String, Map<String, List<String>>> accepted = new LinkedHashMap<>();
    for (Violation violation : violations) {
      if (Matching.mismatches(interaction, new HttpResponse(response.getStatus(), response.getHeaders(), json(violation.body()))).isEmpty()) {
        accepted.computeIfAbsent(violation.schema().pointer(), place -> new LinkedHashMap<>())
            .computeIfAbsent(violation.path(), path -> new ArrayList<>()).add(violation.what());
      }
    }
    // One rule that is too loose lets many things through: that is one finding.
    List<Finding> findings = new ArrayList<>();
    accepted.forEach((place, paths) -> paths.forEach((path, what) -> findings.add(Finding.of(Code.RESPONSE_BODY_LOOSE, place,
        "At " + path + " the pact accepts " + String.join(", ", what) + ". Tighten its matching rule.").in(Pacts.key(interaction)))));
    return List.copyOf(findings);
  }

  static OptionalBody json(JsonNode body) {
    return OptionalBody.body(body.toString().getBytes(StandardCharsets.UTF_8), ContentType.Companion.getJSON());
  }

  private void answered(SynchronousHttp interaction, Code code, Place place, String what, int status, Map<String, List<String>> headers, OptionalBody body) {
    if (Matching.mismatches(interaction, new HttpResponse(status, headers, body)).isEmpty()) {
      add(interaction, code, place, "The pact accepts a response with " + what + ". Tighten its matching rule.");
    }
  }

  private static Map<String, List<String>> without(Map<String, List<String>> headers, String name) {
    Map<String, List<String>> changed = new TreeMap<>(headers);
    changed.keySet().removeIf(name::equalsIgnoreCase);
    return changed;
  }

  private static Map<String, List<String>> with(Map<String, List<String>> headers, String name, String value) {
    Map<String, List<String>> changed = without(headers, name);
    changed.put(name, List.of(value));
    return changed;
  }

  private void add(SynchronousHttp interaction, Code code, Place place, String message) {
    findings.add(Finding.of(code, place.pointer(), message).in(Pacts.key(interaction)));
  }
}
