package dev.ingestjobs.client;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.config.Setting;
import dev.ingestjobs.client.internal.config.Sources;
import dev.ingestjobs.client.internal.config.Sources.Found;
import dev.ingestjobs.client.internal.limit.AdaptiveRateLimiter;
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
import java.util.function.BiFunction;
import java.util.function.Function;
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
  final RateLimiter limiter;
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
    this.tenant = value(Setting.TENANT, builder.tenant, Found::value, (input, value) -> Inputs.name(input, value, "socktown"))
        .orElseThrow(() -> notSet(Setting.TENANT));
    this.apiVersion = value(Setting.API_VERSION, builder.apiVersion, Found::value, (input, value) -> Inputs.name(input, value, "2024-04-01"))
        .orElse(IngestJobsClient.DEFAULT_API_VERSION);
    this.baseUrl = baseUrl();
    this.timeout = value(Setting.TIMEOUT, builder.timeout, Found::duration, Inputs::limit).orElse(IngestJobsClient.DEFAULT_TIMEOUT);
    this.attemptTimeout = value(Setting.ATTEMPT_TIMEOUT, builder.attemptTimeout, Found::duration, Inputs::limit)
        .orElse(IngestJobsClient.DEFAULT_ATTEMPT_TIMEOUT);
    this.connectTimeout = value(Setting.CONNECT_TIMEOUT, builder.connectTimeout, Found::duration, Inputs::limit)
        .orElse(IngestJobsClient.DEFAULT_CONNECT_TIMEOUT);
    this.maxBodyBytes = value(Setting.MAX_BODY_BYTES, builder.maxBodyBytes, Found::number, Configuration::bodyBytes)
        .orElse(IngestJobsClient.DEFAULT_MAX_BODY_BYTES);
    this.maxConcurrency = value(Setting.MAX_CONCURRENCY, builder.maxConcurrency, Found::smallNumber, Configuration::concurrency)
        .orElse(IngestJobsClient.DEFAULT_MAX_CONCURRENCY);
    this.retry = builder.retry != null ? builder.retry
        : value(Setting.MAX_ATTEMPTS, null, Found::smallNumber, at(RetryPolicy.DEFAULT::withMaxAttempts)).orElse(RetryPolicy.DEFAULT);
    this.limiter = builder.rateLimiter != null ? builder.rateLimiter
        : value(Setting.REQUESTS_PER_SECOND, builder.requestsPerSecond, Found::smallNumber, at(this::perSecond))
            .orElseGet(() -> perSecond(IngestJobsClient.DEFAULT_REQUESTS_PER_SECOND));
    this.proxy = builder.proxy != null ? builder.proxy : sources.find(Setting.PROXY).map(Configuration::proxy).orElse(null);
    this.application = value(Setting.APPLICATION, builder.application, Found::value, Inputs::application).orElse(null);
    Optional<Found> found = builder.tokens != null || builder.credentials != null
        ? Optional.empty() : sources.findOne(Setting.TOKEN, Setting.TOKEN_FILE, Setting.CLIENT_ID);
    this.credentials = builder.credentials != null ? builder.credentials : found.map(this::credentials).orElse(null);
    this.tokens = builder.tokens != null ? builder.tokens : found.map(Configuration::tokens).orElse(null);
    if (tokens == null && credentials == null) {
      throw noToken();
    }
    this.tokenUrl = credentials == null ? null : tokenUrl(credentials);
  }

  /**
   * What a setting is, if anybody says so.
   *
   * @param given what the builder says
   * @param parse reads what the outside says
   * @param check makes of it what is needed; is told where it stands, for the error
   */
  private <T, R> Optional<R> value(Setting setting, @Nullable T given, Function<Found, T> parse, BiFunction<String, T, R> check) {
    return given != null
        ? Optional.of(check.apply(setting.builderMethod(), given))
        : sources.find(setting).map(found -> check.apply(found.name(), parse.apply(found)));
  }

  /** A check that does not know where its value stands. */
  private static <T, R> BiFunction<String, T, R> at(Function<T, R> check) {
    return (input, value) -> {
      try {
        return check.apply(value);
      } catch (InvalidInputException e) {
        throw new InvalidInputException(input, e.problem());
      }
    };
  }

  private static InvalidInputException notSet(Setting setting) {
    return new InvalidInputException(setting.builderMethod(), "is not set; call " + setting.builderMethod() + " of the client's builder, or set "
        + setting.property().map(property -> "the system property " + property + " or ").orElse("") + setting.variable());
  }

  private InvalidInputException noToken() {
    return sources.find(Setting.CLIENT_SECRET).isPresent() ? notSet(Setting.CLIENT_ID) : new InvalidInputException("token",
        "is not set; call token, tokenFile, tokenProvider or clientCredentials of the client's builder, or set AMPERITY_TOKEN, "
            + "AMPERITY_TOKEN_FILE, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET");
  }

  private String baseUrl() {
    if (builder.baseUrl != null) {
      return Inputs.baseUrl("baseUrl", builder.baseUrl, builder.insecureHttpAllowed);
    }
    return sources.findOne(Setting.REGION, Setting.TENANT_HOST, Setting.BASE_URL)
        .map(found -> switch (found.setting()) {
          case REGION -> region(found).baseUrl().toString();
          case TENANT_HOST -> IngestJobsClient.Builder.urlOf(Inputs.dnsLabel(found.name(), found.value()));
          default -> Inputs.baseUrl(found.name(), found.value(), builder.insecureHttpAllowed);
        })
        .orElseGet(() -> Region.SHARED.baseUrl().toString());
  }

  private static Region region(Found found) {
    return Arrays.stream(Region.values())
        .filter(region -> region.name().equalsIgnoreCase(found.value()))
        .findFirst()
        .orElseThrow(() -> found.invalid("is not known; give shared or australia"));
  }

  private static long bodyBytes(String input, long bytes) {
    if (bytes < 1) {
      throw new InvalidInputException(input, "is less than 1");
    }
    return bytes;
  }

  private static int concurrency(String input, int number) {
    if (number < 1 || number > MOST_CONCURRENCY) {
      throw new InvalidInputException(input, "is not between 1 and " + MOST_CONCURRENCY);
    }
    return number;
  }

  private RateLimiter perSecond(int requests) {
    return new AdaptiveRateLimiter(requests, builder.time);
  }

  private static ProxySelector proxy(Found found) {
    if (found.value().equalsIgnoreCase("direct")) {
      return HttpClient.Builder.NO_PROXY;
    }
    String[] parts = found.value().split(":", -1);
    if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9.-]+") || !parts[1].matches("[0-9]{1,5}") || Integer.parseInt(parts[1]) < 1
        || Integer.parseInt(parts[1]) > 65535) {
      throw found.invalid("is no proxy; give host:port, or direct for none");
    }
    return ProxySelector.of(InetSocketAddress.createUnresolved(parts[0], Integer.parseInt(parts[1])));
  }

  private static @Nullable TokenProvider tokens(Found found) {
    return switch (found.setting()) {
      case TOKEN -> TokenProvider.fixed(Inputs.token(found.name(), found.value()));
      case TOKEN_FILE -> TokenProvider.file(path(found));
      default -> null;
    };
  }

  private static Path path(Found found) {
    try {
      return Path.of(found.value());
    } catch (InvalidPathException e) {
      throw found.invalid("is no path of a file");
    }
  }

  private @Nullable ClientCredentials credentials(Found id) {
    if (id.setting() != Setting.CLIENT_ID) {
      return null;
    }
    Found secret = sources.find(Setting.CLIENT_SECRET).orElseThrow(() ->
        new InvalidInputException(Setting.CLIENT_SECRET.variable(), "is not set, but " + id.name() + " is; set both"));
    return ClientCredentials.of(
        Inputs.credential(id.name(), id.value()), Inputs.credential(secret.name(), secret.value()));
  }

  private URI tokenUrl(ClientCredentials credentials) {
    return value(Setting.TOKEN_URL, credentials.tokenUrl().orElse(null), Configuration::url, Inputs::tokenUrl)
        .orElseGet(this::defaultTokenUrl);
  }

  private static URI url(Found found) {
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
      String host = value(Setting.TENANT, builder.tenant, Found::value, Inputs::dnsLabel).orElse(tenant);
      return URI.create(IngestJobsClient.Builder.urlOf(host) + "/v0/oauth2/token");
    }
    if (baseUrl.matches("https://[^/]+\\.amperity\\.com/api")) {
      return URI.create(baseUrl + "/v0/oauth2/token");
    }
    throw new InvalidInputException("tokenUrl",
        "is not set, and nothing is known of the one that goes with this base URL; call withTokenUrl of the client credentials, or set AMPERITY_TOKEN_URL");
  }
}
