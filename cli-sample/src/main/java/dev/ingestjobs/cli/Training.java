package dev.ingestjobs.cli;

import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** What the launcher runs once, so that the JVM learns which classes a run of the command needs. It prints nothing. */
final class Training {
  private static final List<String> LINES = List.of(
      "get isj-1f73r9u2", "get isj-1f73r9u2 --output json", "get isj-no-such-job", "wait isj-1f73r9u2", "get --help");

  private Training() {}

  public static void main(String[] args) {
    try (StubServer stub = StubServer.start()) {
      Map<String, String> environment = Map.of(
          "AMPERITY_TENANT", "demo", "AMPERITY_TOKEN", "demo-token", "AMPERITY_BASE_URL", stub.baseUrl().toString());
      for (String line : LINES) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String[] arguments = line.split(" ");
        Main.commandLine(new Surroundings(environment::get, System::getProperty), arguments).setOut(nowhere).setErr(nowhere).execute(arguments);
      }
    }
  }
}
