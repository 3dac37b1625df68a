package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Report;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ingest-jobs get ID...}. */
final class GetCommand extends JobsCommand {
  GetCommand(Surroundings surroundings) {
    super(surroundings);
  }

  CommandSpec spec() {
    return spec("get",
        "%nIf some fail, the others are shown all the same, and the exit code is that of the first that failed.%n",
        List.of(),
        "Reads jobs and shows them.",
        "",
        "Examples:",
        "  ingest-jobs get isj-20240701-48815-6dcXdk",
        "  ingest-jobs get isj-20240701-48815-6dcXdk --files",
        "  ingest-jobs get isj-20240701-48815-6dcXdk -o json | jq '.tables[].state'",
        "  ingest-jobs get isj-1f73r9u2 --demo",
        "");
  }

  @Override
  protected void configure(IngestJobsClient.Builder builder) {
    time(TIMEOUT, builder::timeout);
  }

  @Override
  protected int run(IngestJobsClient client, Report report) {
    int exitCode = 0;
    for (String id : ids()) {
      try {
        report.job(JobSnapshot.of(client.get(id)));
      } catch (IngestJobsException e) {
        int failed = failed(e);
        report.failure(id, e, failed);
        exitCode = exitCode == 0 ? failed : exitCode;
      }
    }
    return exitCode;
  }
}
