package dev.ingestjobs.cli;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ingestjobs.client.IngestJobResponse;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ingest-jobs get ID}. */
@Command(name = "get", description = "Reads one ingest job and shows it.")
final class GetCommand implements Callable<Integer> {
  /** Writes ASCII alone, so that neither a locale nor a terminal can make something else of it. */
  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
      .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
      .build();

  /** How a job is shown. */
  enum Output {
    TABLE, JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Function<String, @Nullable String> environment;

  @Parameters(paramLabel = "ID", description = "The job's id, for example isj-20240701-48815-6dcXdk.")
  private String id = "";

  @Option(names = "--output", paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}: for people, or as the API has it. By default ${DEFAULT-VALUE}.")
  private Output output = Output.TABLE;

  @Option(names = "--demo",
      description = "Ask a stub in this process, which needs no tenant and no token. 'ingest-jobs stub' lists its job ids.")
  private boolean demo;

  @Mixin
  private final Connection connection = new Connection();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  GetCommand(Function<String, @Nullable String> environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    if (demo) {
      try (StubServer stub = StubServer.start(); IngestJobsClient client = connection.demoClient(stub.baseUrl())) {
        return show(client);
      }
    }
    try (IngestJobsClient client = connection.client(environment)) {
      return show(client);
    }
  }

  private int show(IngestJobsClient client) throws IOException {
    IngestJobResponse response = client.getWithResponse(id);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    print(response.job(), out);
    warnOfTheEnd(response, err);
    // A PrintWriter keeps its errors to itself: a full disk must not look like success.
    if (out.checkError()) {
      err.println("ingest-jobs: the output could not be written");
      return Failure.OTHER.exitCode();
    }
    return 0;
  }

  private void print(IngestJob job, PrintWriter out) throws IOException {
    if (output == Output.JSON) {
      JSON.writeValue(out, job);
      out.println();
    } else {
      JobTable.lines(job).forEach(out::println);
    }
  }

  private static void warnOfTheEnd(IngestJobResponse response, PrintWriter err) {
    for (String header : List.of("Deprecation", "Sunset")) {
      response.header(header).ifPresent(moment ->
          err.println("ingest-jobs: the API announces the end of this version, " + header + ": " + Printable.of(moment)));
    }
  }
}
