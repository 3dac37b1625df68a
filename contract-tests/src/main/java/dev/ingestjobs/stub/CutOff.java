package dev.ingestjobs.stub;

/** Where a connection is cut off. */
enum CutOff {
  NOWHERE, BEFORE_THE_HEAD, WITHIN_THE_BODY
}
