package dev.ingestjobs.stub;

import dev.ingestjobs.spec.Place;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An example of a documented response. Immutable.
 *
 * @param place where it stands; its name is that of the example
 * @param jobId which it is served under, or {@code ""}
 * @param ofAJob whether the example is a job, which has its id in itself
 * @param documentedHeaders those of its response
 */
record Example(Place place, String jobId, boolean ofAJob, Answer answer, Place documentedHeaders) {
  /** The headers that announce the end of a version: documented for every response, and sent only once there is an end. */
  private static final Set<String> END_HEADERS = Set.of("deprecation", "sunset");

  /**
   * @param name of the example
   * @param key of the response: a status or a range of them
   * @throws StubException if the example has no status
   */
  static Example of(String name, Place example, String key, Place response, String mediaType) {
    boolean job = key.equals("200");
    Place value = example.get("value");
    Map<String, String> headers = new HashMap<>(Map.of("Content-Type", mediaType));
    Map<String, String> endHeaders = new HashMap<>();
    response.get("headers").fields().forEach((header, documented) -> {
      Place sample = documented.example();
      if (sample.exists()) {
        boolean end = END_HEADERS.contains(header.toLowerCase(Locale.ROOT));
        (end ? endHeaders : headers).put(header, sample.node().asText());
      }
    });
    return new Example(
        example,
        job ? value.node().path("id").asText() : example.get("x-stub-job-id").text(),
        job,
        new Answer(name, job ? 200 : status(example), headers, endHeaders, value.node(), CutOff.NOWHERE),
        response.get("headers"));
  }

  String name() {
    return answer.example();
  }

  /** Its answer for another job. */
  Answer answerFor(String otherJobId) {
    return ofAJob && !jobId.isEmpty() ? answer.replacing(jobId, otherJobId) : answer;
  }

  /** The documented header of that name, whatever its case. */
  Optional<Map.Entry<String, Place>> documentedHeader(String header) {
    return documentedHeaders.fields().entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(header)).findFirst();
  }

  private static int status(Place example) {
    int status = example.get("value").get("status").node().asInt();
    if (status < 400 || status > 599) {
      throw new StubException(example + ": the stub answers with the status in the example's value; give it one from 400 to 599");
    }
    return status;
  }
}
