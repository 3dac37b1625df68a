package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.JobSnapshot;
import java.io.PrintWriter;

/** The API's own shape, with every field that nobody knows; one document after another. */
final class JsonReport implements Report {
  private final PrintWriter out;

  JsonReport(PrintWriter out) {
    this.out = out;
  }

  @Override
  public synchronized void job(JobSnapshot job) {
    out.println(Json.lines(job.job()));
  }
}
