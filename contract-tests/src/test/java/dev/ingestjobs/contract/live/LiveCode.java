package dev.ingestjobs.contract.live;

import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;

/** The codes of what check D finds. They do not change from release to release. */
public enum LiveCode implements FindingCode {
  /** A setting is missing or cannot be used. Nothing was sent. */
  NOT_CONFIGURED("live.not-configured"),
  /** There is no token to send. */
  TOKEN_UNAVAILABLE("live.token.unavailable"),
  /** No whole response came. */
  UNREACHABLE("live.unreachable"),
  /** The response is not what the pact expects. */
  RESPONSE_MISMATCH("live.response.mismatch"),
  /** The response is not what the document describes. */
  RESPONSE_INVALID("live.response.invalid"),
  /** The generated client makes nothing of the response, or something else than it is. */
  RESPONSE_UNREADABLE("live.response.unreadable"),
  /** The job has no table in the state that the interaction is about. */
  STATE_WRONG("live.state.wrong"),
  /** No interaction at all could be exercised. */
  NOTHING_EXERCISED("live.nothing-exercised"),

  /** The tenant could not be brought into the interaction's state. */
  STATE_NOT_EXERCISED("live.state.not-exercised"),
  /** Some tables are in another state than the interaction shows, and were not compared with it. */
  TABLE_NOT_EXERCISED("live.table.not-exercised"),
  /** The response leaves out what the document lets it leave out, so that the pact's rule for that was not tried. */
  FIELD_NOT_EXERCISED("live.field.not-exercised"),
  /** The response has a field that is not documented. Fields may be added at any time. */
  FIELD_UNDOCUMENTED("live.field.undocumented"),
  /** The responses have headers that are not documented. */
  HEADER_UNDOCUMENTED("live.header.undocumented");

  private final String text;

  LiveCode(String text) {
    this.text = text;
  }

  /** What the API is free to do is not broken, and says nothing of the rest. */
  @Override
  public Outcome outcome() {
    return text.endsWith(".not-exercised") || text.endsWith(".undocumented") ? Outcome.NOT_EXERCISED : Outcome.BROKEN;
  }

  @Override
  public String toString() {
    return text;
  }
}
