package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.JobSnapshot;
import java.io.PrintWriter;

/** For people. */
final class TableReport implements Report {
  private final PrintWriter out;
  private final boolean files;
  private final Style style;
  private final int room;
  private boolean begun;

  TableReport(PrintWriter out, boolean files, Style style, int room) {
    this.out = out;
    this.files = files;
    this.style = style;
    this.room = room;
  }

  @Override
  public synchronized void job(JobSnapshot job) {
    if (begun) {
      out.println();
    }
    begun = true;
    JobTable.lines(job.summary(), style, room).forEach(out::println);
    if (files) {
      out.println();
      JobTable.files(job.job(), style, room).forEach(out::println);
    }
  }
}
