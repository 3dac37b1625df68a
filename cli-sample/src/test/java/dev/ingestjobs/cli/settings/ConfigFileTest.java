package dev.ingestjobs.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ingestjobs.cli.Run;
import dev.ingestjobs.cli.Surroundings;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the permissions of files are others there")
class ConfigFileTest {
  @TempDir
  Path folder;

  private Path write(String permissions, String... lines) throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), String.join("\n", lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  private static Run config(Path file, String... more) {
    return Run.in(Map.of("INGEST_JOBS_CONFIG", file.toString()), Stream.concat(Stream.of("config"), Stream.of(more)).toArray(String[]::new));
  }

  /** A run that is refused because of the file, and no line has what stands in it. */
  private static void assertRefused(Run run, Path file, String problem) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(3).first().asString().startsWith("ingest-jobs: config file: " + file + " ").contains(problem);
  }

  @Test
  void aProfileIsATable() throws IOException {
    Path file = write("rw-r--r--", "[default]", "tenant = \"socktown\"", "max-attempts = 3", "[sandbox]", "tenant = 'socktown-dev'");

    assertThat(config(file).outLines()).anyMatch(line -> line.matches("tenant +socktown +tenant in \\[default] of " + file))
        .anyMatch(line -> line.matches("max-attempts +3 +max-attempts in \\[default] of .*"));
    assertThat(config(file, "--profile", "sandbox").outLines()).anyMatch(line -> line.matches("tenant +socktown-dev +tenant in \\[sandbox] of .*"))
        .anyMatch(line -> line.matches("max-attempts +5 +default"));
    assertThat(Run.in(Map.of("INGEST_JOBS_PROFILE", "sandbox"), "config", "--config", file.toString()).out()).contains("socktown-dev");
  }

  @Test
  void theOptionBeatsTheVariableForTheFileAndTheProfile() throws IOException {
    Path file = write("rw-r--r--", "[a]", "tenant = 'of-a'", "[b]", "tenant = 'of-b'");
    Map<String, String> environment = Map.of("INGEST_JOBS_CONFIG", "/nowhere", "INGEST_JOBS_PROFILE", "b");

    assertThat(Run.in(environment, "config", "--config", file.toString(), "--profile", "a").out()).contains("of-a").doesNotContain("of-b");
  }

  static Stream<Arguments> places() {
    return Stream.of(
        arguments("Linux", "", ".config/ingest-jobs/config.toml"),
        arguments("Linux", "APPDATA", ".config/ingest-jobs/config.toml"),
        arguments("Linux", "XDG_CONFIG_HOME", "other/ingest-jobs/config.toml"),
        arguments("Mac OS X", "", "Library/Application Support/ingest-jobs/config.toml"),
        arguments("Mac OS X", "XDG_CONFIG_HOME", "other/ingest-jobs/config.toml"),
        arguments("Windows 11", "APPDATA", "other/ingest-jobs/config.toml"),
        arguments("Windows 11", "", ".config/ingest-jobs/config.toml"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void thePlaceIsThePlatforms(String system, String variable, String place) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[default]\ntenant = 'found'\n");
    Map<String, String> environment = variable.isEmpty() ? Map.of() : Map.of(variable, folder.resolve("other").toString());
    Surroundings surroundings = Run.surroundings(environment, "user.home", folder.toString(), "os.name", system);

    assertThat(Run.in(surroundings, "config").outLines()).anyMatch(line -> line.endsWith("tenant in [default] of " + file));
  }

  @Test
  void aFileThatNobodyNamesNeedNotBeThere() throws IOException {
    assertThat(Run.in(Map.of(), "config").exitCode()).isZero();
    assertThat(config(write("rw-------", "[other]", "tenant = 'a'")).exitCode()).as("nor the default profile").isZero();
  }

  @Test
  void whatIsNamedAndAbsentIsRefused() throws IOException {
    Path none = folder.resolve("none.toml");
    Path file = write("rw-------", "[default]", "tenant = 'a'");

    assertRefused(config(none), none, "is not there");
    assertRefused(Run.in(Map.of(), "config", "--config", none.toString()), none, "is not there");
    assertRefused(config(file, "--profile", "sandbox"), file, "has no profile [sandbox]");
    assertThat(Run.in(Map.of(), "config", "--profile", "sandbox").err()).contains("config.toml is not there");
    assertThat(Run.in(Map.of(), "config", "--config", "a\u0000b").errLines().get(0)).isEqualTo("ingest-jobs: config file: is no path of a file");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-------, true", "r--------, true", "rwx------, true", "rw-r-----, false", "rw----r--, false", "rw--w----, false", "rw-----w-, false"
  })
  void aFileWithASecretIsForItsOwnerAlone(String permissions, boolean allowed) throws IOException {
    for (String secret : new String[] {"token = '" + Run.TOKEN + "'", "client-secret = '" + Run.SECRET + "'"}) {
      Path file = write(permissions, "[default]", "tenant = 'a'", "[other]", secret);
      if (allowed) {
        assertThat(config(file).exitCode()).isZero();
      } else {
        assertRefused(config(file), file, permissions.indexOf('w', 2) < 0 ? "chmod 600" : "chmod go-w");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"rw-r--r--, true", "rw-rw-r--, false", "rw-r--rw-, false", "rw--w----, false"})
  void aFileWithoutASecretMayBeReadByAllAndWrittenByNobodyElse(String permissions, boolean allowed) throws IOException {
    Path file = write(permissions, "[default]", "token-file = '~/token'");
    if (allowed) {
      assertThat(config(file).exitCode()).isZero();
    } else {
      assertRefused(config(file), file, "chmod go-w");
    }
  }

  @Test
  void aKeyThatNobodyKnowsIsNamedWithThoseThatThereAre() throws IOException {
    Path file = write("rw-------", "[default]", "tennant = '" + Run.TOKEN + "'");

    assertRefused(config(file), file, "[default] has the unknown key tennant; there are tenant, token, token-file, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[default]\ntenant = true", "[default]\ntenant = 1.5", "[default]\ntenant = ['" + Run.TOKEN + "']", "[default.tenant]\na = 1"})
  void aValueThatIsNeitherATextNorAWholeNumberIsRefused(String text) throws IOException {
    Path file = write("rw-------", text);

    assertRefused(config(file), file, "[default] has a tenant that is neither a text nor a whole number");
  }

  @Test
  void whatStandsOutsideOfAProfileIsRefused() throws IOException {
    Path file = write("rw-------", "token = '" + Run.TOKEN + "'");

    assertRefused(config(file), file, "has token outside of a profile");
  }

  @ParameterizedTest
  @CsvSource({
    "'[default]\ntoken = tok-5c1d-of-the-test', 2", "'[default]\ntenant = ''a''\ntoken = \"tok-5c1d-of-the-test', 3", "'[default', 1",
    "'[default]\ntoken = ''tok-5c1d-of-the-test''\ntoken = ''tok-5c1d-of-the-test''', 3", "'tok-5c1d-of-the-test', 1", "'[a]\n[a]', 2"
  })
  void badTomlIsToldWithItsPlaceAndNotWithItsText(String text, int line) throws IOException {
    Path file = write("rw-------", text);

    assertRefused(config(file), file, "is no TOML at line " + line + ", column ");
  }

  @Test
  void whatCannotBeReadIsRefused() throws IOException {
    assertRefused(config(folder), folder, "cannot be read (");
  }

  @Test
  void aHomeIsWrittenAsAShellWould() throws IOException {
    Path file = write("rw-------", "[default]", "tenant = 'socktown'", "token-file = '~/token'", "max-attempts = 1");
    Files.writeString(folder.resolve("token"), Run.TOKEN);
    try (StubServer stub = StubServer.start()) {
      Surroundings surroundings = Run.surroundings(
          Map.of("INGEST_JOBS_CONFIG", file.toString(), "AMPERITY_BASE_URL", stub.baseUrl().toString()), "user.home", folder.toString());

      assertThat(Run.in(surroundings, "get", "isj-1f73r9u2").exitCode()).isZero();
    }
  }

  @Test
  void aTokenOrSecretOfTheFileIsUsedAndNeverShown() throws IOException {
    try (StubServer stub = StubServer.start()) {
      Path token = write("rw-------", "[default]", "tenant = 'socktown'", "token = '" + Run.TOKEN + "'", "base-url = '" + stub.baseUrl() + "'");

      assertThat(Run.in(Map.of("INGEST_JOBS_CONFIG", token.toString()), "get", "isj-1f73r9u2", "-v").exitCode()).isZero();
      assertThat(config(token).outLines()).anyMatch(line -> line.matches("token +\\*{8} +token in \\[default] of .*"));
      assertThat(Run.in(Map.of("INGEST_JOBS_CONFIG", token.toString()), "get", "isj-unauthorized", "-v").exitCode()).isEqualTo(3);
    }
  }

  @Test
  void aMistakeIsSaidOfThePlaceWhereItStands() throws IOException {
    Path file = write("rw-------", "[default]", "tenant = 'socktown'", "token = 'two words " + Run.TOKEN + "'", "region = '" + Run.TOKEN + "'");
    Map<String, String> environment = new HashMap<>(Map.of("INGEST_JOBS_CONFIG", file.toString()));

    assertThat(Run.in(environment, "get", "isj-1").errLines()).hasSize(3).first().asString()
        .startsWith("ingest-jobs: region in [default] of " + file + ": ");
    environment.put("AMPERITY_REGION", Run.TOKEN);
    assertThat(Run.in(environment, "get", "isj-1").errLines()).hasSize(3).first().asString().startsWith("ingest-jobs: AMPERITY_REGION: ");
    environment.put("AMPERITY_REGION", "shared");
    assertThat(Run.in(environment, "get", "isj-1").errLines()).hasSize(3).first().asString().contains("token in [default] of " + file);
  }
}
