package dev.ingestjobs.stub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every example of the documented responses, by the job id that it is served under. Immutable. */
final class Examples {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Answer> byJobId = new LinkedHashMap<>();
  private final Map<String, String> summaries = new LinkedHashMap<>();
  private final Map<Refusal, Answer> refusals = new EnumMap<>(Refusal.class);

  /**
   * @throws StubException if an example has no status, two have the same job id, or there is none for a refusal
   */
  Examples(Place responses) {
    List<Answer> all = new ArrayList<>();
    responses.fields().forEach((status, response) ->
        response.get("content").fields().forEach((mediaType, content) ->
            content.get("examples").fields().values().forEach(example -> {
              boolean job = status.equals("200");
              JsonNode value = example.get("value").node();
              Answer answer = new Answer(job ? 200 : status(example), mediaType, json(value), response.get("headers"));
              all.add(answer);
              add(job ? value.path("id").asText() : example.get("x-stub-job-id").text(), answer, example);
            })));
    for (Refusal refusal : Refusal.values()) {
      refusals.put(refusal, find(refusal, all, responses));
    }
  }

  /** The answer for a job id. One that no example has is refused as unknown. */
  Answer forJob(String id) {
    return byJobId.getOrDefault(id, refusing(Refusal.NO_SUCH_JOB));
  }

  Answer refusing(Refusal refusal) {
    return refusals.get(refusal);
  }

  /** The job ids in the order of the document, each with the summary of its example, which may be empty. */
  Map<String, String> summaries() {
    return Collections.unmodifiableMap(summaries);
  }

  private void add(String jobId, Answer answer, Place example) {
    // An example without an id is no answer for a job; it may still be the one for a refusal.
    if (jobId.isEmpty()) {
      return;
    }
    if (byJobId.put(jobId, answer) != null) {
      throw new StubException(example + ": another example has the job id " + jobId + ", too; give each its own");
    }
    summaries.put(jobId, example.get("summary").text());
  }

  private Answer find(Refusal refusal, List<Answer> all, Place responses) {
    Answer named = byJobId.get(refusal.stubJobId());
    if (named != null && named.status() == refusal.status()) {
      return named;
    }
    return all.stream().filter(answer -> answer.status() == refusal.status()).findFirst().orElseThrow(() ->
        new StubException(responses + ": the stub refuses requests with " + refusal.status()
            + " and finds no example of it; add one, with x-stub-job-id: " + refusal.stubJobId()));
  }

  private static int status(Place example) {
    int status = example.get("value").get("status").node().asInt();
    if (status < 400 || status > 599) {
      throw new StubException(example + ": the stub answers with the status in the example's value; give it one from 400 to 599");
    }
    return status;
  }

  private static byte[] json(JsonNode value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
