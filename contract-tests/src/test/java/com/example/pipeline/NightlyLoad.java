package com.example.pipeline;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.summary.JobSummary;
import dev.ingestjobs.client.summary.LoadTolerance;

/** What another team might have: a step of a pipeline that goes on once the night's job is loaded. */
final class NightlyLoad {
  private static final LoadTolerance TOLERATED = LoadTolerance.NONE.maxRejectedShare(0.25).maxErrorsShare(0.25);

  private final IngestJobsClient client;
  private final AwaitOptions patience;

  NightlyLoad(IngestJobsClient client, AwaitOptions patience) {
    this.client = client;
    this.patience = patience;
  }

  /** Waits for the job, and tells how many rows are new or changed. Fails if the job does, or loads too little. */
  long loadedRows(String jobId) {
    JobSummary summary = client.await(jobId, patience).summary();
    summary.requireFullyLoaded(TOLERATED);
    return summary.inserted() + summary.updated();
  }
}
