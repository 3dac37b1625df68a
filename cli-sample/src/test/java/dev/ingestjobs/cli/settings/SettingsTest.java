package dev.ingestjobs.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.HostileServer;
import dev.ingestjobs.cli.Run;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SettingsTest {
  private static final StubServer STUB = StubServer.start();

  @TempDir
  Path folder;

  @AfterAll
  static void stop() {
    STUB.close();
  }

  /** What the client that these settings make is for. Nothing is sent. */
  private static String clientOf(Map<String, String> environment, String... options) {
    CommandSpec command = CommandSpec.create();
    Settings.addOptions(command);
    Settings settings = Settings.of(new CommandLine(command).parseArgs(options), Run.surroundings(environment));
    try (IngestJobsClient client = settings.client(IngestJobsClient.builder())) {
      return client.toString();
    }
  }

  @Test
  void theEnvironmentDoes() {
    assertThat(clientOf(Run.environment("AMPERITY_API_VERSION", "2030-01-01", "AMPERITY_BASE_URL", "https://example.com/api")))
        .isEqualTo("IngestJobsClient[baseUrl=https://example.com/api, tenant=socktown, apiVersion=2030-01-01]");
  }

  @Test
  void anOptionBeatsTheEnvironment() {
    Map<String, String> environment = 
        Run.environment("AMPERITY_API_VERSION", "2030-01-01", "AMPERITY_BASE_URL", "https://example.com/api");

    assertThat(clientOf(environment, "--tenant=other", "--api-version=2031-01-01", "--base-url=https://example.org"))
        .isEqualTo("IngestJobsClient[baseUrl=https://example.org, tenant=other, apiVersion=2031-01-01]");
    assertThat(clientOf(environment, "--region=australia")).contains("baseUrl=https://app-aws-apse2.amperity.com/api,");
  }

  @Test
  void theDefaultsAreTheClients() {
    assertThat(clientOf(Run.environment()))
        .isEqualTo("IngestJobsClient[baseUrl=https://app.amperity.com/api, tenant=socktown, apiVersion=2024-04-01]");
  }

  @Test
  void aVariableThatIsBlankIsNotSet() {
    assertThat(clientOf(Run.environment("AMPERITY_BASE_URL", "", "AMPERITY_REGION", " ")))
        .contains("https://app.amperity.com/api");
  }

  @ParameterizedTest
  @CsvSource({"shared, app.amperity.com", "Australia, app-aws-apse2.amperity.com", "AUSTRALIA, app-aws-apse2.amperity.com"})
  void aRegionIsNamedInAnyCase(String region, String host) {
    assertThat(clientOf(Run.environment("AMPERITY_REGION", region))).contains("https://" + host + "/api");
    assertThat(clientOf(Run.environment(), "--region", region)).contains("https://" + host + "/api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30s", "1m30s", "PT30S", "pt0.5s", "1H"})
  void aTimeoutIsATime(String timeout) {
    assertThat(Run.against(STUB, "get", "isj-1f73r9u2", "--timeout", timeout).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"30", "soon", "", "-1s", "0s", "25h"})
  void whatIsNoTimeoutIsRefused(String timeout) {
    Run run = Run.against(STUB, "get", "isj-1f73r9u2", "--timeout=" + timeout);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("timeout: ");
  }

  @Test
  void aMissingSettingIsNamedWithItsVariable() {
    Run noTenant = Run.in(Map.of("AMPERITY_TOKEN", Run.TOKEN), "get", "isj-1");
    Run noToken = Run.in(Map.of("AMPERITY_TENANT", "socktown"), "get", "isj-1");

    assertThat(noTenant.exitCode()).isEqualTo(2);
    assertThat(noTenant.err()).contains("--tenant", "AMPERITY_TENANT", "config file");
    assertThat(noToken.exitCode()).isEqualTo(2);
    assertThat(noToken.err()).contains("AMPERITY_TOKEN or", "--token-file", "AMPERITY_TOKEN_FILE", "--client-id", "config file");
  }

  @Test
  void aBaseUrlAndARegionTogetherAreRefused() {
    Run options = Run.in(Run.environment(), "get", "isj-1", "--base-url=https://example.com", "--region=shared");
    Run variables = Run.in(
        Run.environment("AMPERITY_BASE_URL", "https://example.com", "AMPERITY_REGION", "shared"), "get", "isj-1");

    assertThat(options.exitCode()).isEqualTo(2);
    assertThat(options.err()).startsWith("ingest-jobs: --base-url: ").contains("--region");
    assertThat(variables.exitCode()).isEqualTo(2);
    assertThat(variables.err()).contains("AMPERITY_BASE_URL").contains("AMPERITY_REGION");
  }

  @ParameterizedTest
  @CsvSource({
    "--base-url, is no URL", "--tenant, holds a control character", "--api-version, holds a control character", "--token-file, is no path"
  })
  void whatCannotBeUsedIsNamedAndNotRepeated(String option, String problem) {
    Run run = Run.in(Run.environment(), "get", "isj-1", option, Run.TOKEN + "\u0000/?");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith("ingest-jobs: " + option + ": " + problem);
  }

  @Test
  void aRegionThatIsNoneIsRefusedWithThoseThatAre() {
    Run run = Run.in(Run.environment(), "get", "isj-1", "--region", Run.TOKEN);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--region", "shared or australia");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void aTokenMayStandInAFile(String end) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), Run.TOKEN + end);
    Map<String, String> environment = Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN_FILE", file.toString());

    assertThat(Run.in(environment, "get", "isj-1f73r9u2", "--base-url", STUB.baseUrl().toString()).exitCode()).isZero();
    assertThat(Run.in(Map.<String, String>of(), "get", "isj-1f73r9u2", "--base-url", STUB.baseUrl().toString(),
        "--tenant", "a", "--token-file", file.toString()).exitCode()).isZero();
  }

  @Test
  void theFileOfTheOptionBeatsTheTokenOfTheEnvironmentWhichMayNotNameAFileAsWell() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad"), "not one token");

    Run byOption = Run.against(STUB, "get", "isj-1f73r9u2", "--token-file", bad.toString());
    Run byVariable = Run.in(
        Run.environment("AMPERITY_TOKEN_FILE", bad.toString(), "AMPERITY_BASE_URL", STUB.baseUrl().toString()),
        "get", "isj-1f73r9u2");

    assertThat(byOption.exitCode()).isEqualTo(3);
    assertThat(byVariable.exitCode()).isEqualTo(2);
    assertThat(byVariable.err()).contains("AMPERITY_TOKEN", "AMPERITY_TOKEN_FILE");
  }

  @Test
  void aTokenFileThatHoldsNoTokenIsRefused() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    Path bytes = Files.write(folder.resolve("bytes"), new byte[] {-1});
    for (Path file : List.of(folder, folder.resolve("none"), empty, bytes)) {
      Run run = Run.against(STUB, "get", "isj-1f73r9u2", "--token-file", file.toString());

      assertThat(run.exitCode()).isEqualTo(3);
      assertThat(run.err()).contains(file.toString());
    }
  }

  /** Where it says of a setting that it stands; all of them, from the strongest. */
  @ParameterizedTest
  @CsvSource({
    "true, true, --tenant", "false, true, AMPERITY_TENANT", "false, false, 'tenant in [default] of '"
  })
  void anOptionBeatsTheEnvironmentThatBeatsTheFileThatBeatsTheDefault(boolean option, boolean variable, String from) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), "[default]\ntenant = 'of-the-file'\ntimeout = '5s'\n");
    Map<String, String> environment = new HashMap<>(Map.of("INGEST_JOBS_CONFIG", file.toString()));
    if (variable) {
      environment.put("AMPERITY_TENANT", "of-the-environment");
    }
    Run run = Run.in(environment, option ? new String[] {"config", "--tenant=of-the-option"} : new String[] {"config"});

    assertThat(run.outLines()).anyMatch(line -> line.matches("tenant +of-the-(option|environment|file) +\\Q" + from + "\\E.*"))
        .anyMatch(line -> line.matches("timeout +5s +timeout in .*")).anyMatch(line -> line.matches("max-attempts +5 +default"))
        .anyMatch(line -> line.matches("tenant-host +-"));
  }

  /** A token of the environment and a token file of the profile are no contradiction: the environment decides for the group. */
  @Test
  void theFirstSourceThatHasOneOfAGroupDecidesForTheGroup() throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"),
        "[default]\ntenant = 'socktown'\nbase-url = 'https://example.com/api'\ntoken-file = '/nowhere'\nclient-id = 'me'\n");
    Map<String, String> environment = Map.of("INGEST_JOBS_CONFIG", file.toString(), "AMPERITY_TOKEN", Run.TOKEN);

    assertThat(clientOf(environment, "--region=australia")).contains("https://app-aws-apse2.amperity.com/api");
    assertThat(clientOf(environment)).contains("https://example.com/api");
    assertThat(Run.in(environment, "config", "--tenant-host=other").outLines())
        .anyMatch(line -> line.matches("token +\\*{8} +AMPERITY_TOKEN")).anyMatch(line -> line.matches("token-file +-"))
        .anyMatch(line -> line.matches("client-id +-")).anyMatch(line -> line.matches("base-url +-"))
        .anyMatch(line -> line.matches("tenant-host +other +--tenant-host"));
  }

  @Test
  void aSecretOfTheEnvironmentIsUsedAndNeverShown() throws IOException {
    try (HostileServer tokens = new HostileServer(200, "{\"access_token\": \"" + Run.TOKEN + "\", \"token_type\": \"bearer\", \"expires_in\": 3600}");
        HostileServer refusing = new HostileServer(401, "{\"error\": \"invalid_client\", \"error_description\": \"" + Run.SECRET + "\"}")) {
      Map<String, String> environment = new HashMap<>(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_BASE_URL", STUB.baseUrl().toString(),
          "AMPERITY_CLIENT_ID", "me", "AMPERITY_CLIENT_SECRET", Run.SECRET, "AMPERITY_TOKEN_URL", tokens.baseUrl() + "/token"));

      assertThat(Run.in(environment, "config").outLines()).anyMatch(line -> line.matches("client-secret +\\*{8} +AMPERITY_CLIENT_SECRET"));
      assertThat(Run.in(environment, "get", "isj-1f73r9u2", "-v").exitCode()).isZero();
      assertThat(Run.in(environment, "wait", "isj-unauthorized", "-v", "-o", "jsonl").exitCode()).isEqualTo(3);
      environment.put("AMPERITY_TOKEN_URL", refusing.baseUrl() + "/token");
      assertThat(Run.in(environment, "get", "isj-1f73r9u2", "-v").exitCode()).isEqualTo(3);
    }
  }
}
