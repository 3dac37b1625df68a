package dev.ingestjobs.cli;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.Region;
import dev.ingestjobs.client.error.InvalidInputException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the jobs are and who asks for them: each setting is an option or, without it, an environment variable. No message
 * repeats what was given: it may be a token in the wrong place.
 */
final class Connection {
  @Option(names = "--tenant", paramLabel = "ID", description = "The tenant's id. Or AMPERITY_TENANT.")
  private @Nullable String tenant;

  @Option(names = "--token-file", paramLabel = "FILE",
      description = "The file that holds the token. Or AMPERITY_TOKEN_FILE; or the token itself in AMPERITY_TOKEN.")
  private @Nullable String tokenFile;

  @Option(names = "--base-url", paramLabel = "URL",
      description = "What /ingest/jobs/ID is appended to. Or AMPERITY_BASE_URL.")
  private @Nullable String baseUrl;

  @Option(names = "--region", paramLabel = "REGION",
      description = "In place of a base URL: shared, the default, or australia. Or AMPERITY_REGION.")
  private @Nullable Region region;

  @Option(names = "--api-version", paramLabel = "VERSION",
      description = "The version of the API, by default " + IngestJobsClient.DEFAULT_API_VERSION + ". Or AMPERITY_API_VERSION.")
  private @Nullable String apiVersion;

  @Option(names = "--timeout", paramLabel = "TIME",
      description = "How long the call may take, such as 30s or 1m30s. By default 60s.")
  private @Nullable String timeout;

  /** The client that the options describe and, where they say nothing, the environment. */
  IngestJobsClient client(Function<String, @Nullable String> environment) {
    IngestJobsClient.Builder builder = IngestJobsClient.builder().settingsFrom(name -> null, environment);
    requireOneOf("tenant", tenant, environment, "AMPERITY_TENANT or --tenant", "AMPERITY_TENANT");
    requireOneOf("token", tokenFile, environment,
        "AMPERITY_TOKEN, or AMPERITY_TOKEN_FILE or --token-file for the file that holds it, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET",
        "AMPERITY_TOKEN", "AMPERITY_TOKEN_FILE", "AMPERITY_CLIENT_ID");
    if (tenant != null) {
      builder.tenant(tenant);
    }
    if (tokenFile != null) {
      builder.tokenFile(path(tokenFile));
    }
    if (baseUrl != null && region != null) {
      throw new InvalidInputException("base URL", "is given and a region, too; give one of the two");
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    if (region != null) {
      builder.region(region);
    }
    return limited(builder).build();
  }

  /** A client of the stub. It needs no setting and heeds none that could name a real tenant. */
  IngestJobsClient demoClient(URI stub) {
    if (Stream.of(tenant, tokenFile, baseUrl, region).anyMatch(Objects::nonNull)) {
      throw new InvalidInputException("--demo",
          "has a tenant, a token and a base URL of its own; leave out the options that name others");
    }
    IngestJobsClient.Builder builder = IngestJobsClient.builder().settingsFrom(name -> null, name -> null);
    return limited(builder.baseUrl(stub).tenant("demo").token("demo-token")).build();
  }

  private IngestJobsClient.Builder limited(IngestJobsClient.Builder builder) {
    if (apiVersion != null) {
      builder.apiVersion(apiVersion);
    }
    if (timeout != null) {
      builder.timeout(duration(timeout));
    }
    return builder.application("ingest-jobs");
  }

  /** Names the options of this command, which the client does not know. */
  private static void requireOneOf(
      String input, @Nullable String option, Function<String, @Nullable String> environment, String remedy, String... variables) {
    if (option == null && Stream.of(variables).map(environment).noneMatch(value -> value != null && !value.isBlank())) {
      throw new InvalidInputException(input, "is not set; set " + remedy);
    }
  }

  private static Path path(String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("token file", "is no path; check --token-file");
    }
  }

  private static Duration duration(String text) {
    String iso = text.toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException("timeout", "is no time; give it as in 30s, 1m30s or PT30S");
    }
  }
}
