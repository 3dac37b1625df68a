package dev.ingestjobs.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.contract.broker.FakeBroker.Asked;
import dev.ingestjobs.contract.consumer.Defined;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Maven does with the profile {@code broker}: seen from a broker, in a copy of this project that runs no more tests than it has
 * to. It takes minutes, so it has a profile of its own.
 */
class BrokerProof {
  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Path COPY = Path.of(System.getProperty("proof.directory"));
  private static final Path MODULE = COPY.resolve("contract-tests");
  private static final Set<String> NOT_COPIED = Set.of("target", ".git", ".ci", ".github", "node_modules");

  private static FakeBroker broker;

  @BeforeAll
  static void copy() throws IOException {
    broker = new FakeBroker();
    Files.walkFileTree(PROJECT, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (NOT_COPIED.contains(folder.getFileName().toString())) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        Files.createDirectories(COPY.resolve(PROJECT.relativize(folder)));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.copy(file, COPY.resolve(PROJECT.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
        return FileVisitResult.CONTINUE;
      }
    });
    // Not the tests of these two: only -Pbroker itself is on trial.
    skip(COPY, false);
    edit(COPY.resolve("pom.xml"), "<failIfNoTests>", "<skipTests>${proof.skip}</skipTests>\n            <failIfNoTests>");
    skip(COPY.resolve("api-spec"), true);
    skip(COPY.resolve("client"), true);
    run("surefire", "**/consumer/*Test.java");
    run("failsafe", "**/ContractIT.java", "**/StubProviderIT.java", "**/WrittenPactIT.java");
  }

  @AfterAll
  static void close() {
    broker.close();
  }

  @BeforeEach
  void reset() {
    broker.reset();
  }

  @Test
  void withoutTheProfileNothingIsAskedAndThePluginIsNotThere() throws Exception {
    Build build = build(List.of());

    assertThat(build.exit).as(build.output).isZero();
    assertThat(build.output).doesNotContain("can-i-deploy", "(publish-the-pact)");
    assertThat(broker.asked()).isEmpty();
  }

  @Test
  void whatWasVerifiedIsPublishedThenItsVerificationAndThenTheQuestionIsAsked() throws Exception {
    // What an earlier build has left, which failed, has no part in this one.
    leave("pacts/amperity-ingest-client-amperity-ingest-jobs.json", "{\"consumer\": {\"name\": \"amperity-ingest-client\"}}");
    leave("publishable/other.json", "{}");
    leave("broker-reports/failsafe-summary.xml", "<failsafe-summary result=\"255\" timeout=\"false\"><completed>1</completed>"
        + "<errors>0</errors><failures>1</failures><skipped>0</skipped><flakes>0</flakes><failureMessage/></failsafe-summary>");

    Build build = build(List.of("-Pbroker"));

    assertThat(build.exit).as(build.output).isZero();
    assertThat(broker.changes()).extracting(Asked::toString).containsExactly("POST /contracts/publish",
        "PUT /pacticipants/amperity-ingest-jobs/branches/trunk/versions/0123abc", "POST /verification-results");
    JsonNode published = broker.changes().get(0).body();
    assertThat(published.get("pacticipantName").textValue()).isEqualTo("amperity-ingest-client");
    assertThat(published.get("pacticipantVersionNumber").textValue()).isEqualTo("0123abc");
    assertThat(published.get("branch").textValue()).isEqualTo("trunk");
    assertThat(published.get("buildUrl").textValue()).isEqualTo("https://ci.example.com/7");
    assertThat(published.get("contracts")).hasSize(1);
    JsonNode pact = new ObjectMapper().readTree(Base64.getDecoder().decode(published.at("/contracts/0/content").textValue()));
    assertThat(pact.get("interactions")).hasSameSizeAs(Defined.interactions());
    JsonNode verification = broker.changes().get(2).body();
    assertThat(verification.get("success").booleanValue()).isTrue();
    assertThat(verification.get("providerApplicationVersion").textValue()).isEqualTo("0123abc");
    assertThat(verification.get("buildUrl").textValue()).isEqualTo("https://ci.example.com/7");
    assertThat(broker.asked().get(broker.asked().size() - 1).toString())
        .startsWith("GET /matrix").contains("amperity-ingest-client", "0123abc");
    assertThat(build.output).containsSubsequence("integration-test (check-the-pact)", "verify (check-the-pact)",
        "(let-a-verified-pact-through)", "(publish-the-pact)", "(verify-the-published-pact)", "(ask-whether-it-may-be-deployed)");
    noTokenIn(build);
  }

