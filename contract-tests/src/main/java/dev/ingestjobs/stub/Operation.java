package dev.ingestjobs.stub;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The one operation that the stub serves, where the document has it. Immutable.
 *
 * @param path the path, with <code>{…}</code> for the job id
 * @param method the HTTP method
 * @param parameters of the operation and of its path
 * @param responses by status or range
 * @param tokenRequired whether a request needs a bearer token
 */
record Operation(String path, String method, List<Place> parameters, Place responses, boolean tokenRequired) {
  private static final String ID = "getIngestJob";

  /**
   * @throws StubException if the document has no such operation
   */
  static Operation in(ApiDocument document) {
    for (var item : document.at("paths").fields().entrySet()) {
      for (var method : item.getValue().fields().entrySet()) {
        Place operation = method.getValue();
        if (operation.get("operationId").text().equals(ID)) {
          return new Operation(
              item.getKey(),
              method.getKey().toUpperCase(Locale.ROOT),
              Stream.of(item.getValue(), operation).flatMap(place -> place.get("parameters").elements().stream()).toList(),
              operation.get("responses"),
              needsToken(document, operation.get("security").exists() ? operation.get("security") : document.at("security")));
        }
      }
    }
    throw new StubException(document.at("paths") + ": the stub serves the operation with operationId: " + ID + "; there is none");
  }

  private static boolean needsToken(ApiDocument document, Place security) {
    return security.elements().stream()
        .flatMap(alternative -> alternative.fields().keySet().stream())
        .anyMatch(scheme -> document.at("components", "securitySchemes", scheme, "scheme").text().equalsIgnoreCase("bearer"));
  }
}
