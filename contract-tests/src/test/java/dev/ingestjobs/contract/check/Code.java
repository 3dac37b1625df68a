package dev.ingestjobs.contract.check;

import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;

/** The codes of what the checks of this module find. They do not change from release to release. */
enum Code implements FindingCode {
  PACT_EMPTY("pact.empty"),
  REQUEST_UNDOCUMENTED("pact.request.undocumented"),
  REQUEST_INVALID("pact.request.invalid"),
  REQUEST_UNAUTHORIZED("pact.request.unauthorized"),
  REQUEST_PARAMETER_UNDOCUMENTED("pact.request.parameter.undocumented"),
  RESPONSE_STATUS_UNDOCUMENTED("pact.response.status.undocumented"),
  RESPONSE_INVALID("pact.response.invalid"),
  RESPONSE_HEADER_UNDOCUMENTED("pact.response.header.undocumented"),
  RESPONSE_CONTENT_TYPE_MISSING("pact.response.content-type.missing"),
  RESPONSE_BODY_MISSING("pact.response.body.missing"),
  RESPONSE_FIELD_UNDOCUMENTED("pact.response.field.undocumented"),

  INTERACTION_DUPLICATE("pact.interaction.duplicate"),
  INTERACTION_UNWRITTEN("pact.interaction.unwritten"),
  INTERACTION_STALE("pact.interaction.stale"),

  DOCUMENT_UNUSABLE("document.unusable"),
  OPERATION_UNCOVERED("document.operation.uncovered"),
  PARAMETER_UNCOVERED("document.parameter.uncovered"),
  RESPONSE_UNCOVERED("document.response.uncovered"),
  MEDIA_TYPE_UNCOVERED("document.media-type.uncovered"),
  HEADER_UNCOVERED("document.header.uncovered"),
  EXAMPLE_UNCOVERED("document.example.uncovered"),

  STATUS_UNTYPED("client.status.untyped"),
  SERVER_UNKNOWN("client.server.unknown"),
  VERSION_UNKNOWN("client.version.unknown"),
  STATE_UNKNOWN("client.state.unknown");

  private final String text;

  Code(String text) {
    this.text = text;
  }

  /** What is documented and not shown says so in its name. */
  @Override
  public Outcome outcome() {
    return text.endsWith(".uncovered") ? Outcome.UNCOVERED : Outcome.BROKEN;
  }

  @Override
  public String toString() {
    return text;
  }
}
