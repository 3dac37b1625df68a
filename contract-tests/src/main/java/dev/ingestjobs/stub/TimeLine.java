package dev.ingestjobs.stub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a stub answers for one job, poll after poll. Each step is an example of the document, under its well-known job id or its
 * name:
 *
 * <pre>{@code
 * stub.play("isj-nightly", TimeLine
 *     .of("isj-scheduled").times(2)
 *     .then("isj-rate-limited").times(3).header("Retry-After", "0")
 *     .then("isj-running").after(Duration.ofMillis(200))
 *     .then("isj-1f73r9u2"));
 * }</pre>
 *
 * <p>Nothing is made up: status, headers and body are the example's, and in the body of a job its own id, wherever it stands,
 * gives way to the one that was asked for. The last step goes on for ever, unless the line {@linkplain #startOver() starts over}.
 * All is looked up when the line is {@linkplain StubServer#play played}; what the stub's document lacks is an error there.
 *
 * <p>Immutable: each method gives another value. Those that change "the step" change the one that was added last. No argument
 * may be null.
 */
public final class TimeLine {
  private final List<Step> steps;
  private final boolean startsOver;

  private TimeLine(List<Step> steps, boolean startsOver) {
    this.steps = List.copyOf(steps);
    this.startsOver = startsOver;
  }

  /**
   * A line of one step.
   *
   * @param example the job id of an example, one of {@link StubServer#jobIds()} such as {@code isj-running}, or its name in the
   *     document, such as {@code running}
   */
  public static TimeLine of(String example) {
    return new TimeLine(List.of(Step.of(example)), false);
  }

  /**
   * A job that is scheduled, then runs, and has succeeded when it is polled for the last time.
   *
   * @param polls how many polls it takes, at least 3
   */
  public static TimeLine succeeding(int polls) {
    return ending("isj-1f73r9u2", polls);
  }

  /**
   * A job that is scheduled, then runs, and has failed when it is polled for the last time.
   *
   * @param polls how many polls it takes, at least 3
   */
  public static TimeLine failing(int polls) {
    return ending("isj-failed", polls);
  }

  /**
   * A storm of answers 429, with the {@code Retry-After} of the document's example; something should come {@linkplain
   * #then(TimeLine) then}.
   *
   * @param answers how many, at least 1
   */
  public static TimeLine rateLimited(int answers) {
    return of("isj-rate-limited").times(answers);
  }

  /**
   * An outage: answers 503, with the {@code Retry-After} of the document's example; something should come {@linkplain
   * #then(TimeLine) then}.
   *
   * @param answers how many, at least 1
   */
  public static TimeLine unavailable(int answers) {
    return of("isj-unavailable").times(answers);
  }

  private static TimeLine ending(String end, int polls) {
    if (polls < 3) {
      throw new IllegalArgumentException("polls: " + polls + " is too few; scheduled, running and the end are 3");
    }
    return of("isj-scheduled").then("isj-running").times(polls - 2).then(end);
  }

  /** The same with one more step, for one poll. */
  public TimeLine then(String example) {
    return then(of(example));
  }

  /** The same with the steps of another line after it. Whether the whole starts over is said by the other line. */
  public TimeLine then(TimeLine next) {
    List<Step> all = new ArrayList<>(steps);
    all.addAll(next.steps);
    return new TimeLine(all, next.startsOver);
  }

  /** The step answers so many polls, at least 1. A last step goes on all the same, unless the line starts over. */
  public TimeLine times(int polls) {
    if (polls < 1) {
      throw new IllegalArgumentException("polls: " + polls + " is not at least 1");
    }
    return withLast(last().times(polls));
  }

  /**
   * The step is slow: nothing of an answer is sent before so long. Other requests are answered meanwhile, and a stub that is closed
   * does not wait.
   */
  public TimeLine after(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay: " + delay + " is negative");
    }
    return withLast(last().delay(delay));
  }

  /**
   * The step does not answer: the connection is closed where the answer was expected. Some clients then send a GET once more by
   * themselves, the JDK's among them, so that nobody above them sees it and the next step comes; {@link StubServer#requests()} tells.
   * Two such polls in a row are seen.
   */
  public TimeLine cutOff() {
    return withLast(last().cutOff(CutOff.BEFORE_THE_HEAD));
  }

  /** The step breaks off: of an answer, the status, the headers and half of the body are sent, then the connection is closed. */
  public TimeLine cutOffInBody() {
    return withLast(last().cutOff(CutOff.WITHIN_THE_BODY));
  }

  /**
   * The step has another value of a header, such as {@code Retry-After} 0 instead of the example's seconds. The document must have
   * the header for this response, and the value must be one that its schema permits.
   */
  public TimeLine header(String name, String value) {
    return withLast(last().header(name, Optional.of(value)));
  }

  /** The step lacks a header that its example has. The document must have the header for this response, and not require it. */
  public TimeLine withoutHeader(String name) {
    return withLast(last().header(name, Optional.empty()));
  }

  /** After its last step the line begins again with its first. */
  public TimeLine startOver() {
    return new TimeLine(steps, true);
  }

  List<Step> steps() {
    return steps;
  }

  boolean startsOver() {
    return startsOver;
  }

  /** The steps in a line, as in {@code scheduled x2, running, finished ...}. */
  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "", startsOver ? ", and over again" : " ..."));
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }

  private TimeLine withLast(Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(changed.size() - 1, step);
    return new TimeLine(changed, startsOver);
  }

  /**
   * @param example its name or job id
   * @param headers that differ from the example's, by name; empty for those that are left out
   */
  record Step(String example, int times, Duration delay, CutOff cutOff, Map<String, Optional<String>> headers) {
    static Step of(String example) {
      return new Step(Objects.requireNonNull(example, "example"), 1, Duration.ZERO, CutOff.NOWHERE, Map.of());
    }

    Step times(int polls) {
      return new Step(example, polls, delay, cutOff, headers);
    }

    Step delay(Duration longer) {
      return new Step(example, times, longer, cutOff, headers);
    }

    Step cutOff(CutOff place) {
      return new Step(example, times, delay, place, headers);
    }

    Step header(String name, Optional<String> value) {
      Map<String, Optional<String>> changed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      changed.putAll(headers);
      changed.put(name, value);
      return new Step(example, times, delay, cutOff, Collections.unmodifiableMap(changed));
    }

    @Override
    public String toString() {
      return example
          + (times > 1 ? " x" + times : "")
          + (delay.isZero() ? "" : " after " + delay.toMillis() + " ms")
          + switch (cutOff) {
            case NOWHERE -> "";
            case BEFORE_THE_HEAD -> ", cut off";
            case WITHIN_THE_BODY -> ", cut off in its body";
          };
    }
  }
}
