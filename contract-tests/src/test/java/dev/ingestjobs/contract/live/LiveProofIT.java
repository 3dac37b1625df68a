package dev.ingestjobs.contract.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Code;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.contract.trap.OtherJvm;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Edit;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;
import dev.ingestjobs.spec.check.Released;
import dev.ingestjobs.stub.LocalKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Check D, against a program of its own that plays a tenant: it passes where the API honors the pact, and notices where it does not. */
class LiveProofIT {
  private static final String TOKEN = "proof-" + UUID.randomUUID();
  private static final String TENANT = "acme-of-the-proof";
  private static final String CUSTOMERS = "Customers of Acme";
  /** Those that the tenant has. */
  private static final Map<String, String> JOBS = Map.of(
      "AMPERITY_LIVE_FINISHED_JOB", "isj-live-finished",
      "AMPERITY_LIVE_RUNNING_JOB", "isj-live-running",
      "AMPERITY_LIVE_SCHEDULED_JOB", "isj-live-scheduled",
      "AMPERITY_LIVE_FAILED_JOB", "isj-live-failed",
      "AMPERITY_LIVE_NO_TABLES_JOB", "isj-live-no-tables");
  private static final Map<String, String> FINISHED_JOB = Map.of("AMPERITY_LIVE_FINISHED_JOB", "isj-live-finished", LiveSettings.PROVOKE, "none");
  private static final String ANOTHER_TENANTS_VALUES = """
      replace:
        isj-1f73r9u2: isj-live-finished
        '"isj-running"': '"isj-live-running"'
        '"isj-scheduled"': '"isj-live-scheduled"'
        '"isj-failed"': '"isj-live-failed"'
        '"isj-no-tables"': '"isj-live-no-tables"'
        My table: Customers of Acme
      """;
  private static final LiveVerification VERIFICATION = new LiveVerification(ApiDocument.packaged());
  private static int told;

  @TempDir
  private static Path directory;
  private static List<SynchronousHttp> pact;
  private static SynchronousHttp finished;
  private static LocalKey key;
  private static Process tenants;
  private static URI url;

  @BeforeAll
  static void start() throws IOException {
    pact = Pacts.read(Contract.pactFile());
    finished = pact.stream().filter(interaction -> interaction.getDescription().equals("a finished job")).findFirst().orElseThrow();
    key = LocalKey.in(directory);
    ApiDocument document = Edit.of(ApiDocument.parse("values", ANOTHER_TENANTS_VALUES).root()).applyTo(Released.document());
    Path file = Files.writeString(directory.resolve("document.json"), document.json());
    tenants = OtherJvm.start(PlayedTenant.class, environment -> environment.putAll(Map.of(
        PlayedTenant.KEYSTORE, key.keystore().toString(), PlayedTenant.PASSWORD, key.password(), PlayedTenant.TOKEN, TOKEN,
        PlayedTenant.DOCUMENT, file.toString(), PlayedTenant.EDITS, directory.toString())), "-Dsun.net.httpserver.nodelay=true");
    url = URI.create(new BufferedReader(new InputStreamReader(tenants.getInputStream(), StandardCharsets.UTF_8)).readLine());
  }

  @AfterAll
  static void stop() throws IOException {
    tenants.getOutputStream().close();
  }

  // The API honors the pact

