package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  private static final String JOB = "isj-of-the-file";
  private static final String DOCUMENT = """
      openapi: 3.0.3
      paths:
        /ingest/jobs/{id}:
          get:
            operationId: getIngestJob
            responses:
              '200': {content: {application/json: {examples: {a: {summary: the one, value: {id: JOB, workflow_id: w, tables: []}}}}}}
              4XX:
                content:
                  application/json:
                    examples:
                      {a: {value: {status: 400}}, b: {value: {status: 401}}, c: {value: {status: 404}}, d: {value: {status: 405}}}
      """.replace("JOB", JOB);

  @Test
  void itSaysHowToUseItAndAnswersUntilItIsEnded() throws Exception {
    try (Running stub = Running.with(Map.of())) {
      assertThat(stub.usage).startsWith("The stub listens at http://localhost:").contains("curl -H 'amperity-tenant: demo'", "  isj-");
      assertThat(stub.baseUrl.getScheme()).isEqualTo("http");
      assertThat(client(stub.baseUrl).build().get("isj-running").id()).isEqualTo("isj-running");
    }
  }

  @Test
  void itSpeaksHttpsWithAKeyFromAKeystore(@TempDir Path directory) throws Exception {
    LocalKey key = LocalKey.in(directory);
    try (Running stub = Running.with(
        Map.of(Main.KEYSTORE_PASSWORD, key.password()), "--port", "0", "--keystore", key.keystore().toString())) {
      assertThat(stub.usage).contains("curl --insecure -H").doesNotContain(key.password());
      assertThat(stub.baseUrl).hasScheme("https").hasHost("localhost").hasPath("/api");
      assertThat(client(stub.baseUrl).sslContext(key.trusting()).build().get("isj-running").id()).isEqualTo("isj-running");
      assertThatThrownBy(() -> client(stub.baseUrl).build().get("isj-running"))
          .as("a client that does not trust the key").isInstanceOf(TransportException.class);
    }
  }

  @Test
  void itServesAnotherDocument(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("other.yaml"), DOCUMENT);
    try (Running stub = Running.with(Map.of(), "--document", file.toString())) {
      assertThat(stub.usage).contains("  curl " + stub.baseUrl + "/ingest/jobs/" + JOB + "\n", "  " + JOB + "  the one\n");
      assertThat(client(stub.baseUrl).build().get(JOB).tables()).isEmpty();
    }
  }

  @Test
  void helpNamesEveryOption() {
    Ended run = Ended.with(Map.of(), "--help");

    assertThat(run.exitCode).isZero();
    assertThat(run.out).contains("--port", "--document", "--keystore", Main.KEYSTORE_PASSWORD, "--help");
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

  private static IngestJobsClient.Builder client(URI baseUrl) {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .baseUrl(baseUrl).tenant("socktown").token(Caller.TOKEN).retry(RetryPolicy.NONE);
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
