package dev.ingestjobs.client.await;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import java.time.Duration;

/**
 * How a job is waited for. Immutable and safe for use by several threads.
 *
 * <p>The time until the next poll follows the time that has been waited: a {@link Builder#pollFraction fraction} of it, but
 * no less than the shortest and no more than the longest {@link Builder#pollInterval poll interval}, and up to a fifth shorter or
 * longer by chance, so that those who begin together do not stay together. The end of a job is thus seen late by no more than
 * a small part of the time that the job took.
 */
public final class AwaitOptions {
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** What {@link #builder} begins with. */
  public static final AwaitOptions DEFAULT = builder().build();

  private final Duration timeout;
  private final Duration minPollInterval;
  private final Duration maxPollInterval;
  private final double pollFraction;
  private final Duration maxOutage;
  private final UnknownStatePolicy unknownStates;
  private final boolean files;
  private final AwaitListener listener;

  private AwaitOptions(Builder builder) {
    this.timeout = builder.timeout;
    this.minPollInterval = builder.minPollInterval;
    this.maxPollInterval = builder.maxPollInterval;
    this.pollFraction = builder.pollFraction;
    this.maxOutage = builder.maxOutage;
    this.unknownStates = builder.unknownStates;
    this.files = builder.files;
    this.listener = builder.listener;
  }

  /** A builder with every default set. */
  public static Builder builder() {
    return new Builder();
  }

  public Duration timeout() {
    return timeout;
  }

  public Duration maxOutage() {
    return maxOutage;
  }

  public UnknownStatePolicy unknownStates() {
    return unknownStates;
  }

  /** Whether snapshots have the files of the job. */
  public boolean files() {
    return files;
  }

  public AwaitListener listener() {
    return listener;
  }

  /**
   * How long to wait until the next poll.
   *
   * @param waited how long has been waited so far
   * @param random from 0 to less than 1
   */
  public Duration pollInterval(Duration waited, double random) {
    double fraction = waited.toNanos() * pollFraction;
    double interval = Math.max(minPollInterval.toNanos(), Math.min(maxPollInterval.toNanos(), fraction));
    return Duration.ofNanos((long) (interval * (0.8 + 0.4 * random)));
  }

  /** Builds {@link AwaitOptions}. Every method refuses null and what it cannot use. Not safe for use by several threads. */
  public static final class Builder {
    private Duration timeout = Duration.ofHours(6);
    private Duration minPollInterval = Duration.ofSeconds(1);
    private Duration maxPollInterval = Duration.ofSeconds(30);
    private double pollFraction = 0.1;
    private Duration maxOutage = Duration.ofMinutes(5);
    private UnknownStatePolicy unknownStates = UnknownStatePolicy.KEEP_WAITING;
    private boolean files;
    private AwaitListener listener = new AwaitListener() {};

    private Builder() {}

    /** How long to wait in all, from 1 ms to 365 days; no poll, retry or slow body exceeds it. Default: 6 h. */
    public Builder timeout(Duration timeout) {
      this.timeout = inRange("timeout", timeout);
      return this;
    }

    /**
     * The shortest and the longest time between two polls, give or take a fifth by chance; each from 1 ms to 365 days. Default: 1 s and
     * 30 s.
     */
    public Builder pollInterval(Duration shortest, Duration longest) {
      this.minPollInterval = inRange("pollInterval", shortest);
      this.maxPollInterval = inRange("pollInterval", longest);
      if (shortest.compareTo(longest) > 0) {
        throw new InvalidInputException("pollInterval", "is longer at its shortest than at its longest");
      }
      return this;
    }

    /** Which part of the time waited so far is the time until the next poll, from 0 to 1. Default: 0.1. */
    public Builder pollFraction(double pollFraction) {
      if (!(pollFraction >= 0 && pollFraction <= 1)) {
        throw new InvalidInputException("pollFraction", "is not between 0 and 1");
      }
      this.pollFraction = pollFraction;
      return this;
    }

    /**
     * For how long polls may fail, with all their retries, before the wait ends: the first that fails when so much time has passed
     * since the first one that failed began ends it. Only what may pass is waited out, as {@link
     * dev.ingestjobs.client.retry.RetryPolicy} has it, and a failure of a rate limiter that was plugged in; a 404, for example, ends a wait at once, and so does a {@code Retry-After} beyond
     * the deadline. Zero: the first failure ends it. At most 365 days. Default: 5 min.
     */
    public Builder maxOutage(Duration maxOutage) {
      Inputs.given("maxOutage", maxOutage);
      if (maxOutage.isNegative() || maxOutage.compareTo(LONGEST) > 0) {
        throw new InvalidInputException("maxOutage", "is not between 0 and " + LONGEST.toDays() + " days");
      }
      this.maxOutage = maxOutage;
      return this;
    }

    /** What a table in a state that this library does not know means. Default: {@link UnknownStatePolicy#KEEP_WAITING}. */
    public Builder unknownStates(UnknownStatePolicy unknownStates) {
      this.unknownStates = Inputs.given("unknownStates", unknownStates);
      return this;
    }

    /**
     * Whether snapshots have the files of the job, of which there may be 500,000. Default: no; they are counted and left out, so
     * that memory does not grow with them.
     */
    public Builder files(boolean files) {
      this.files = files;
      return this;
    }

    /** Who is told of what the wait sees. Default: nobody. */
    public Builder listener(AwaitListener listener) {
      this.listener = Inputs.given("listener", listener);
      return this;
    }

    public AwaitOptions build() {
      return new AwaitOptions(this);
    }

    private static Duration inRange(String input, Duration value) {
      Inputs.given(input, value);
      if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
        throw new InvalidInputException(input, "is not between 1 ms and " + LONGEST.toDays() + " days");
      }
      return value;
    }
  }
}