  @Test
  void aTenantThatHonorsThePactPassesAndWhatWasNotTriedIsTold() throws Exception {
    int before = requests("plain").size();
    LiveVerification.Result result = verify("plain", JOBS);

    assertThat(result.findings()).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN).isEmpty();
    // Five jobs, one of them also by the query, and four refusals.
    assertThat(result.exercised()).isEqualTo(10);
    assertThat(requests("plain")).hasSize(before + 10);
    assertThat(result.interactions()).isEqualTo(pact.size());
    assertThat(of(result, LiveCode.STATE_NOT_EXERCISED)).hasSize(pact.size() - 10)
        .extracting(Finding::interaction).doesNotHaveDuplicates();
    assertThat(of(result, LiveCode.STATE_NOT_EXERCISED)).extracting(Finding::line)
        .anyMatch(line -> line.endsWith("[500: the API fails given the API fails]: A tenant cannot be made to answer 500 without harm."))
        .anyMatch(line -> line.endsWith("The API announces no end of the version 2024-04-01."));
    assertThat(of(result, LiveCode.HEADER_UNDOCUMENTED)).hasSize(1);
    assertThat(result.summary()).isEqualTo("10 of " + pact.size() + " interactions exercised against the live API, "
        + (pact.size() - 10) + " not exercised.");
  }

  @Test
  void aTenantWhoseVersionEndsExercisesThoseInteractionsToo() throws Exception {
    int before = requests("ending").size();
    LiveVerification.Result result = verify("ending", JOBS);

    long ending = pact.stream().map(interaction -> interaction.getProviderStates().stream().map(ProviderState::getName).toList())
        .filter(states -> states.contains(Contract.VERSION_IS_DEPRECATED)
            && states.stream().anyMatch(state -> TenantState.of(state).isPresent())).count();
    assertThat(ending).isPositive();
    assertThat(result.findings()).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN).isEmpty();
    assertThat(result.exercised()).isEqualTo(10 + (int) ending);
    assertThat(requests("ending")).as("the same request is sent once").hasSize(before + 10);
  }

  @Test
  void eachRequestHasAPlaceInTheRateLimit() throws Exception {
    AtomicInteger places = new AtomicInteger();
    int before = requests("plain").size();
    run(pact, settings("plain", JOBS), client -> client.sslContext(key.trusting()).rateLimiter(atMost -> {
      places.incrementAndGet();
      return Optional.of(Duration.ZERO);
    }));

    assertThat(places).hasValue(requests("plain").size() - before).hasValue(10);
  }

  static Stream<Arguments> freedoms() {
    return Stream.of(
        arguments("an optional field left out", LiveCode.FIELD_NOT_EXERCISED, "$.tables[].files[].name is absent", "remove: ['/tables/0/files/0/name']"),
        arguments("a moment null", LiveCode.FIELD_NOT_EXERCISED, "$.tables[].started_at is null", "set: {'/tables/0/started_at': null}"),
        arguments("no files", LiveCode.FIELD_NOT_EXERCISED, "$.tables[].files is empty", "set: {'/tables/0/files': []}"),
        arguments("no state", LiveCode.FIELD_NOT_EXERCISED, "$.tables[].state is absent", "remove: ['/tables/0/state']"),
        arguments("a table in another state", LiveCode.TABLE_NOT_EXERCISED, "Of 2 tables", "set: {'/tables/-': {state: skipped}}"),
        arguments("a new field", LiveCode.FIELD_UNDOCUMENTED, "$.tables[].owner is not documented", "set: {'/tables/0/owner': me}"),
        arguments("a state in display form", null, "", "set: {'/tables/0/state': SUCCEEDED}"),
        arguments("more files", null, "", "set: {'/tables/0/files/-': {file_id: a, name: b, read: 1, errors: 0}}"),
        arguments("more tables", null, "", "set: {'/tables/-': {feed_id: a, job_id: isj-live-finished, table_name: b, state: succeeded, "
            + "started_at: '2024-06-01T04:02:54Z', ended_at: '2024-06-01T04:02:54Z', read: 1, errors: 1, rejected: 0, inserted: 0, updated: 0, files: []}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("freedoms")
  void whatTheDocumentPermitsIsNotBroken(String name, FindingCode code, String message, String edit) throws IOException {
    List<Finding> findings = findings(name, edit);

    assertThat(findings).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN).isEmpty();
    if (code != null) {
      assertThat(findings).filteredOn(finding -> finding.code() == code).extracting(Finding::message).anyMatch(line -> line.contains(message));
    }
  }

  // It does not

  static Stream<Arguments> differences() {
    return Stream.of(
        arguments("a number as a text", LiveCode.RESPONSE_MISMATCH, "$.tables[].read is a string where the pact has 1000", "set: {'/tables/0/read': '1000'}"),
        arguments("the same under the document", LiveCode.RESPONSE_INVALID, "At $.tables[].read: Instance type (string)", "set: {'/tables/0/read': '1000'}"),
        arguments("the same for the client", LiveCode.RESPONSE_UNREADABLE,
            "UndecodableResponseException, because of tables[0].read", "set: {'/tables/0/read': '1000'}"),
        arguments("a negative count", LiveCode.RESPONSE_INVALID, "At $.tables[].read the response is not valid: minimum", "set: {'/tables/0/read': -7001}"),
        arguments("a required field left out", LiveCode.RESPONSE_MISMATCH, "$ lacks workflow_id", "remove: ['/workflow_id']"),
        arguments("another job's id", LiveCode.RESPONSE_MISMATCH, "$.id is not the id of the job that was asked for", "set: {/id: isj-of-another}"),
        arguments("another job's id in a table", LiveCode.RESPONSE_MISMATCH,
            "$.tables[].job_id is not the id of the job", "set: {'/tables/0/job_id': isj-of-another}"),
        arguments("a moment without offset", LiveCode.RESPONSE_MISMATCH,
            "$.tables[].ended_at is a string that the pact does not take", "set: {'/tables/0/ended_at': '2024-06-01T04:02:57'}"),
        arguments("a count null", LiveCode.RESPONSE_MISMATCH, "$.tables[].errors is null", "set: {'/tables/0/errors': null}"),
        arguments("tables that are no array", LiveCode.RESPONSE_MISMATCH, "$.tables is an object", "set: {'/tables': {}}"),
        arguments("a state spelled otherwise", LiveCode.STATE_WRONG, "in complete", "set: {'/tables/0/state': complete}"),
        arguments("no tables", LiveCode.STATE_WRONG, "it has no tables", "set: {'/tables': []}"),
        arguments("one table of two broken", LiveCode.RESPONSE_MISMATCH,
            "$.tables[].inserted is a boolean", "set: {'/tables/-': {state: succeeded, inserted: true}}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void aDifferenceIsNoticed(String name, FindingCode code, String message, String edit) throws IOException {
    assertThat(findings(name, edit)).filteredOn(finding -> finding.code() == code).extracting(Finding::line)
        .anyMatch(line -> line.contains(message) && line.contains("#/components/") && line.contains("[a finished job given the job is finished]"));
  }

  static Stream<Arguments> misbehavior() {
    return Stream.of(
        arguments("redirect", LiveCode.RESPONSE_MISMATCH, "The status is 302 where the pact has 200 (the job of AMPERITY_LIVE_FINISHED_JOB)."),
        arguments("html", LiveCode.RESPONSE_MISMATCH, "The Content-Type is text/html where the pact has application/json"),
        arguments("html", LiveCode.RESPONSE_INVALID, "a Content-Type that is not documented"),
        arguments("html", LiveCode.RESPONSE_UNREADABLE, "UndecodableResponseException"),
        arguments("broken-json", LiveCode.RESPONSE_MISMATCH, "The body is no JSON"),
        arguments("overloaded", LiveCode.UNREACHABLE, "#/components/responses/Ok  [a finished job given the job is finished]: The API answers 503 for now"),
        arguments("cut-off", LiveCode.UNREACHABLE, "No whole response came"),
        arguments("slow", LiveCode.UNREACHABLE, "it took too long"),
        arguments("echo", LiveCode.RESPONSE_MISMATCH, "$.tables[].read is a string where the pact has 1000"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("misbehavior")
  void whatNoDocumentDescribesIsNoticed(String tenant, FindingCode code, String message) {
    assertThat(finished(tenant)).filteredOn(finding -> finding.code() == code).extracting(Finding::line)
        .anyMatch(line -> line.contains(message));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    finished("redirect");

    assertThat(requests("elsewhere")).isEmpty();
  }

  @Test
  void anotherStatusIsNoticedAndNothingElseIsComparedThen() {
    Map<String, String> exchanged = Map.of("AMPERITY_LIVE_FINISHED_JOB", "isj-nobody-has", "AMPERITY_LIVE_UNKNOWN_JOB", "isj-live-finished",
        LiveSettings.PROVOKE, "404");

    assertThat(of(verify("plain", exchanged), LiveCode.RESPONSE_MISMATCH)).extracting(Finding::line).containsExactlyInAnyOrder(
        "live.response.mismatch  #/components/responses/Ok  [a finished job given the job is finished]: "
            + "The status is 404 where the pact has 200 (the job of AMPERITY_LIVE_FINISHED_JOB).",
        "live.response.mismatch  #/components/responses/Ok  [a finished job, with the version in the query given the job is finished]: "
            + "The status is 404 where the pact has 200 (the job of AMPERITY_LIVE_FINISHED_JOB).",
        "live.response.mismatch  #/components/responses/NotFound  [404: there is no such job given there is no such job]: "
            + "The status is 200 where the pact has 404 (the request asks for a job that nobody has).");
  }

  @Test
  void aTokenThatIsNotValidIsNoticed() {
    Map<String, String> environment = new HashMap<>(FINISHED_JOB);
    environment.put("AMPERITY_TOKEN", "not-" + TOKEN);

    assertThat(of(verify("plain", environment), LiveCode.RESPONSE_MISMATCH)).extracting(Finding::message)
        .allMatch(message -> message.startsWith("The status is 401 where the pact has 200"));
  }

  @Test
  void aCertificateThatIsNotTrustedEndsTheVerificationWithOneFinding() {
    LiveVerification.Result result = run(pact, settings("plain", JOBS), client -> client);

    assertThat(result.exercised()).isZero();
    assertThat(result.findings()).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN).extracting(Finding::line)
        .singleElement().asString().startsWith("live.unreachable  #/servers  [").contains("No whole response came: SSLHandshakeException", "PKIX");
    assertThat(of(result, LiveCode.STATE_NOT_EXERCISED)).hasSize(pact.size() - 1);
  }

  @Test
  void aTokenThatCannotBeHadEndsTheVerificationWithOneFinding() {
    Map<String, String> environment = new HashMap<>(JOBS);
    environment.put("AMPERITY_TOKEN", "");
    environment.put("AMPERITY_TOKEN_FILE", directory.resolve("no-token").toString());

    assertThat(verify("plain", environment).findings()).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN)
        .extracting(Finding::code).containsExactly(LiveCode.TOKEN_UNAVAILABLE);
  }

  @Test
  void aTokenFromAFileDoes() throws IOException {
    Map<String, String> environment = new HashMap<>(FINISHED_JOB);
    environment.put("AMPERITY_TOKEN", "");
    environment.put("AMPERITY_TOKEN_FILE", Files.writeString(directory.resolve("token"), TOKEN + "\n").toString());

    assertThat(verify("plain", environment).findings()).noneMatch(finding -> finding.code().outcome() == Outcome.BROKEN);
  }

  // Nothing to look at

  @ParameterizedTest
  @ValueSource(strings = {
    "AMPERITY_TENANT=                         | live.not-configured  #/servers: AMPERITY_TENANT is not set. Nothing was sent.",
    "AMPERITY_TOKEN=                          | live.not-configured  #/servers: There is no token: set AMPERITY_TOKEN_FILE",
    "AMPERITY_BASE_URL=http://localhost:1/api | live.not-configured  #/servers: AMPERITY_BASE_URL is not https",
    "AMPERITY_BASE_URL=https:///x             | live.not-configured  #/servers: AMPERITY_BASE_URL: is no http or https URL",
    "AMPERITY_LIVE_PROVOKE=403                | live.not-configured  #/servers: AMPERITY_LIVE_PROVOKE is not understood: give some of 400,401,404, or none.",
    "AMPERITY_LIVE_FINISHED_JOB=../admin      | live.not-configured  #/servers: AMPERITY_LIVE_FINISHED_JOB: holds '/' at character 3",
    "AMPERITY_LIVE_FINISHED_JOB=              | live.nothing-exercised  #/servers: No interaction could be exercised",
  })
  void withoutWhatItNeedsItIsOneFinding(String row) {
    String[] setting = row.split("\\s*\\|\\s*")[0].split("=", 2);
    Map<String, String> environment = new HashMap<>(FINISHED_JOB);
    environment.put(setting[0], setting[1]);

    assertThat(verify("plain", environment).findings()).filteredOn(finding -> finding.code().outcome() == Outcome.BROKEN)
        .singleElement().extracting(Finding::line).asString().startsWith(row.split("\\s*\\|\\s*")[1]);
  }

  @Test
  void anEmptyPactIsNoticed() {
    assertThat(VERIFICATION.run(List.of(), settings("plain", JOBS)).findings())
        .extracting(Finding::code).containsExactly(Code.PACT_EMPTY);
  }

  // What must not be told

  /** Nor does anything that the build has left by now. What the tests are told, they look at themselves. */
  @AfterAll
  static void nothingTellsTheTokenOrTheTenant() throws IOException {
    assertThat(told).isPositive();
    try (Stream<Path> files = Files.walk(Part.folder().getParent())) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, TOKEN))).isEmpty();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      // It was there for a moment.
      return false;
    }
  }

  /** Verifies one interaction alone, which is enough to see a difference. */
  private static List<Finding> finished(String tenant) {
    return run(List.of(finished), settings(tenant, FINISHED_JOB), LiveProofIT::connected).findings();
  }

  private static List<Finding> findings(String name, String edit) throws IOException {
    String tenant = name.replace(' ', '-').replace("'", "");
    Files.writeString(directory.resolve(tenant + ".yaml"), edit);
    return finished(tenant);
  }

  private static LiveVerification.Result verify(String tenant, Map<String, String> environment) {
    return run(pact, settings(tenant, environment), LiveProofIT::connected);
  }

  private static LiveVerification.Result run(List<SynchronousHttp> some, LiveSettings settings, UnaryOperator<IngestJobsClient.Builder> connection) {
    LiveVerification.Result result = VERIFICATION.run(some, settings, connection);
    for (Finding finding : result.findings()) {
      told++;
      assertThat(finding.line()).hasLineCount(1);
      assertThat(finding.line() + new ObjectMapper().valueToTree(Found.of(finding)))
          .doesNotContain(TOKEN, TOKEN.substring(6, 24), TENANT, CUSTOMERS, "isj-live-", "isj-of-another", "7001");
    }
    return result;
  }

  private static IngestJobsClient.Builder connected(IngestJobsClient.Builder client) {
    return client.sslContext(key.trusting()).rateLimiter(RateLimiter.unlimited());
  }

  private static LiveSettings settings(String tenant, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(Map.of(
        "AMPERITY_BASE_URL", url + "/" + tenant + "/api",
        "AMPERITY_TENANT", TENANT,
        "AMPERITY_TOKEN", TOKEN,
        "AMPERITY_MAX_ATTEMPTS", "1",
        "AMPERITY_ATTEMPT_TIMEOUT", tenant.equals("slow") ? "300ms" : "60s"));
    environment.putAll(more);
    return new LiveSettings(name -> null, environment::get);
  }

  private static List<Finding> of(LiveVerification.Result result, FindingCode code) {
    return result.findings().stream().filter(finding -> finding.code() == code).toList();
  }

  /** When each request came to a tenant, in nanoseconds. */
  private static List<Long> requests(String tenant) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newBuilder().sslContext(key.trusting()).version(HttpClient.Version.HTTP_1_1).build();
    return http.send(HttpRequest.newBuilder(url.resolve("/requests")).build(), BodyHandlers.ofString()).body().lines()
        .map(line -> line.split(" ")).filter(line -> line[1].equals(tenant)).map(line -> Long.valueOf(line[0])).toList();
  }
}
