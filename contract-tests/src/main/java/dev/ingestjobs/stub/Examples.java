package dev.ingestjobs.stub;

import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every example of the documented responses, by the job id that it is served under. Immutable. */
final class Examples {
  private final List<Example> all = new ArrayList<>();
  private final Map<String, Example> byJobId = new LinkedHashMap<>();
  private final Map<String, String> summaries = new LinkedHashMap<>();
  private final Map<Refusal, Answer> refusals = new EnumMap<>(Refusal.class);

  /**
   * @throws StubException if an example has no status, two have the same job id, or there is none for a refusal
   */
  Examples(Place responses) {
    responses.fields().forEach((status, response) ->
        response.get("content").fields().forEach((mediaType, content) ->
            content.get("examples").fields().forEach((name, example) ->
                add(Example.of(name, example, status, response, mediaType)))));
    for (Refusal refusal : Refusal.values()) {
      refusals.put(refusal, find(refusal, responses));
    }
  }

  /** The answer for a job id. One that no example has is refused as unknown. */
  Answer forJob(String id) {
    Example example = byJobId.get(id);
    return example == null ? refusing(Refusal.NO_SUCH_JOB) : example.answer();
  }

  Answer refusing(Refusal refusal) {
    return refusals.get(refusal);
  }

  /** Those that have a job id, in the order of the document. */
  Collection<Example> withJobId() {
    return Collections.unmodifiableCollection(byJobId.values());
  }

  /** The job ids in the order of the document, each with the summary of its example, which may be empty. */
  Map<String, String> summaries() {
    return Collections.unmodifiableMap(summaries);
  }

  /**
   * The example of that job id or else of that name.
   *
   * @throws StubException if there is none, or several have the name
   */
  Example named(String nameOrJobId) {
    if (byJobId.containsKey(nameOrJobId)) {
      return byJobId.get(nameOrJobId);
    }
    List<Example> named = all.stream().filter(example -> example.name().equals(nameOrJobId)).toList();
    if (named.size() > 1) {
      throw new StubException("several examples have the name " + nameOrJobId + ": " + listed(named) + "; use a job id");
    }
    if (named.isEmpty()) {
      throw new StubException("no example has the name or job id " + nameOrJobId + "; there are " + listed(all));
    }
    return named.get(0);
  }

  private static String listed(List<Example> examples) {
    return examples.stream()
        .map(example -> example.name() + (example.jobId().isEmpty() ? "" : " (" + example.jobId() + ")"))
        .collect(Collectors.joining(", "));
  }

  private void add(Example example) {
    all.add(example);
    // An example without an id is no answer for a job; it may still be the one for a refusal.
    if (example.jobId().isEmpty()) {
      return;
    }
    if (byJobId.put(example.jobId(), example) != null) {
      throw new StubException(
          example.place() + ": another example has the job id " + example.jobId() + ", too; give each its own");
    }
    summaries.put(example.jobId(), example.place().get("summary").text());
  }

  private Answer find(Refusal refusal, Place responses) {
    Example named = byJobId.get(refusal.stubJobId());
    if (named != null && named.answer().status() == refusal.status()) {
      return named.answer();
    }
    return all.stream().map(Example::answer).filter(answer -> answer.status() == refusal.status()).findFirst().orElseThrow(() ->
        new StubException(responses + ": the stub refuses requests with " + refusal.status()
            + " and finds no example of it; add one, with x-stub-job-id: " + refusal.stubJobId()));
  }
}
