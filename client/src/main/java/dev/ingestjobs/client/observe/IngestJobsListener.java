package dev.ingestjobs.client.observe;

/**
 * Told of what a client does. The methods are called in the thread that does it, by several threads at once, and must be
 * quick. What they throw is logged and otherwise ignored. No event holds a token.
 *
 * <p>What a wait sees of its job goes to {@link dev.ingestjobs.client.await.AwaitListener}.
 */
public interface IngestJobsListener {
  /** An attempt has ended, well or not. */
  default void onAttempt(AttemptEvent attempt) {}

  /** The rate limiter makes an attempt wait. */
  default void onLimit(LimitEvent limit) {}

  /** Somebody should do something before long. */
  default void onWarning(ClientWarning warning) {}
}
