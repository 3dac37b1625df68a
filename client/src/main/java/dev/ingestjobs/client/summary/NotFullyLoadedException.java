package dev.ingestjobs.client.summary;

import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.internal.OneLine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A job was read, and not everything of it was loaded. The message names the first tables and figures; {@link #violations} has
 * all of them.
 */
public final class NotFullyLoadedException extends IngestJobsException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_TOLD = 5;

  private final String jobId;
  private final LoadViolation[] violations;

  NotFullyLoadedException(String jobId, List<LoadViolation> violations) {
    super(message(jobId, violations), null);
    this.jobId = jobId;
    this.violations = violations.toArray(LoadViolation[]::new);
  }

  /** The id of the job. */
  public String jobId() {
    return jobId;
  }

  /** Each reason, in the order of the tables; at least one. */
  public List<LoadViolation> violations() {
    return List.of(violations);
  }

  private static String message(String jobId, List<LoadViolation> violations) {
    String told = violations.stream().limit(MAX_TOLD).map(LoadViolation::describe).collect(Collectors.joining("; "));
    int more = violations.size() - MAX_TOLD;
    boolean tolerable = violations.stream().anyMatch(violation -> violation.allowedCount().isPresent() && violation.table() != null);
    return OneLine.of(jobId) + " is not fully loaded: " + told + (more > 0 ? "; and " + more + " more" : "")
        + (tolerable ? ". To tolerate rejected rows or errors, pass LoadTolerance.NONE.maxRejected(…), .maxErrors(…) or their shares"
            + " to requireFullyLoaded" : "");
  }
}
