package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpResponse;
import java.util.List;
import java.util.Map;

/** Headers as Pact has them, whose names have no case. */
public final class Headers {
  private Headers() {}

  /** The first value of a header, or {@code ""}. */
  public static String first(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream()).findFirst().orElse("");
  }

  public static boolean has(Map<String, List<String>> headers, String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /** The media type of a response, without parameters, or {@code ""}. */
  public static String mediaType(HttpResponse response) {
    return first(response.getHeaders(), "Content-Type").replaceAll(";.*", "").trim();
  }
}
