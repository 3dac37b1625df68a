package dev.ingestjobs.stub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Released;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An example of a document, by default the released one, read without any help of the stub.
 *
 * @param jobId the id that it is to be served under
 * @param headers every documented header of its response that has an example
 */
record Documented(String jobId, int status, String summary, JsonNode value, Map<String, String> headers) {
  static List<Documented> examples() {
    return examples(Released.document());
  }

  static List<Documented> examples(ApiDocument document) {
    List<Documented> examples = new ArrayList<>();
    Place responses = document.at("paths", "/ingest/jobs/{id}", "get", "responses");
    responses.fields().forEach((status, response) -> {
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      response.get("headers").fields().forEach((name, header) -> headers.put(name, header.example().node().asText()));
      Stream<Place> contents = response.get("content").fields().values().stream();
      contents.flatMap(content -> content.get("examples").fields().values().stream()).forEach(example -> {
        JsonNode value = example.get("value").node();
        boolean job = status.equals("200");
        examples.add(new Documented(
            job ? value.get("id").textValue() : example.get("x-stub-job-id").text(),
            job ? 200 : value.get("status").intValue(),
            example.get("summary").text(),
            value,
            headers));
      });
    });
    return examples;
  }

  /** The example that a request is refused with: the one that is meant for it, or else the first of that status. */
  static Documented of(Refusal refusal) {
    List<Documented> ofStatus = examples().stream().filter(example -> example.status == refusal.status()).toList();
    return ofStatus.stream().filter(example -> example.jobId.equals(refusal.stubJobId())).findFirst().orElse(ofStatus.get(0));
  }

  @Override
  public String toString() {
    return status + " " + jobId;
  }
}
