package dev.ingestjobs.cli;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest-jobs stub}. */
@Command(name = "stub",
    description = "Runs a stub of the API on this machine, until Ctrl-C. It answers with the document's examples.")
final class StubCommand implements Callable<Integer> {
  @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "The port, or 0, the default, for a free one.")
  private int port;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try (StubServer stub = StubServer.start(port)) {
      describe(stub, spec.commandLine().getOut());
      new CountDownLatch(1).await();
      return 0;
    }
  }

  private static void describe(StubServer stub, PrintWriter out) {
    String anId = stub.jobIds().keySet().stream().findFirst().orElse("isj-1");
    int width = stub.jobIds().keySet().stream().mapToInt(String::length).max().orElse(0);
    out.println("The stub listens at " + stub.baseUrl() + " until Ctrl-C. Any tenant and any token will do:");
    out.println();
    out.println("  curl -H 'amperity-tenant: demo' -H 'api-version: " + IngestJobsClient.DEFAULT_API_VERSION
        + "' -H 'Authorization: Bearer demo' " + stub.baseUrl() + "/ingest/jobs/" + anId);
    out.println();
    out.println("It answers for these job ids, and 404 for any other:");
    out.println();
    stub.jobIds().forEach((id, summary) -> out.println("  " + id + " ".repeat(width - id.length()) + "  " + summary));
    out.flush();
  }
}
