package dev.ingestjobs.client.await;

import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.summary.JobSummary;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A job as it was at one moment of a wait. Immutable and safe for use by several threads.
 *
 * <p>Unless a wait is asked for files it reads none, so that what it holds does not grow with their number; it counts them.
 */
public final class JobSnapshot {
  private final IngestJob job;
  private final boolean filesIncluded;
  private final JobSummary summary;

  private JobSnapshot(IngestJob job, boolean filesIncluded, JobSummary summary) {
    this.job = job;
    this.filesIncluded = filesIncluded;
    this.summary = summary;
  }

  /** Of a job that was read with its files. */
  public static JobSnapshot of(IngestJob job) {
    return new JobSnapshot(job, true, JobSummary.of(job));
  }

  /**
   * Of a job that was read without its files.
   *
   * @param filesOfTable gives the number of files of a table, by the table's index in the job
   */
  public static JobSnapshot withoutFiles(IngestJob job, IntToLongFunction filesOfTable) {
    return new JobSnapshot(job, false, JobSummary.of(job, filesOfTable));
  }

  /** The job. If {@link #filesIncluded} is false, each of its tables has an empty list of files, whatever files there are. */
  public IngestJob job() {
    return job;
  }

  /** Whether {@link #job} has the files. {@link #summary} has their number in any case. */
  public boolean filesIncluded() {
    return filesIncluded;
  }

  /** What the job amounts to. */
  public JobSummary summary() {
    return summary;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobSnapshot that
        && filesIncluded == that.filesIncluded && job.equals(that.job) && summary.equals(that.summary);
  }

  @Override
  public int hashCode() {
    return Objects.hash(job, filesIncluded, summary);
  }

  /** The summary's line. */
  @Override
  public String toString() {
    return summary + (filesIncluded ? "" : " (read without files)");
  }
}
