package dev.ingestjobs.stub;

import dev.ingestjobs.spec.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A time line that is played for one job, and how far it is. Safe for use by several threads: each poll gets a place of its own. */
final class Played {
  private final List<Poll> steps = new ArrayList<>();
  private final boolean startsOver;
  private final AtomicLong polls = new AtomicLong();
  private final long length;

  /**
   * @throws StubException if the document lacks an example or a header, or does not permit a header's value
   */
  Played(String jobId, TimeLine line, Examples examples) {
    for (TimeLine.Step step : line.steps()) {
      Example example = examples.named(step.example());
      Answer answer = example.answerFor(jobId).with(step.cutOff());
      for (Map.Entry<String, Optional<String>> header : step.headers().entrySet()) {
        answer = changed(answer, example, header.getKey(), header.getValue());
      }
      steps.add(new Poll(answer, step.delay(), step.times()));
    }
    this.startsOver = line.startsOver();
    this.length = steps.stream().mapToLong(Poll::times).sum();
  }

  /** What the next poll is answered. */
  Poll next() {
    long poll = polls.getAndIncrement();
    long end = 0;
    for (Poll step : steps) {
      end += step.times();
      if ((startsOver ? poll % length : poll) < end) {
        return step;
      }
    }
    return steps.get(steps.size() - 1);
  }

  private static Answer changed(Answer answer, Example example, String header, Optional<String> value) {
    Map.Entry<String, Place> documented = example.documentedHeader(header).orElseThrow(() -> new StubException(
        example.documentedHeaders() + ": the response of the example " + example.name() + " has no header " + header + "; there are "
            + String.join(", ", example.documentedHeaders().fields().keySet())));
    Place place = documented.getValue();
    if (value.isEmpty()) {
      if (place.get("required").node().asBoolean()) {
        throw new StubException(place + ": the header " + header + " is required and cannot be left out");
      }
      return answer.without(documented.getKey());
    }
    Place pattern = place.get("schema").get("pattern");
    if (pattern.exists() && !Pattern.compile(pattern.text()).matcher(value.get()).find()) {
      throw new StubException(place + ": the header " + header + " cannot be " + value.get() + "; its pattern is " + pattern.text());
    }
    return answer.with(documented.getKey(), value.get());
  }

  /**
   * A step as it is played.
   *
   * @param delay before anything is sent
   * @param times how many polls it answers
   */
  record Poll(Answer answer, Duration delay, int times) {}
}
