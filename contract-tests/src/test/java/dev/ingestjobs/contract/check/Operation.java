package dev.ingestjobs.contract.check;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An operation of the document, as a request and a response meet it. */
record Operation(String path, String method, Place place) {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  static List<Operation> all(ApiDocument document) {
    List<Operation> operations = new ArrayList<>();
    document.at("paths").fields().forEach((path, item) -> item.fields().forEach((method, place) -> {
      if (METHODS.contains(method)) {
        operations.add(new Operation(path, method, place));
      }
    }));
    return operations;
  }

  boolean matches(String requestMethod, String requestPath) {
    String template = path.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
    return method.equals(requestMethod.toLowerCase(Locale.ROOT)) && requestPath.matches("\\Q" + template + "\\E");
  }

  Map<String, Place> responses() {
    return place.get("responses").fields();
  }

  /** The key of the response that is documented for a status: the status itself, else its range, else {@code default}, else null. */
  String responseKey(int status) {
    Map<String, Place> responses = responses();
    for (String key : List.of(Integer.toString(status), status / 100 + "XX", "default")) {
      if (responses.containsKey(key)) {
        return key;
      }
    }
    return null;
  }

  /** The security requirements that hold here: its own, else those of the whole document. */
  Place security(ApiDocument document) {
    Place own = place.get("security");
    return own.exists() ? own : document.at("security");
  }

  List<Place> parameters() {
    return place.get("parameters").elements();
  }
}
