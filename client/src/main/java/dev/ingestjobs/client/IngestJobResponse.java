package dev.ingestjobs.client;

import dev.ingestjobs.client.model.IngestJob;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A job with the status and the headers of the response that it came in. Immutable and safe for use by several threads.
 *
 * @param status the HTTP status, which is 200
 * @param headers the response's headers; their names are looked up in any case
 * @param job the job
 */
public record IngestJobResponse(int status, Map<String, List<String>> headers, IngestJob job) {
  public IngestJobResponse {
    Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = Collections.unmodifiableMap(copy);
  }

  /** The first value of a header, by its name in any case: {@code Deprecation}, {@code Sunset}, … */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** What the response announces of the end of the API's version; empty if it announces none. */
  public Optional<Deprecation> deprecation() {
    return Deprecation.of(headers);
  }
}
