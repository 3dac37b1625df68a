package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private static final String JOB = "isj-of-the-file";
  private static final String DOCUMENT = """
      openapi: 3.0.3
      security: [{token: []}]
      components: {securitySchemes: {token: {type: http, scheme: bearer}}}
      paths:
        /ingest/jobs/{id}:
          get:
            operationId: getIngestJob
            parameters:
              - {name: x-account, in: header, required: true}
              - {name: x-colour, in: header}
              - {name: api_version, in: query, schema: {enum: [one]}}
            responses:
              '200': {content: {application/json: {examples: {a: {summary: the one, value: {id: JOB, workflow_id: w, tables: []}}}}}}
              4XX:
                content:
                  application/json:
                    examples:
                      {a: {value: {status: 400}}, b: {value: {status: 401}}, c: {value: {status: 404}}, d: {value: {status: 405}}}
      """.replace("JOB", JOB);

  @Test
  void itServesThePackagedDocumentOverHttpUntilItIsEnded() throws Exception {
    URI baseUrl;
    try (Running stub = Running.with(Map.of())) {
      baseUrl = stub.baseUrl;
      assertThat(stub.usage).startsWith("The stub listens at http://localhost:").contains("\n  curl ");
      assertThat(Caller.asking(baseUrl, "x").send().statusCode()).isBetween(200, 599);
    }
    assertThatThrownBy(() -> Caller.asking(baseUrl, "x").send()).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void itServesAnotherDocumentAndSaysHowToUseIt(@TempDir Path directory) throws Exception {
    try (Running stub = Running.with(Map.of(), "--document", document(directory))) {
      assertThat(stub.usage).contains(
          "  curl -H 'x-account: demo' -H 'Authorization: Bearer demo' '" + stub.baseUrl + "/ingest/jobs/" + JOB + "?api_version=one'\n",
          "  " + JOB + "  the one\n");
      Caller asking = Caller.asking(stub.baseUrl, JOB).header("x-account", "demo");
      assertThat(asking.path(asking.path() + "?api_version=one").send().body()).contains(JOB);
    }
  }

  @Test
  void itSpeaksHttpsWithAKeyFromAKeystore(@TempDir Path directory) throws Exception {
    LocalKey key = LocalKey.in(directory);
    try (Running stub = Running.with(Map.of(Main.KEYSTORE_PASSWORD, key.password()),
        "--port", "0", "--keystore", key.keystore().toString(), "--document", document(directory))) {
      assertThat(stub.usage).contains("curl --insecure -H").doesNotContain(key.password());
      assertThat(stub.baseUrl).hasScheme("https").hasHost("localhost").hasPath("/api");

      HttpRequest request = HttpRequest.newBuilder(URI.create(stub.baseUrl + "/ingest/jobs/" + JOB)).build();
      HttpClient trusting = HttpClient.newBuilder().sslContext(key.trusting()).build();
      assertThat(trusting.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, BodyHandlers.ofString()))
          .as("a client that does not trust the key").isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void itWritesMappingsForWireMockAndEnds(@TempDir Path directory) throws IOException {
    Path mappings = directory.resolve("new/mappings");
    Ended run = Ended.with(Map.of(), "--document", document(directory), "--wiremock", mappings.toString());
    Ended again = Ended.with(Map.of(), "--document", document(directory), "--wiremock", mappings.toString());

    assertThat(run.exitCode).isZero();
    assertThat(mappings.resolve("job-" + JOB + ".json")).content().contains("/api/ingest/jobs/" + JOB);
    assertThat(mappings).isDirectoryContaining("glob:**/refused-*.json");
    assertThat(run.out).isEqualToIgnoringNewLines(
        Objects.requireNonNull(mappings.toFile().list()).length + " mappings are in " + mappings);
    assertThat(again.exitCode).isEqualTo(2);
    assertThat(again.err).contains("not empty").hasLineCount(1);
  }

  @Test
  void helpNamesEveryOption() {
    Ended run = Ended.with(Map.of(), "--help");

    assertThat(run.exitCode).isZero();
    assertThat(run.out).contains("--port", "--document", "--keystore", Main.KEYSTORE_PASSWORD, "--wiremock", "--help");
    assertThat(run.err).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "--prot 8080            | --prot is not an option; there are --port, --document, --keystore",
    "8080                   | 8080 is not an option",
    "--port                 | --port needs a value",
    "--port x               | x is not a number",
    "--port 65536           | port 65536",
    "--port 0 --port 0      | --port is there twice",
    "--document nowhere.yml | nowhere.yml cannot be read",
    "--keystore nowhere.p12 | STUB_KEYSTORE_PASSWORD",
  })
  void whatIsWrongWithAnOptionIsOneLineAndExitCode2(String arguments, String message) {
    Ended run = Ended.with(Map.of(), arguments.split(" "));

    assertThat(run.exitCode).isEqualTo(2);
    assertThat(run.err).startsWith("stub: ").contains(message).hasLineCount(1);
    assertThat(run.out).isEmpty();
  }

  @Test
  void aDocumentThatCannotBeServedIsOneLine(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("other.yaml"), "openapi: 3.0.3");
    Path broken = Files.writeString(directory.resolve("broken.yaml"), "a: [");

    assertThat(Ended.with(Map.of(), "--document", file.toString()).err).contains("other.yaml", "getIngestJob").hasLineCount(1);
    assertThat(Ended.with(Map.of(), "--document", broken.toString()).err).contains("broken.yaml, line 1").hasLineCount(1);
  }

  @Test
  void aKeystoreThatCannotBeUsedIsOneLineWithoutThePassword(@TempDir Path directory) throws IOException {
    LocalKey key = LocalKey.in(directory);
    String wrong = "not-" + key.password();
    Path text = Files.writeString(directory.resolve("text.p12"), "no keystore");

    assertThat(Ended.with(Map.of(Main.KEYSTORE_PASSWORD, wrong), "--keystore", key.keystore().toString()).err)
        .contains("localhost.p12", "password").doesNotContain(wrong).hasLineCount(1);
    assertThat(Ended.with(Map.of(Main.KEYSTORE_PASSWORD, wrong), "--keystore", text.toString()).err)
        .contains("text.p12").doesNotContain(wrong).hasLineCount(1);
    assertThat(Ended.with(Map.of(Main.KEYSTORE_PASSWORD, wrong), "--keystore", directory.resolve("nowhere.p12").toString()).err)
        .contains("nowhere.p12").doesNotContain(wrong).hasLineCount(1);
  }

  /** A document that stays as it is, whatever the build has been given. */
  private static String document(Path directory) throws IOException {
    return Files.writeString(directory.resolve("other.yaml"), DOCUMENT).toString();
  }

  /** A run that has ended by itself. */
  private record Ended(int exitCode, String out, String err) {
    static Ended with(Map<String, String> environment, String... arguments) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode = Main.run(List.of(arguments), environment, new PrintStream(out, true), new PrintStream(err, true));
      return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** A run that goes on until it is closed. */
  private record Running(Thread thread, String usage, URI baseUrl) implements AutoCloseable {
    static Running with(Map<String, String> environment, String... arguments) throws IOException {
      PipedOutputStream out = new PipedOutputStream();
      BufferedReader reader = new BufferedReader(new InputStreamReader(new PipedInputStream(out, 1 << 16), StandardCharsets.UTF_8));
      PrintStream printer = new PrintStream(out, false, StandardCharsets.UTF_8);
      Thread thread = new Thread(() -> {
        assertThat(Main.run(List.of(arguments), environment, printer, System.err)).isZero();
        printer.close();
      });
      thread.start();
      String first = reader.readLine();
      Matcher url = Pattern.compile("https?://localhost:[0-9]+/api").matcher(first);
      assertThat(url.find()).as(first).isTrue();
      // What was flushed with the first line is there.
      StringBuilder usage = new StringBuilder(first).append('\n');
      while (reader.ready()) {
        usage.append(reader.readLine()).append('\n');
      }
      return new Running(thread, usage.toString(), URI.create(url.group()));
    }

    @Override
    public void close() {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
