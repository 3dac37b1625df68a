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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Check B2: the pact's matching rules refuse whatever the document forbids, and whatever would make an example one of something
 * else. It does not read the rules: it breaks each interaction's request and response in one respect after the other and asks Pact,
 * so that a rule of any kind, also one that nobody thought of, is judged by what it lets through.
 */
public final class MatcherHonesty {
  /** Values that headers have, of as many forms as there are. None is that of an example. */
  private static final List<String> HEADERS =
      List.of(Violations.NONSENSE, "7", "Sun, 2 Mar 2025 00:00:00 GMT", "2025-03-02T00:00:00Z", "-1", "1.5");

  private static final Remembered<List<Finding>> KNOWN = new Remembered<>();
  private static final Remembered<Boolean> ACCEPTED = new Remembered<>();

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
    int shortest = schema.get("minLength").node().asInt();
    if (shortest > 0) {
      changes.put("the " + name + " \"" + "x".repeat(shortest - 1) + "\"", with(parameters, name, "x".repeat(shortest - 1)));
    }
    int longest = schema.get("maxLength").node().asInt(Violations.MOST);
    if (longest < Violations.MOST) {
      changes.put("a longer " + name + " than is documented", with(parameters, name, "x".repeat(longest + 1)));
    }
    List.of(Violations.NONSENSE, "7", "x").stream().filter(value -> !Headers.allows(schema, value))
        .forEach(value -> changes.put("the " + name + " " + value, with(parameters, name, value)));
    return changes;
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
        findings.addAll(KNOWN.get(() -> header(interaction, header, name), Remembered.content(document, header), name, Remembered.content(interaction)));
      }
    });
    Stream.of(Optional.<String>empty(), Optional.of(Violations.NONSENSE)).filter(value -> accepts(interaction, "Content-Type", value)).forEach(value ->
        findings.add(loose(interaction, documented.get("content"), "Content-Type", value)));
    if (response.getBody().isPresent()) {
      answered(interaction, Code.RESPONSE_BODY_LOOSE, documented.get("content"), "no body", status, response.getHeaders(), OptionalBody.missing());
      Place schema = documented.get("content").get(Headers.mediaType(response)).get("schema");
      findings.addAll(KNOWN.get(() -> body(interaction, schema), Remembered.content(document, schema), Remembered.content(interaction)));
    }
  }

  /** A header's rule accepts what is documented, if it accepts anything but its example, and no more. */
  private static List<Finding> header(SynchronousHttp interaction, Place header, String name) {
    List<Finding> findings = new ArrayList<>();
    if (accepts(interaction, name, Optional.empty())) {
      findings.add(loose(interaction, header, name, Optional.empty()));
    }
    List<String> narrow = new ArrayList<>();
    boolean acceptsOthers = false;
    for (String value : HEADERS) {
      boolean accepted = accepts(interaction, name, Optional.of(value));
      boolean documented = Headers.allows(header.get("schema"), value);
      acceptsOthers |= accepted;
      if (accepted && !documented) {
        findings.add(loose(interaction, header, name, Optional.of(value)));
      } else if (documented && !accepted) {
        narrow.add(value);
      }
    }
    if (acceptsOthers && !narrow.isEmpty()) {
      findings.add(Finding.of(Code.RESPONSE_HEADER_NARROW, header.pointer(), "The pact refuses a response with the header " + name + ": " + narrow.get(0)
          + ", which is documented. Widen its matching rule.").in(Pacts.key(interaction)));
    }
    return List.copyOf(findings);
  }

  private static boolean accepts(SynchronousHttp interaction, String header, Optional<String> value) {
    HttpResponse response = interaction.getResponse();
    Map<String, List<String>> headers = value.map(text -> with(response.getHeaders(), header, text)).orElseGet(() -> without(response.getHeaders(), header));
    return Matching.mismatches(interaction, new HttpResponse(response.getStatus(), headers, response.getBody())).isEmpty();
  }

  private static Finding loose(SynchronousHttp interaction, Place place, String header, Optional<String> value) {
    return Finding.of(Code.RESPONSE_HEADER_LOOSE, place.pointer(), "The pact accepts a response with "
        + value.map(text -> "the header " + header + ": " + text).orElse("no " + header) + ". Tighten its matching rule.").in(Pacts.key(interaction));
  }

  private static List<Finding> body(SynchronousHttp interaction, Place schema) {
    HttpResponse response = interaction.getResponse();
    JsonNode body = Pacts.body(response);
    Set<String> ofTheRequest = Set.of(interaction.getRequest().getPath().replaceFirst(".*/", ""));
    List<Violation> violations = new ArrayList<>(Violations.ofSchema(schema, body));
    violations.addAll(Violations.ofExample(schema, body, ofTheRequest, response.getStatus()));
    Map<String, Map<String, List<String>>> accepted = new LinkedHashMap<>();
    for (Violation violation : violations) {
      // To make the body and to write it takes longer than to ask for what is known of it.
      if (ACCEPTED.get(() -> Matching.mismatches(interaction, new HttpResponse(response.getStatus(), response.getHeaders(), json(violation.body()))).isEmpty(),
          Remembered.content(interaction), violation.path(), violation.what())) {
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
