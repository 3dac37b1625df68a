package dev.ingestjobs.spec.check;

/** What a finding says. The three are never mixed: only what has neither of the first two has passed. */
public enum Outcome {
  /** Two of document, pact, client and provider disagree. */
  BROKEN,
  /** The document promises something that no interaction shows. */
  UNCOVERED,
  /** Something could not be tried here. It has not passed, and it does not fail. */
  NOT_EXERCISED
}
