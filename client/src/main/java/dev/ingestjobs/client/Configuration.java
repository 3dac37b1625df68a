package dev.ingestjobs.client;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.config.Setting;
import dev.ingestjobs.client.internal.config.Sources;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenProvider;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client works with: what its builder says or, where that says nothing, a system property, an environment variable, the
 * default. Everything is checked here.
 */
final class Configuration {
  private static final int MOST_CONCURRENCY = 1000;

  private final IngestJobsClient.Builder builder;
  private final Sources sources;

  final String tenant;
  final String apiVersion;
  final String baseUrl;
  final Duration timeout;
  final Duration attemptTimeout;
  final Duration connectTimeout;
  final long maxBodyBytes;
  final RetryPolicy retry;
  final int maxConcurrency;
  final @Nullable ProxySelector proxy;
  final @Nullable String application;
  final @Nullable TokenProvider tokens;
  /** Where {@link #tokens} is null. */
  final @Nullable ClientCredentials credentials;
  final @Nullable URI tokenUrl;

  Configuration(IngestJobsClient.Builder builder) {
    this.builder = builder;
    this.sources = builder.sources;
    this.tenant = name(Setting.TENANT, builder.tenant, null, "socktown");
    this.apiVersion = name(Setting.API_VERSION, builder.apiVersion, IngestJobsClient.DEFAULT_API_VERSION, "2024-04-01");
    this.baseUrl = baseUrl();
    this.timeout = limit(Setting.TIMEOUT, builder.timeout, IngestJobsClient.DEFAULT_TIMEOUT);
    this.attemptTimeout = limit(Setting.ATTEMPT_TIMEOUT, builder.attemptTimeout, IngestJobsClient.DEFAULT_ATTEMPT_TIMEOUT);
    this.connectTimeout = limit(Setting.CONNECT_TIMEOUT, builder.connectTimeout, IngestJobsClient.DEFAULT_CONNECT_TIMEOUT);
    this.maxBodyBytes = maxBodyBytes();
    this.retry = retry();
    this.maxConcurrency = maxConcurrency();
    this.proxy = builder.proxy != null ? builder.proxy : sources.find(Setting.PROXY).map(Configuration::proxy).orElse(null);
    this.application = application();
    Optional<Sources.Found> found = builder.tokens != null || builder.credentials != null
        ? Optional.empty() : sources.findOne(Setting.TOKEN, Setting.TOKEN_FILE, Setting.CLIENT_ID);
    this.credentials = builder.credentials != null ? builder.credentials : found.flatMap(this::credentials).orElse(null);
    this.tokens = builder.tokens != null ? builder.tokens : found.map(Configuration::tokens).orElse(null);
    this.tokenUrl = credentials == null ? null : credentials.tokenUrl().orElseGet(this::defaultTokenUrl);
    if (tokens == null && credentials == null) {
      throw new InvalidInputException("token", "is not set; call token, tokenProvider or clientCredentials of the client's builder, or set "
          + "AMPERITY_TOKEN, AMPERITY_TOKEN_FILE, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET");
    }
  }

  private String name(Setting setting, @Nullable String given, @Nullable String byDefault, String example) {
    if (given != null) {
      return Inputs.name(setting.builderMethod(), given, example);
    }
    Optional<Sources.Found> found = sources.find(setting);
    if (found.isPresent()) {
      return Inputs.name(found.get().name(), found.get().value(), example);
    }
    if (byDefault == null) {
      throw notSet(setting);
    }
    return byDefault;
  }

  private static InvalidInputException notSet(Setting setting) {
    return new InvalidInputException(setting.builderMethod(), "is not set; call " + setting.builderMethod() + " of the client's builder, or set "
        + setting.property().map(property -> "the system property " + property + " or ").orElse("") + setting.variable());
  }

  private String baseUrl() {
    if (builder.baseUrl != null) {
      return Inputs.baseUrl("baseUrl", builder.baseUrl, builder.insecureHttpAllowed);
    }
    return sources.findOne(Setting.BASE_URL, Setting.REGION, Setting.TENANT_HOST)
        .map(found -> switch (found.setting()) {
          case REGION -> region(found).baseUrl().toString();
          case TENANT_HOST -> IngestJobsClient.Builder.urlOf(Inputs.dnsLabel(found.name(), found.value()));
          default -> Inputs.baseUrl(found.name(), found.value(), builder.insecureHttpAllowed);
        })
        .orElseGet(() -> Region.SHARED.baseUrl().toString());
  }

  private static Region region(Sources.Found found) {
    return Arrays.stream(Region.values())
        .filter(region -> region.name().equalsIgnoreCase(found.value()))
        .findFirst()
        .orElseThrow(() -> found.invalid("is not known; give shared or australia"));
  }

  private Duration limit(Setting setting, @Nullable Duration given, Duration byDefault) {
    if (given != null) {
      return Inputs.limit(setting.builderMethod(), given);
    }
    return sources.find(setting)
        .map(found -> Inputs.limit(found.name(), Sources.durationOf(found.name(), found.value())))
        .orElse(byDefault);
  }

