package dev.ingestjobs.stub;

/** Why a request is refused, and which of the document's examples says so. */
enum Refusal {
  INVALID_PARAMETER(400, "isj-missing-tenant"),
  UNSUPPORTED_VERSION(400, "isj-unsupported-version"),
  UNAUTHORIZED(401, "isj-unauthorized"),
  NO_SUCH_JOB(404, "isj-no-such-job"),
  METHOD_NOT_ALLOWED(405, "isj-method-not-allowed");

  private final int status;
  private final String stubJobId;

  Refusal(int status, String stubJobId) {
    this.status = status;
    this.stubJobId = stubJobId;
  }

  /** The status of the answer. */
  int status() {
    return status;
  }

  /** The {@code x-stub-job-id} of the example. */
  String stubJobId() {
    return stubJobId;
  }
}
