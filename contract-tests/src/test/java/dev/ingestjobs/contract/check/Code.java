package dev.ingestjobs.contract.check;

import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;

/** The codes of what the checks of this module find. They do not change from release to release. */
public enum Code implements FindingCode {
  PACT_EMPTY("pact.empty"),

  // B3
  INTERACTION_DUPLICATE("pact.interaction.duplicate"),
  INTERACTION_UNWRITTEN("pact.interaction.unwritten"),
  INTERACTION_STALE("pact.interaction.stale"),

  // B1
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

  // B2
  REQUEST_LOOSE("pact.request.loose"),
  RESPONSE_STATUS_LOOSE("pact.response.status.loose"),
  RESPONSE_HEADER_LOOSE("pact.response.header.loose"),
  RESPONSE_HEADER_NARROW("pact.response.header.narrow"),
  RESPONSE_BODY_LOOSE("pact.response.body.loose"),
  VALUE_GENERATED("pact.value.generated"),

  // A1 and A2
  DOCUMENT_UNUSABLE("document.unusable"),
  OPERATION_UNCOVERED("document.operation.uncovered"),
  SECURITY_UNCOVERED("document.security.uncovered"),
  PARAMETER_UNCOVERED("document.parameter.uncovered"),
  REQUEST_BODY_UNCOVERED("document.request.body.uncovered"),
  RESPONSE_UNCOVERED("document.response.uncovered"),
  LINK_UNCOVERED("document.link.uncovered"),
  MEDIA_TYPE_UNCOVERED("document.media-type.uncovered"),
  HEADER_UNCOVERED("document.header.uncovered"),
  EXAMPLE_UNCOVERED("document.example.uncovered"),
  FIELD_UNCOVERED("document.field.uncovered"),
  VALUE_UNCOVERED("document.value.uncovered"),

  // C
  DOCUMENT_UNSTUBBABLE("document.unstubbable"),
  PROVIDER_RESPONSE_MISMATCH("provider.response.mismatch"),

  // C+
  RESPONSE_BODY_NARROW("pact.response.body.narrow"),
  CLIENT_BODY_REFUSED("client.body.refused"),
  BREAK_ACCEPTED("client.body.break-accepted"),
  CLIENT_BODY_CHANGED("client.body.changed"),

  // A3
  STATUS_UNTYPED("client.status.untyped"),
  SERVER_UNKNOWN("client.server.unknown"),
  VERSION_UNKNOWN("client.version.unknown"),
  STATE_UNKNOWN("client.state.unknown"),
  FIELD_UNKNOWN("client.field.unknown"),
  OPERATION_UNKNOWN("client.operation.unknown"),
  PARAMETER_UNKNOWN("client.parameter.unknown"),

  // A4
  CLIENT_SILENT("client.silent"),
  CLIENT_REQUEST_UNDOCUMENTED("client.request.undocumented"),
  CLIENT_REQUEST_INVALID("client.request.invalid"),
  CLIENT_REQUEST_UNAUTHORIZED("client.request.unauthorized"),
  CLIENT_REQUEST_PARAMETER_UNDOCUMENTED("client.request.parameter.undocumented");

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
