package dev.ingestjobs.contract.live;

import java.util.Arrays;
import java.util.Optional;

/** A provider state of the pact that a tenant can be met in, by a harmless GET and without changing anything there. */
enum TenantState {
  FINISHED("the job is finished", "AMPERITY_LIVE_FINISHED_JOB"),
  RUNNING("the job is running", "AMPERITY_LIVE_RUNNING_JOB"),
  SCHEDULED("the job is scheduled", "AMPERITY_LIVE_SCHEDULED_JOB"),
  FAILED("the job failed", "AMPERITY_LIVE_FAILED_JOB"),
  NO_TABLES("the job has no tables yet", "AMPERITY_LIVE_NO_TABLES_JOB"),
  NO_SUCH_JOB("there is no such job", 404, "the request asks for a job that nobody has"),
  NO_TENANT("the tenant does not reach the API", 400, "the request has no amperity-tenant"),
  OTHER_VERSION("the version is not supported", 400, "the request names a version that there never was"),
  /** The token is the example in the pact. */
  WRONG_TOKEN("the token is not valid", 401, "the request has a token that is nobody's");

  /** Names the job for all that is answered with an error. It need not be set. */
  static final String UNKNOWN_JOB = "AMPERITY_LIVE_UNKNOWN_JOB";

  private final String text;
  private final String variable;
  private final int status;
  private final String told;

  TenantState(String text, String variable) {
    this.text = text;
    this.variable = variable;
    this.status = 200;
    this.told = "the job of " + variable;
  }

  TenantState(String text, int status, String told) {
    this.text = text;
    this.variable = UNKNOWN_JOB;
    this.status = status;
    this.told = told;
  }

  /** The state that the pact calls so. */
  static Optional<TenantState> of(String text) {
    return Arrays.stream(values()).filter(state -> state.text.equals(text)).findFirst();
  }

  /** The environment variable that holds the id of a job in this state. */
  String variable() {
    return variable;
  }

  /** Which job it was or what was wrong with the request, for people, who are not told the job's id. */
  String told() {
    return told;
  }

  /** Whether it is brought about by a request that is wrong on purpose. */
  boolean isProvoked() {
    return status != 200;
  }

  /** The status that the request leads to. */
  int status() {
    return status;
  }
}
