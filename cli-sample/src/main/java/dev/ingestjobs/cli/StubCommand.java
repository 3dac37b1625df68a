package dev.ingestjobs.cli;

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
    header = {
      "Runs a stub of the API on this machine, until Ctrl-C. It answers with the document's examples.",
      "",
      "Examples:",
      "  ingest-jobs stub --port 8080",
      ""})
final class StubCommand implements Callable<Integer> {
  @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "The port, or 0, the default, for a free one.")
  private int port;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    try (StubServer stub = StubServer.start(port)) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(stub.usage());
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
