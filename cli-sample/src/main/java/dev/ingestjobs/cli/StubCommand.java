package dev.ingestjobs.cli;

import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ingest-jobs stub}. */
final class StubCommand implements Callable<Integer> {
  private static final String PORT = "--port";

  private CommandSpec spec = CommandSpec.create();

  CommandSpec spec() {
    spec = Options.command("stub", this,
        "Runs a stub of the API on this machine, until Ctrl-C. It answers with the document's examples.",
        "",
        "Examples:",
        "  ingest-jobs stub --port 8080",
        "")
        .addOption(Options.option(int.class, "N", "The port, or 0, the default, for a free one.", PORT));
    return spec;
  }

  @Override
  public Integer call() throws InterruptedException {
    try (StubServer stub = StubServer.start(spec.commandLine().getParseResult().matchedOptionValue(PORT, 0))) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(stub.usage());
      out.flush();
      new CountDownLatch(1).await();
      return 0;
    }
  }
}