  private long maxBodyBytes() {
    OptionalLong number = builder.maxBodyBytes != null ? OptionalLong.of(builder.maxBodyBytes) : sources.number(Setting.MAX_BODY_BYTES);
    long bytes = number.orElse(IngestJobsClient.DEFAULT_MAX_BODY_BYTES);
    if (bytes < 1) {
      throw new InvalidInputException("maxBodyBytes", "is less than 1");
    }
    return bytes;
  }

  private RetryPolicy retry() {
    if (builder.retry != null) {
      return builder.retry;
    }
    OptionalInt attempts = sources.smallNumber(Setting.MAX_ATTEMPTS);
    return attempts.isPresent() ? RetryPolicy.DEFAULT.withMaxAttempts(attempts.getAsInt()) : RetryPolicy.DEFAULT;
  }

  private int maxConcurrency() {
    OptionalInt number = builder.maxConcurrency != null
        ? OptionalInt.of(builder.maxConcurrency) : sources.smallNumber(Setting.MAX_CONCURRENCY);
    int concurrency = number.orElse(IngestJobsClient.DEFAULT_MAX_CONCURRENCY);
    if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
      throw new InvalidInputException("maxConcurrency", "is not between 1 and " + MOST_CONCURRENCY);
    }
    return concurrency;
  }

  private static ProxySelector proxy(Sources.Found found) {
    if (found.value().equalsIgnoreCase("direct")) {
      return HttpClient.Builder.NO_PROXY;
    }
    String[] parts = found.value().split(":", -1);
    if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9.-]+") || !parts[1].matches("[0-9]{1,5}") || Integer.parseInt(parts[1]) > 65535) {
      throw found.invalid("is no proxy; give host:port, or direct for none");
    }
    return ProxySelector.of(InetSocketAddress.createUnresolved(parts[0], Integer.parseInt(parts[1])));
  }

  private @Nullable String application() {
    if (builder.application != null) {
      return Inputs.application("application", builder.application);
    }
    return sources.find(Setting.APPLICATION).map(found -> Inputs.application(found.name(), found.value())).orElse(null);
  }

  /** Own limiter of the client, unless one is plugged in. */
  RateLimiter limiter(Supplier<RateLimiter> byDefault) {
    return builder.rateLimiter != null ? builder.rateLimiter : byDefault.get();
  }

  /** How many requests a second the client's own limiter lets begin. */
  int requestsPerSecond() {
    OptionalInt number = builder.requestsPerSecond != null
        ? OptionalInt.of(builder.requestsPerSecond) : sources.smallNumber(Setting.REQUESTS_PER_SECOND);
    return number.orElse(IngestJobsClient.DEFAULT_REQUESTS_PER_SECOND);
  }

  private static @Nullable TokenProvider tokens(Sources.Found found) {
    return switch (found.setting()) {
      case TOKEN -> TokenProvider.fixed(Inputs.token(found.name(), found.value()));
      case TOKEN_FILE -> TokenProvider.file(path(found));
      default -> null;
    };
  }

  private static Path path(Sources.Found found) {
    try {
      return Path.of(found.value());
    } catch (InvalidPathException e) {
      throw found.invalid("is no path of a file");
    }
  }

  private Optional<ClientCredentials> credentials(Sources.Found found) {
    if (found.setting() != Setting.CLIENT_ID) {
      return Optional.empty();
    }
    Sources.Found secret = sources.find(Setting.CLIENT_SECRET).orElseThrow(() ->
        new InvalidInputException(Setting.CLIENT_SECRET.variable(), "is not set, but " + found.name() + " is; set both"));
    ClientCredentials credentials = ClientCredentials.of(found.value(), secret.value());
    return Optional.of(sources.find(Setting.TOKEN_URL)
        .map(url -> credentials.withTokenUrl(url(url)))
        .orElse(credentials));
  }

  private static URI url(Sources.Found found) {
    try {
      return URI.create(found.value());
    } catch (IllegalArgumentException e) {
      throw found.invalid("is no URL; give one such as https://socktown.amperity.com/api/v0/oauth2/token");
    }
  }

  /** The documented one: on the tenant's own host, also for those who ask for jobs on a shared host. */
  private URI defaultTokenUrl() {
    boolean shared = Arrays.stream(Region.values()).anyMatch(region -> region.baseUrl().toString().equals(baseUrl));
    if (shared) {
      return URI.create(IngestJobsClient.Builder.urlOf(Inputs.dnsLabel("tenant", tenant)) + "/v0/oauth2/token");
    }
    if (baseUrl.matches("https://[^/]+\\.amperity\\.com/api")) {
      return URI.create(baseUrl + "/v0/oauth2/token");
    }
    throw new InvalidInputException("tokenUrl",
        "is not set, and nothing is known of the one that goes with this base URL; call withTokenUrl of the client credentials, or set AMPERITY_TOKEN_URL");
  }
}
