package dev.ingestjobs.stub;

import com.sun.net.httpserver.HttpExchange;
import dev.ingestjobs.spec.Place;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the document demands of a request. Immutable. */
final class RequestRules {
  /** What the header {@code Authorization} is to be: the scheme in any case, and any token. */
  static final String BEARER = "(?i)bearer +\\S.*";

  private final List<String> path;
  private final String operationPath;
  private final String method;
  private final List<Parameter> parameters;
  private final boolean tokenRequired;

  /**
   * @param basePath what stands before the operation's path
   */
  RequestRules(Operation operation, String basePath) {
    this.path = segments(basePath + operation.path());
    this.operationPath = operation.path();
    this.method = operation.method();
    this.parameters = operation.parameters().stream()
        .filter(parameter -> List.of("header", "query").contains(parameter.get("in").text()))
        .map(Parameter::of)
        .toList();
    this.tokenRequired = operation.tokenRequired();
  }

  /** The job id that the path holds, decoded; empty if it is another path. */
  Optional<String> jobId(URI request) {
    List<String> segments = segments(request.getRawPath());
    if (segments.size() != path.size()) {
      return Optional.empty();
    }
    Optional<String> id = Optional.empty();
    for (int i = 0; i < path.size(); i++) {
      if (path.get(i).startsWith("{") && !segments.get(i).isEmpty()) {
        id = Optional.of(segments.get(i));
      } else if (!path.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return id;
  }

  /** Why the request is refused, whatever its job; empty if it is not. */
  Optional<Refusal> refusal(HttpExchange request) {
    if (!request.getRequestMethod().equals(method)) {
      return Optional.of(Refusal.METHOD_NOT_ALLOWED);
    }
    for (Parameter parameter : parameters) {
      if (parameter.refuses(request)) {
        return Optional.of(parameter.refusal());
      }
    }
    // OpenAPI cannot say that one of two optional parameters is needed; the document says it in words.
    List<Parameter> versions = versions();
    if (!versions.isEmpty() && versions.stream().allMatch(version -> version.value(request).isBlank())) {
      return Optional.of(Refusal.UNSUPPORTED_VERSION);
    }
    String authorization = request.getRequestHeaders().getFirst("Authorization");
    if (tokenRequired && (authorization == null || !authorization.matches(BEARER))) {
      return Optional.of(Refusal.UNAUTHORIZED);
    }
    return Optional.empty();
  }

  /** The segments of the path, decoded, the first one empty, that of the job id in braces. */
  List<String> path() {
    return path;
  }

  String method() {
    return method;
  }

  /** What is looked at, in this order. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** Those that name the version: one of them is needed. */
  List<Parameter> versions() {
    return parameters.stream().filter(Parameter::isVersion).toList();
  }

  boolean tokenRequired() {
    return tokenRequired;
  }

  /** The arguments that curl needs for a request that is not refused. */
  String curl(URI baseUrl, String jobId) {
    Optional<Parameter> version = versions().stream().findFirst();
    List<Parameter> needed = parameters.stream()
        .filter(parameter -> parameter.required() || Optional.of(parameter).equals(version)).toList();
    StringBuilder arguments = new StringBuilder();
    needed.stream().filter(parameter -> parameter.in().equals("header")).forEach(header ->
        arguments.append("-H '").append(header.name()).append(": ").append(header.anyValue()).append("' "));
    if (tokenRequired) {
      arguments.append("-H 'Authorization: Bearer demo' ");
    }
    String query = needed.stream().filter(parameter -> parameter.in().equals("query"))
        .map(parameter -> parameter.name() + "=" + parameter.anyValue()).collect(Collectors.joining("&"));
    String url = baseUrl + operationPath.replaceAll("\\{[^}]*}", Matcher.quoteReplacement(jobId));
    return arguments + (query.isEmpty() ? url : "'" + url + "?" + query + "'");
  }

  private static List<String> segments(String rawPath) {
    // A plus stands for a space in a query, and for itself in a path.
    return Stream.of(rawPath.split("/", -1)).map(segment -> decoded(segment.replace("+", "%2B"))).toList();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** A parameter in a header or in the query, and the values it may have if the document lists them. */
  record Parameter(String in, String name, boolean required, List<String> allowed) {
    static Parameter of(Place parameter) {
      return new Parameter(
          parameter.get("in").text(),
          parameter.get("name").text(),
          parameter.get("required").node().asBoolean(),
          parameter.get("schema").get("enum").elements().stream().map(value -> value.node().asText()).toList());
    }

    /** Whether it names the version of the API: {@code api-version} or {@code api_version}. */
    boolean isVersion() {
      return name.replace('_', '-').equalsIgnoreCase("api-version");
    }

    /** A value that is not refused. */
    String anyValue() {
      return allowed.isEmpty() ? "demo" : allowed.get(0);
    }

    /** Why a request is refused that lacks it or has a value that is not allowed. */
    Refusal refusal() {
      return isVersion() ? Refusal.UNSUPPORTED_VERSION : Refusal.INVALID_PARAMETER;
    }

    boolean refuses(HttpExchange request) {
      String value = value(request);
      return value.isBlank() ? required : !allowed.isEmpty() && !allowed.contains(value);
    }

    /** The first value that was sent, or {@code ""}. */
    String value(HttpExchange request) {
      if (in.equals("header")) {
        String value = request.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
      }
      String query = request.getRequestURI().getRawQuery();
      return Stream.of((query == null ? "" : query).split("&"))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> decoded(pair[0]).equals(name) && pair.length == 2)
          .map(pair -> decoded(pair[1]))
          .findFirst()
          .orElse("");
    }
  }
}