  @Test
  void ifTheVerificationFailsNothingIsPublished() throws Exception {
    Path verification = MODULE.resolve("src/test/java/dev/ingestjobs/contract/provider/StubVerification.java");
    edit(verification, "announceEnd(true)", "announceEnd(false)");
    try {
      Build build = build(List.of("-Pbroker"));

      assertThat(build.exit).isNotZero();
      assertThat(build.output).contains("StubProviderIT").doesNotContain("(publish-the-pact)");
      assertThat(broker.asked()).isEmpty();
    } finally {
      edit(verification, "announceEnd(false);\n  }\n\n  @State(value", "announceEnd(true);\n  }\n\n  @State(value");
    }
  }

  /** In a way that no list of properties knows. */
  @Test
  void ifAPartOfTheTestsIsLeftOutNothingIsPublished() throws Exception {
    Path someTests = Files.writeString(COPY.resolve("some-tests"), "**/ErrorsConsumerTest.java\n");
    Path theChecks = Files.writeString(COPY.resolve("the-checks"), "**/ContractIT.java\n**/StubProviderIT.java\n");

    Build build = build(List.of("-Pbroker", "-Dsurefire.excludesFile=" + someTests, "-Dfailsafe.excludesFile=" + theChecks));

    assertThat(build.exit).isNotZero();
    assertThat(build.output).contains("and not this: pact.interaction.unwritten", "ContractIT has not run in this build.",
        "StubProviderIT has not run in this build.").doesNotContain("(publish-the-pact)");
    assertThat(broker.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Dtest=JobsConsumerTest", "-DskipITs", "-X", "-Dpact.broker.token=any"})
  void aBuildThatMustNotPublishIsRefused(String option) throws Exception {
    Build build = build(List.of("-Pbroker", "-Dsurefire.failIfNoSpecifiedTests=false", option));

    assertThat(build.exit).isNotZero();
    assertThat(build.output).contains("BuildException has occurred: -Pbroker").doesNotContain("T E S T S");
    assertThat(broker.asked()).isEmpty();
    noTokenIn(build);
  }

  @Test
  void withoutABrokerTheProfileFails() throws Exception {
    Build build = build(List.of("-Pbroker"), "PACT_BROKER_BASE_URL");

    assertThat(build.exit).isNotZero();
    assertThat(build.output).contains("-Pbroker: which broker? Set PACT_BROKER_BASE_URL");
  }

  @Test
  void whatMayNotBeDeployedFailsTheBuild() throws Exception {
    broker.deployable(false);

    Build build = build(List.of("-Pbroker"));

    assertThat(build.exit).isNotZero();
    assertThat(build.output).contains("Computer says no", "Something is not verified");
    assertThat(broker.changes()).hasSize(3);
    noTokenIn(build);
  }

  /** A build of the copy that has ended. */
  private record Build(int exit, String output) {}

  private static Build build(List<String> options, String... unset) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("proof.maven"), "bin", "mvn").toString(), "-B",
        "-Dmaven.repo.local=" + System.getProperty("proof.repository"), "-pl", "contract-tests", "-am", "verify"));
    if (System.getProperty("proof.offline").equals("offline: true")) {
      command.add("-o");
    }
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).directory(COPY.toFile()).redirectErrorStream(true);
    builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home"), "PACT_BROKER_BASE_URL", broker.url().toString(),
        "PACT_BROKER_TOKEN", FakeBroker.TOKEN, "GIT_COMMIT", "0123abc", "GIT_BRANCH", "trunk", "BUILD_URL", "https://ci.example.com/7"));
    builder.environment().keySet().removeAll(List.of(unset));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Build(process.waitFor(), output);
  }

  private static void leave(String file, String text) throws IOException {
    Path left = MODULE.resolve("target").resolve(file);
    Files.createDirectories(left.getParent());
    Files.writeString(left, text);
  }

  private static void noTokenIn(Build build) throws IOException {
    assertThat(build.output.contains(FakeBroker.TOKEN)).as("the token is in the output").isFalse();
    try (Stream<Path> files = Files.walk(MODULE.resolve("target"))) {
      assertThat(files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".class")))
          .as("files with the token").noneMatch(BrokerProof::holdsTheToken);
    }
  }

  private static boolean holdsTheToken(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(FakeBroker.TOKEN);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void skip(Path module, boolean tests) throws IOException {
    edit(module.resolve("pom.xml"), "  <properties>\n", "  <properties>\n    <proof.skip>" + tests + "</proof.skip>\n");
  }

  /** Lets a plugin run these tests alone. */
  private static void run(String plugin, String... tests) throws IOException {
    String before = "<artifactId>maven-" + plugin + "-plugin</artifactId>\n          <configuration>\n";
    StringBuilder includes = new StringBuilder("            <includes>\n");
    for (String test : tests) {
      includes.append("              <include>").append(test).append("</include>\n");
    }
    edit(MODULE.resolve("pom.xml"), before, before + includes + "            </includes>\n");
  }

  private static void edit(Path file, String before, String after) throws IOException {
    String text = Files.readString(file);
    assertThat(text).as(file.toString()).contains(before);
    Files.writeString(file, text.replace(before, after));
  }
}
