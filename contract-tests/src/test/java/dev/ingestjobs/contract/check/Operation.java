package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An operation of the document, as a request and a response meet it. */
public record Operation(String path, String method, Place item, Place place) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  /** Every operation of the document, in its order. */
  public static List<Operation> all(ApiDocument document) {
    List<Operation> operations = new ArrayList<>();
    document.at("paths").fields().forEach((path, item) -> item.fields().forEach((method, place) -> {
      if (METHODS.contains(method)) {
        operations.add(new Operation(path, method, item, place));
      }
    }));
    return operations;
  }

  /** The operation that a request is for. */
  public static Optional<Operation> of(ApiDocument document, HttpRequest request) {
    return all(document).stream().filter(operation -> operation.matches(request.getMethod(), request.getPath())).findFirst();
  }

  /** Whether it is the operation of such a request. */
  public boolean matches(String requestMethod, String requestPath) {
    String template = path.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
    return method.equals(requestMethod.toLowerCase(Locale.ROOT)) && requestPath.matches("\\Q" + template + "\\E");
  }

  /** Its responses, by status or range. */
  public Map<String, Place> responses() {
    Map<String, Place> responses = new LinkedHashMap<>(place.get("responses").fields());
    responses.keySet().removeIf(key -> key.startsWith("x-"));
    return responses;
  }

  /** The key of the response that is documented for a status: the status itself, else its range, else {@code default}, else null. */
  public String responseKey(int status) {
    Map<String, Place> responses = responses();
    for (String key : List.of(Integer.toString(status), status / 100 + "XX", "default")) {
      if (responses.containsKey(key)) {
        return key;
      }
    }
    return null;
  }

  /** The security requirements that hold here: its own, else those of the whole document. */
  public Place security(ApiDocument document) {
    Place own = place.get("security");
    return own.exists() ? own : document.at("security");
  }

  /** Its servers: its own, else those of its path, else those of the whole document. */
  Place servers(ApiDocument document) {
    return Stream.of(place, item).map(level -> level.get("servers")).filter(Place::exists).findFirst().orElse(document.at("servers"));
  }

  /** Its own parameters and those of its path. */
  public List<Place> parameters() {
    return Stream.of(item, place).flatMap(level -> level.get("parameters").elements().stream()).toList();
  }
}
