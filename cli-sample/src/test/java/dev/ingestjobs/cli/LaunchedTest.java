package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.cli.Launched.Ended;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The command by its launcher, without a terminal: data is on standard output, and all else on standard error. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LaunchedTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StubServer STUB = StubServer.start();
  private static final HostileServer NOT_THE_API = server(200, "<html>Welcome</html>");
  private static final HostileServer GATEWAY = server(502, "<html>Bad gateway</html>");
  private static final URI NOBODY = nobody();

  /** The lines of the table below are run ahead, a few at a time. */
  private static final ExecutorService RUNS = Executors.newFixedThreadPool(3);

  private static final String EVERYTHING = "--max-rejected=100% --max-errors=100%";
  private static final String NOTHING = "";
  private static final String ANYTHING = ".*";
  /** Three lines: what, ids, what next. */
  private static final String FAILURE = "ingest-jobs: [^\n]+\n[^\n]+\n[^\n]+\n";
  private static final String MISUSE = "ingest-jobs: [^\n]+\n((Did you mean|Possible solutions)[^\n]+\n)?Try 'ingest-jobs[a-z ]* --help'\\.\n";
  private static final String JOB = "Job       isj-[^\n]+\nWorkflow  wf-[^\n]+\nStatus    [^\n]+\n\nTABLE  [^\n]+\n.*";

  @TempDir
  private Path folder;

  @AfterAll
  static void stop() {
    RUNS.shutdownNow();
    STUB.close();
    NOT_THE_API.close();
    GATEWAY.close();
  }

  private static HostileServer server(int status, String body) {
    try {
      return new HostileServer(status, body);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI nobody() {
    try (StubServer gone = StubServer.start()) {
      return gone.baseUrl();
    }
  }

  private static Map<String, String> asking(URI baseUrl) {
    return Run.environment("AMPERITY_BASE_URL", baseUrl.toString());
  }

  static Stream<Arguments> lines() {
    STUB.play("isj-slow", TimeLine.of("isj-running").after(Duration.ofSeconds(30)));
    STUB.play("isj-nightly", TimeLine.of("isj-running").then("isj-internal-error").then("isj-1f73r9u2"));
    URI stub = STUB.baseUrl();
    return Stream.of(
        line(0, stub, "get isj-1f73r9u2", JOB, NOTHING),
        line(0, stub, "get isj-1f73r9u2 isj-failed --files", JOB + "FILE  .+" + JOB + "FILE  .+", NOTHING),
        line(0, stub, "get isj-failed --verbose", JOB, "ingest-jobs: isj-failed attempt 1: 200 after \\d+ ms\n"),
        line(0, NOBODY, "wait isj-1f73r9u2 --demo --quiet " + EVERYTHING, JOB, NOTHING),
        line(0, stub, "wait isj-nightly --interval=1ms " + EVERYTHING, JOB,
            ".*Z isj-nightly [^\n]+ → running\n.*goes on waiting after: 500 .*; waited [^\n]+, 3 polls\n"),
        line(0, stub, "config", "SETTING  .+\ntoken +\\*+ +AMPERITY_TOKEN\n.*", NOTHING),
        line(0, stub, "completion bash", "#!/usr/bin/env bash\n.*'--max-rejected'.*", NOTHING),
        line(0, stub, "completion fish", "complete -c ingest-jobs -f\n.* -l max-rejected .*", NOTHING),
        line(0, stub, "--version", "ingest-jobs \\S+\nclient      \\S+\ndocument    [^\n]+\nJava        [^\n]+\n", NOTHING),
        line(0, stub, "--help", "Reads ingest jobs .*Usage: .* get .* wait .* config .* stub .* completion .*", NOTHING),
        line(1, stub, "get isj-conflict", NOTHING, FAILURE),
        line(1, stub, "wait isj-1f73r9u2 -q", JOB, "ingest-jobs: isj-1f73r9u2: not everything was loaded: .+"),
        line(2, stub, "", NOTHING, ".*Try 'ingest-jobs --help'\\.\n"),
        line(2, stub, "got isj-1f73r9u2", NOTHING, MISUSE),
        line(2, stub, "get", NOTHING, MISUSE),
        line(2, stub, "get isj-1f73r9u2 --token=" + Run.TOKEN, NOTHING, MISUSE),
        line(2, stub, "get isj-1f73r9u2 " + Run.TOKEN + "/..", JOB, FAILURE),
        line(2, stub, "get isj-missing-tenant", NOTHING, FAILURE),
        line(2, stub, "wait isj-1f73r9u2 --max-errors=some", NOTHING, FAILURE),
        line(2, stub, "config --profile=nobodys", NOTHING, FAILURE),
        line(2, stub, "stub --port=" + stub.getPort(), NOTHING, FAILURE),
        line(2, stub, "completion tcsh", NOTHING, MISUSE),
        line(3, stub, "get isj-unauthorized -v", NOTHING, "ingest-jobs: isj-unauthorized attempt 1: 401 .+"),
        line(3, stub, "wait isj-forbidden", NOTHING, FAILURE),
        line(3, stub, "get isj-1f73r9u2 --token-file=/nowhere/token", NOTHING, FAILURE),
        line(4, stub, "get isj-no-such-job isj-1f73r9u2", JOB, FAILURE),
        line(5, stub, "get isj-slow --timeout=30ms", NOTHING, FAILURE),
        line(5, stub, "wait isj-running --timeout=1s --interval=1h", ANYTHING, "(\\S+Z isj-running [^\n]+\n)*" + FAILURE),
        line(6, stub, "get isj-rate-limited", NOTHING, FAILURE),
        line(7, stub, "get isj-internal-error", NOTHING, FAILURE),
        line(7, GATEWAY.baseUrl(), "get isj-1", NOTHING, FAILURE),
        line(7, NOBODY, "get isj-1", NOTHING, FAILURE),
        line(8, NOT_THE_API.baseUrl(), "get isj-1", NOTHING, FAILURE));
  }

  private static Arguments line(int exitCode, URI baseUrl, String line, String out, String err) {
    String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    return arguments(exitCode, line, out, err, RUNS.submit(() -> Launched.run(asking(baseUrl), args)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lines")
  void eachLineHasItsExitCodeAndEachStreamWhatBelongsThere(int exitCode, String line, String out, String err, Future<Ended> run)
      throws Exception {
    Ended ended = run.get();

    assertThat(ended.exitCode()).as(ended.err()).isEqualTo(exitCode);
    assertThat(ended.out()).as("standard output").matches(Pattern.compile(out, Pattern.DOTALL));
    assertThat(ended.err()).as("standard error").matches(Pattern.compile(err, Pattern.DOTALL));
    assertThat(ended.out() + ended.err()).as("escape sequences").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({"get, json", "get, csv", "wait, json", "wait, jsonl"})
  void nothingButDataIsOnStandardOutput(String command, String form) throws IOException, InterruptedException {
    Ended run = Launched.run(asking(STUB.baseUrl()), command, "isj-no-such-job", "isj-failed", "-v", "-o", form);

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("ingest-jobs: isj-no-such-job", "404", "request_id");
    if (form.equals("csv")) {
      MappingIterator<List<String>> rows =
          new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY).readValues(run.out());
      assertThat(rows.readAll()).hasSizeGreaterThan(1).allSatisfy(row -> assertThat(row).hasSize(13));
    } else {
      try (MappingIterator<JsonNode> documents = JSON.readerFor(JsonNode.class).readValues(run.out())) {
        List<JsonNode> all = documents.readAll();
        assertThat(all).isNotEmpty().allSatisfy(document -> assertThat(document.isObject()).isTrue());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsAWaitAndWhatWasLastSeenIsPrinted(String signal, int exitCode) throws IOException, InterruptedException {
    try (Launched wait = Launched.start(asking(STUB.baseUrl()), "wait", "isj-failed", "isj-running", "--interval=1h")) {
      wait.untilErr("isj-failed ended");
      wait.untilErr("Orders (df-5L6d1veh): +1 file");
      wait.signal(signal);
      Ended ended = wait.end();

      assertThat(ended.exitCode()).isEqualTo(exitCode);
      assertThat(ended.out()).startsWith("Job       isj-failed\n").contains("\nLoyalty members ", "\nJob       isj-running\n", "\nOrders ");
      assertThat(ended.err()).endsWith("ingest-jobs: interrupted; the job goes on all the same: wait again with the same id.\n");
    }
  }

  @Test
  void whatWasLastSeenIsPrintedWhateverIdItHas() throws IOException, InterruptedException {
    try (HostileServer server = new HostileServer(200,
            "{\"id\": \"isj-other\", \"workflow_id\": \"wf\", \"tables\": [{\"table_name\": \"Orders\", \"state\": \"running\"}]}");
        Launched wait = Launched.start(asking(server.baseUrl()), "wait", "isj-asked", "--interval=1h")) {
      wait.untilErr("no state");
      wait.signal("INT");

      assertThat(wait.end().out()).startsWith("Job       isj-other\n").contains("\nOrders ");
    }
  }

  @Test
  void aStubAnswersUntilItIsStopped() throws IOException, InterruptedException {
    try (Launched stub = Launched.start(Map.of(), "stub")) {
      Matcher url = Pattern.compile("http://localhost:[0-9]+/api").matcher(stub.untilOut("isj-1f73r9u2  "));
      assertThat(url.find()).isTrue();
      Ended asked = Launched.run(asking(URI.create(url.group())), "get", "isj-1f73r9u2");
      stub.signal("TERM");

      assertThat(asked.exitCode()).as(asked.err()).isZero();
      assertThat(stub.end()).extracting(Ended::exitCode, Ended::err).containsExactly(143, "");
    }
  }

  /** Such as that of a container. */
  @Test
  void namesAreUtf8InALocaleOfAsciiAlone() throws IOException, InterruptedException {
    String name = "Größen – サイズ 👕";
    try (HostileServer server = new HostileServer(200,
        "{\"id\": \"isj-1\", \"workflow_id\": \"wf-1\", \"tables\": [{\"state\": \"succeeded\", \"table_name\": \"" + name + "\"}]}")) {
      Map<String, String> environment = asking(server.baseUrl());
      environment.put("LC_ALL", "C");
      Ended run = Launched.run(environment, "get", "isj-1");

      assertThat(run.out()).contains(name);
      assertThat(run.err()).isEmpty();
    }
  }

  /** Whoever shows headers or arguments shows it. The server sees that it was sent. */
  @ParameterizedTest
  @CsvSource({"variable", "token-file", "token", "client-secret"})
  void noSecretIsShownHoweverItIsGiven(String way) throws IOException, InterruptedException {
    BlockingQueue<String> sent = new LinkedBlockingQueue<>();
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      sent.add(exchange.getRequestHeaders().getFirst("Authorization") + new String(exchange.getRequestBody().readAllBytes()));
      byte[] body = "{\"status\": 401, \"message\": \"no\"}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(401, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try {
      String url = "http://localhost:" + server.getAddress().getPort();
      Map<String, String> environment = asking(URI.create(url));
      if (!way.equals("variable")) {
        environment.remove("AMPERITY_TOKEN");
        Path token = Files.writeString(folder.resolve("token"), Run.TOKEN);
        environment.put("INGEST_JOBS_CONFIG", config("rw-------", switch (way) {
          case "token" -> "token = '" + Run.TOKEN + "'";
          case "token-file" -> "token-file = '" + token + "'";
          default -> "client-id = 'me'\nclient-secret = '" + Run.SECRET + "'\ntoken-url = '" + url + "/token'";
        }));
      }

      Ended get = Launched.run(environment, "get", "isj-1", "--verbose"); // Launched looks for the secrets.
      Ended config = Launched.run(environment, "config");

      assertThat(get.exitCode()).isEqualTo(3);
      assertThat(get.err()).contains("401");
      assertThat(config.exitCode()).isZero();
      assertThat(sent).isNotEmpty().allSatisfy(request -> assertThat(request).containsAnyOf(Run.TOKEN, Run.SECRET,
          Base64.getEncoder().encodeToString(("me:" + Run.SECRET).getBytes())));
    } finally {
      server.stop(0);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noSecretIsAnArgumentOfTheProcess() throws IOException, InterruptedException {
    try (Launched wait = Launched.start(asking(STUB.baseUrl()), "wait", "isj-running", "--interval=1h")) {
      wait.untilErr("running");

      assertThat(Path.of("/proc", Long.toString(wait.pid()), "cmdline")).content().contains("ingest-jobs.jar").doesNotContain(Run.TOKEN);
      assertThat(Path.of("/proc", Long.toString(wait.pid()), "environ")).content().as("where it is").contains(Run.TOKEN);
    }
  }

  @Test
  void aConfigFileThatOthersCanReadMayHoldNoToken() throws IOException, InterruptedException {
    Map<String, String> environment = asking(STUB.baseUrl());
    environment.remove("AMPERITY_TOKEN");
    String file = config("rw-r--r--", "token = '" + Run.TOKEN + "'");

    Ended run = Launched.run(environment, "get", "isj-1f73r9u2", "--config", file);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(file, "can be read by others; run chmod 600 on it");
    Files.setPosixFilePermissions(Path.of(file), PosixFilePermissions.fromString("rw-------"));
    assertThat(Launched.run(environment, "get", "isj-1f73r9u2", "--config", file).exitCode()).isZero();
  }

  private String config(String permissions, String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), "[default]\n" + settings + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions)).toString();
  }
}
