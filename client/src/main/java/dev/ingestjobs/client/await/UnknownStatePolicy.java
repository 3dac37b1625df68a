package dev.ingestjobs.client.await;

/**
 * What a table means for the end of its job while its state is absent, or one that this library does not know. The vendor
 * documents no closed list of states and may add some at any time.
 */
public enum UnknownStatePolicy {
  /** The table has not ended. The default: the state may well be one on the way to an end. */
  KEEP_WAITING,
  /** The table has ended, and not with a success. */
  TREAT_AS_ENDED,
  /** The wait fails at once. */
  FAIL
}
