package dev.ingestjobs.cli;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.Region;
import dev.ingestjobs.client.error.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
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
  private @Nullable String region;

  @Option(names = "--api-version", paramLabel = "VERSION",
      description = "The version of the API, by default " + IngestJobsClient.DEFAULT_API_VERSION + ". Or AMPERITY_API_VERSION.")
  private @Nullable String apiVersion;

  @Option(names = "--timeout", paramLabel = "TIME",
      description = "How long the call may take, such as 30s or 1m30s. By default 60s.")
  private @Nullable String timeout;

  /** The client that the options and the environment describe. */
  IngestJobsClient client(Function<String, @Nullable String> variables) {
    Function<String, @Nullable String> environment = name -> {
      String value = variables.apply(name);
      return value == null || value.isBlank() ? null : value;
    };
    IngestJobsClient.Builder builder = builder(environment)
        .tenant(tenant(environment))
        .token(token(environment));
    setHost(builder, environment);
    return builder.build();
  }

  /** A client of the stub. It needs no setting and heeds none that could name a real tenant. */
  IngestJobsClient demoClient(URI stub) {
    if (Stream.of(tenant, tokenFile, baseUrl, region).anyMatch(Objects::nonNull)) {
      throw new InvalidInputException("--demo",
          "has a tenant, a token and a base URL of its own; leave out the options that name others");
    }
    return builder(name -> null).baseUrl(stub).tenant("demo").token("demo-token").build();
  }

  private IngestJobsClient.Builder builder(Function<String, @Nullable String> environment) {
    IngestJobsClient.Builder builder = IngestJobsClient.builder();
    String version = first(apiVersion, environment.apply("AMPERITY_API_VERSION"));
    if (version != null) {
      builder.apiVersion(version);
    }
    if (timeout != null) {
      builder.timeout(duration(timeout));
    }
    return builder;
  }

  private String tenant(Function<String, @Nullable String> environment) {
    String id = first(tenant, environment.apply("AMPERITY_TENANT"));
    if (id == null) {
      throw new InvalidInputException("tenant", "is not set; set AMPERITY_TENANT or give --tenant");
    }
    return id;
  }

  private String token(Function<String, @Nullable String> environment) {
    String token = environment.apply("AMPERITY_TOKEN");
    if (tokenFile == null && token != null) {
      return token;
    }
    String file = first(tokenFile, environment.apply("AMPERITY_TOKEN_FILE"));
    if (file == null) {
      throw new InvalidInputException("token",
          "is not set; set AMPERITY_TOKEN, or name the file that holds it with AMPERITY_TOKEN_FILE or --token-file");
    }
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\R+\\z", "");
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException("token file", "cannot be read as text; check AMPERITY_TOKEN_FILE or --token-file");
    }
  }

  private void setHost(IngestJobsClient.Builder builder, Function<String, @Nullable String> environment) {
    // The two say the same thing: an option for either beats the environment's word for both.
    boolean byOption = baseUrl != null || region != null;
    String url = byOption ? baseUrl : environment.apply("AMPERITY_BASE_URL");
    String name = byOption ? region : environment.apply("AMPERITY_REGION");
    if (url != null && name != null) {
      throw new InvalidInputException("base URL", "is given and a region, too; give one of the two");
    }
    if (url != null) {
      builder.baseUrl(url);
    }
    if (name != null) {
      builder.region(region(name));
    }
  }

  private static Region region(String name) {
    return Arrays.stream(Region.values())
        .filter(region -> region.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("region", "is not known; give shared or australia"));
  }

  private static Duration duration(String text) {
    String iso = text.toUpperCase(Locale.ROOT);
    try {
      return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException("timeout", "is no time; give it as in 30s, 1m30s or PT30S");
    }
  }

  private static @Nullable String first(@Nullable String option, @Nullable String variable) {
    return option != null ? option : variable;
  }
}
