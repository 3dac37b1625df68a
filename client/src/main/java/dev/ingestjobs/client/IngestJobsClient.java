package dev.ingestjobs.client;

import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.feign.IngestJobsDecoder;
import dev.ingestjobs.client.feign.IngestJobsErrorDecoder;
import dev.ingestjobs.client.internal.ClientVersion;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.await.Waits;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Calls;
import dev.ingestjobs.client.internal.call.ForeignCode;
import dev.ingestjobs.client.internal.call.ObservedClient;
import dev.ingestjobs.client.internal.call.Places;
import dev.ingestjobs.client.internal.call.Reporter;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.call.Workers;
import dev.ingestjobs.client.internal.config.Sources;
import dev.ingestjobs.client.internal.time.Scheduler;
import dev.ingestjobs.client.internal.time.SystemTime;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.internal.token.ExpiryWatch;
import dev.ingestjobs.client.internal.token.OAuth2Tokens;
import dev.ingestjobs.client.internal.token.ProvidedTokens;
import dev.ingestjobs.client.internal.token.TokenEndpoint;
import dev.ingestjobs.client.internal.token.TokenSource;
import dev.ingestjobs.client.internal.token.WatchedTokens;
import dev.ingestjobs.client.internal.transport.HttpTransport;
import dev.ingestjobs.client.internal.transport.TransportSettings;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.observe.ClientWarning;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.ClientCredentials;
import dev.ingestjobs.client.token.TokenProvider;
import feign.Capability;
import feign.Feign;
import feign.RequestTemplate;
import feign.Retryer;
import feign.TypedResponse;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ingest jobs of one Amperity tenant, and waits for them.
 *
 * <pre>{@code
 * try (IngestJobsClient client = IngestJobsClient.builder().tenant("socktown").tokenFile(path).build()) {
 *   AwaitResult result = client.await("isj-20240701-48815-6dcXdk");
 *   result.summary().requireFullyLoaded();
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads: one instance does for a program, and its calls share one rate limit and one pool of
 * connections. Its threads are daemons and end by themselves after some idle seconds, so a program may end without {@link
 * #close}; close it where clients come and go.
 *
 * <p>A call makes as many attempts as {@link RetryPolicy} allows, each within the rate limit and all within {@link Builder#timeout}.
 * An attempt is one request, but that the JDK sends a GET a second time if the connection breaks before the response begins.
 * Redirects are never followed, so that the token goes to no other host.
 *
 * <p>Every method that talks to the API blocks the calling thread, which may be a virtual one, and answers an interrupt at once.
 * {@link #async()} has the same methods without blocking.
 */
public final class IngestJobsClient implements AutoCloseable {
  /** The version of the API that this client was generated for. */
  public static final String DEFAULT_API_VERSION = "2024-04-01";
  /** The default of {@link Builder#connectTimeout}. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  /** The default of {@link Builder#attemptTimeout}. The vendor says that some responses take seconds. */
  public static final Duration DEFAULT_ATTEMPT_TIMEOUT = Duration.ofSeconds(60);
  /** The default of {@link Builder#timeout}. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);
  /** The default of {@link Builder#maxBodyBytes}: four times the largest job that is documented. */
  public static final long DEFAULT_MAX_BODY_BYTES = 256L * 1024 * 1024;
  /** The default of {@link Builder#requestsPerSecond}, which is the documented limit of the API. */
  public static final int DEFAULT_REQUESTS_PER_SECOND = 10;
  /** The default of {@link Builder#maxConcurrency}. */
  public static final int DEFAULT_MAX_CONCURRENCY = 16;

  private final Configuration configuration;
  private final Time time;
  private final Scope root;
  private final Workers workers;
  private final HttpTransport transport;
  private final Calls calls;
  private final Waits waits;
  private final IngestJobsAsyncClient async;

  private IngestJobsClient(Builder builder) {
    this.configuration = new Configuration(builder);
    this.time = builder.time;
    this.root = Scope.unlimited(time);
    this.workers = new Workers(configuration.maxConcurrency);
    Scheduler scheduler = builder.scheduler == null ? workers : builder.scheduler;
    Reporter reporter = new Reporter(builder.listeners, builder.loggedHeaders);
    this.transport = new HttpTransport(
        new TransportSettings(configuration.connectTimeout, configuration.maxBodyBytes, builder.sslContext, configuration.proxy,
            builder.proxyAuthenticator),
        workers);
    Places places = new Places(configuration.limiter, new ForeignCode(workers), reporter);
    this.calls = new Calls(
        api(builder.capabilities, reporter),
        new Calls.Target(
            configuration.baseUrl, configuration.tenant, configuration.apiVersion, configuration.timeout, configuration.attemptTimeout),
        tokens(builder, reporter), places, configuration.retry, reporter, time);
    this.waits = new Waits(calls, scheduler, time);
    this.async = new IngestJobsAsyncClient(this::response, waits, scheduler, root);
  }

  private IngestJobsApi api(List<Capability> capabilities, Reporter reporter) {
    Feign.Builder feign = Feign.builder()
        .client(new ObservedClient(transport, reporter))
        .decoder(new IngestJobsDecoder())
        .errorDecoder(new IngestJobsErrorDecoder())
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(this::addHeaders);
    capabilities.forEach(feign::addCapability);
    try {
      return feign.target(IngestJobsApi.class, configuration.baseUrl);
    } catch (RuntimeException e) {
      // Feign calls each method of it by reflection.
      throw new InvalidInputException("capability", "cannot be used by Feign; let its class be public, and none of its methods throw");
    }
  }

  private void addHeaders(RequestTemplate template) {
    Attempt attempt = Objects.requireNonNull(Attempt.current(), "within an attempt");
    template.headerLiteral("Authorization", "Bearer " + attempt.token());
    template.header("User-Agent", ClientVersion.userAgent(configuration.application));
  }

  private TokenSource tokens(Builder builder, Reporter reporter) {
    if (configuration.tokens != null) {
      ExpiryWatch watch = new ExpiryWatch(
          builder.tokenExpiryWarning, time, expiry -> reporter.warn(new ClientWarning.TokenExpiring(expiry)));
      return new WatchedTokens(new ProvidedTokens(configuration.tokens, workers), watch);
    }
    TokenEndpoint endpoint = new TokenEndpoint(
        Objects.requireNonNull(configuration.credentials), Objects.requireNonNull(configuration.tokenUrl), configuration.tenant,
        transport::execute, ClientVersion.userAgent(configuration.application));
    return new OAuth2Tokens(endpoint, workers, time, root, failure -> reporter.warn(new ClientWarning.TokenNotRefreshed(failure)));
  }

  /** A builder with every default set; a tenant and a token are missing, unless the environment has them. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a job.
   *
   * @param id the job's id, for example {@code isj-20240701-48815-6dcXdk}
   * @throws InvalidInputException if the id is null, blank, or holds one of {@code / \ % ? #}, {@code ..}, white space, a
   *     control character or one that is not ASCII; nothing is sent then
   * @throws IngestJobsException if no job comes back, as one of the types listed in {@link dev.ingestjobs.client.error}; what earlier
   *     attempts ended with is {@linkplain Throwable#getSuppressed() suppressed} in it
   */
  public IngestJob get(String id) {
    return getWithResponse(id).job();
  }

  /** As {@link #get}, with the status and the headers of the response. */
  public IngestJobResponse getWithResponse(String id) {
    return response(id, root);
  }

  private IngestJobResponse response(String id, Scope scope) {
    TypedResponse<IngestJob> response = calls.call(id, null, scope);
    Map<String, List<String>> headers = response.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.copyOf(header.getValue())));
    return new IngestJobResponse(response.status(), headers, response.body());
  }

  /** Waits for the end of a job, with {@link AwaitOptions#DEFAULT}. */
  public AwaitResult await(String id) {
    return await(id, AwaitOptions.DEFAULT);
  }

  /**
   * Waits for the end of a job: polls it, at first often and then less often, until none of its tables goes on.
   *
   * <p>A job that has ended may have failed: {@link AwaitResult#progress} tells, and {@code
   * result.summary().requireFullyLoaded()} makes sure. The wait holds no state but the last snapshot, so after a crash, an interrupt or a
   * deadline it is simply begun again with the same id.
   *
   * @return the end of the job, well or not
   * @throws AwaitException if the wait ends before the job does: at the deadline, by an interrupt, by {@link #close}, by a failure
   *     of the API; it has the last snapshot, the time spent and the number of polls
   * @throws InvalidInputException if the id is none: see {@link #get}; or the options are null
   */
  public AwaitResult await(String id, AwaitOptions options) {
    Inputs.jobId(id);
    return waits.here(id, Inputs.given("options", options), root).orElseThrow();
  }

  /**
   * Waits for the end of many jobs at once, on no more threads than {@link Builder#maxConcurrency} and within one rate limit. Polls are
   * made in the order in which they are due, so no job keeps another one waiting. One that fails does not end the others.
   *
   * <p>{@link dev.ingestjobs.client.await.AwaitListener#onEnd} tells each end as it comes. The deadline of the options is that of
   * all of them.
   *
   * @param ids any number of ids; one that is there twice is waited for once
   * @return how each wait ended, in the order of the ids. It is complete in any case: if the calling thread is interrupted, the
   *     waits that go on end with {@link AwaitException.Reason#INTERRUPTED}, and the thread's flag is set
   * @throws InvalidInputException if the ids or the options are null, or one of the ids is; one that is no id for another reason has an
   *     outcome that says so
   */
  public List<AwaitOutcome> awaitAll(Collection<String> ids, AwaitOptions options) {
    return waits.all(ids, Inputs.given("options", options), root);
  }

  /** The same client without blocking. */
  public IngestJobsAsyncClient async() {
    return async;
  }

  /**
   * Ends every call and wait in progress, as {@link CallCanceledException}, and gives back threads and connections. Calls that come
   * later end likewise. Does nothing the second time.
   *
   * <p>A command should close its client before it exits: the JVM then ends 0.3 s sooner.
   */
  @Override
  public void close() {
    root.cancel("the client is closed");
    workers.close();
    transport.close();
  }

  /** What this client talks to. No token. */
  @Override
  public String toString() {
    return "IngestJobsClient[baseUrl=" + configuration.baseUrl + ", tenant=" + configuration.tenant
        + ", apiVersion=" + configuration.apiVersion + "]";
  }

  /**
   * Builds {@link IngestJobsClient}s. Not safe for use by several threads.
   *
   * <p>What is not set here is taken from a system property ({@code amperity.base-url}), then from an environment variable
   * ({@code AMPERITY_BASE_URL}), then from the default: the README has the table. Everything is checked at {@link #build}. No message
   * repeats a value.
   *
   * <p>{@link #region}, {@link #tenantHost} and {@link #baseUrl} say the same thing in three ways, and so do {@link #token}, {@link
   * #tokenFile}, {@link #tokenProvider} and {@link #clientCredentials}: the last one called wins, and beats whatever the outside says of
   * any of them.
   */
  public static final class Builder {
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "cookie", "set-cookie");

    Sources sources = Sources.ofTheProcess();
    Time time = SystemTime.INSTANCE;
    @Nullable Scheduler scheduler;
    @Nullable String tenant;
    @Nullable TokenProvider tokens;
    @Nullable ClientCredentials credentials;
    @Nullable String apiVersion;
    @Nullable String baseUrl;
    boolean insecureHttpAllowed;
    @Nullable Duration connectTimeout;
    @Nullable Duration attemptTimeout;
    @Nullable Duration timeout;
    @Nullable Long maxBodyBytes;
    @Nullable RetryPolicy retry;
    @Nullable Integer requestsPerSecond;
    @Nullable RateLimiter rateLimiter;
    @Nullable Integer maxConcurrency;
    @Nullable ProxySelector proxy;
    @Nullable Authenticator proxyAuthenticator;
    @Nullable SSLContext sslContext;
    @Nullable String application;
    Duration tokenExpiryWarning = Duration.ofDays(1);
    final Set<String> loggedHeaders = new HashSet<>(Reporter.HARMLESS_HEADERS);
    final List<IngestJobsListener> listeners = new ArrayList<>();
    final List<Capability> capabilities = new ArrayList<>();

    private Builder() {}

    /**
     * Where settings come from that are not made here, in place of this process's system properties and environment.
     *
     * @param properties gives the value of a system property, or null
     * @param environment gives the value of an environment variable, or null
     */
    public Builder settingsFrom(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
      this.sources = new Sources(Inputs.given("properties", properties), Inputs.given("environment", environment));
      return this;
    }

    /** For tests. */
    Builder time(Time time, @Nullable Scheduler scheduler) {
      this.time = time;
      this.scheduler = scheduler;
      return this;
    }

    /** The tenant's id, sent as {@code amperity-tenant}. A sandbox has its own. Required. */
    public Builder tenant(String tenant) {
      this.tenant = Inputs.given("tenant", tenant);
      return this;
    }

    /**
     * The bearer token, without the word {@code Bearer}. It never stands in a message, a log or a {@code toString} of this
     * library.
     *
     * @throws InvalidInputException if it is none
     */
    public Builder token(String token) {
      return tokenProvider(TokenProvider.fixed(token));
    }

    /** The file that holds the token; it is read again when it has changed. */
    public Builder tokenFile(Path file) {
      return tokenProvider(TokenProvider.file(Inputs.given("tokenFile", file)));
    }

    /** Who gives the token of each attempt. */
    public Builder tokenProvider(TokenProvider tokens) {
      this.tokens = Inputs.given("tokenProvider", tokens);
      this.credentials = null;
      return this;
    }

    /** The client id and secret for which tokens are fetched and renewed (OAuth 2.0 client credentials). */
    public Builder clientCredentials(ClientCredentials credentials) {
      this.credentials = Inputs.given("clientCredentials", credentials);
      this.tokens = null;
      return this;
    }

    /**
     * How long before its end a token is warned of, if it is a JWT that tells. Tokens that the client fetches by itself are not.
     * Zero warns of those that have ended. Default: 24 h.
     */
    public Builder tokenExpiryWarning(Duration ahead) {
      if (Inputs.given("tokenExpiryWarning", ahead).isNegative()) {
        throw new InvalidInputException("tokenExpiryWarning", "is negative; give zero to be warned of what has ended alone");
      }
      this.tokenExpiryWarning = ahead;
      return this;
    }

    /** One of the documented shared hosts. Default: {@link Region#SHARED}. */
    public Builder region(Region region) {
      return baseUrl(Inputs.given("region", region).baseUrl());
    }

    /**
     * A tenant's own host, {@code https://{hostTenant}.amperity.com/api}. For a sandbox that is the id of its production
     * tenant, and {@link #tenant} the sandbox's own.
     *
     * @throws InvalidInputException if it is no DNS label
     */
    public Builder tenantHost(String hostTenant) {
      return baseUrl(urlOf(Inputs.dnsLabel("tenantHost", hostTenant)));
    }

    static String urlOf(String hostTenant) {
      return "https://" + hostTenant + ".amperity.com/api";
    }

    /**
     * Any other base URL, for example that of a stub: what {@code /ingest/jobs/{id}} is appended to. It must be https, or
     * http on this machine.
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = Inputs.given("baseUrl", baseUrl);
      return this;
    }

    /** As {@link #baseUrl(String)}. */
    public Builder baseUrl(URI baseUrl) {
      return baseUrl(Inputs.given("baseUrl", baseUrl).toString());
    }

    /** Lets {@link #baseUrl} be plain http to another machine. The token then travels in the clear. Default: not allowed. */
    public Builder allowInsecureHttp() {
      this.insecureHttpAllowed = true;
      return this;
    }

    /** The version of the API, sent as {@code api-version}. Default: {@value #DEFAULT_API_VERSION}. */
    public Builder apiVersion(String apiVersion) {
      this.apiVersion = Inputs.given("apiVersion", apiVersion);
      return this;
    }

    /** How long making a connection may take. Default: 10 s. From 1 ms to 24 h. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = Inputs.given("connectTimeout", connectTimeout);
      return this;
    }

    /**
     * How long one attempt may take: connecting, the headers and the whole body together. Default: 60 s. From 1 ms to 24 h.
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      this.attemptTimeout = Inputs.given("attemptTimeout", attemptTimeout);
      return this;
    }

    /**
     * The deadline of a call: how long all its attempts may take together, with the waits between them, for the rate limiter and for a
     * token. Default: 2 min. From 1 ms to 24 h.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = Inputs.given("timeout", timeout);
      return this;
    }

    /**
     * How many bytes a body may have, once unzipped. Default: 256 MiB. At least 1. A decoded job takes several times as much
     * memory: where it is scarce, choose less.
     */
    public Builder maxBodyBytes(long maxBodyBytes) {
      this.maxBodyBytes = maxBodyBytes;
      return this;
    }

    /** Which failures are tried again, and when. Default: {@link RetryPolicy#DEFAULT}. */
    public Builder retry(RetryPolicy retry) {
      this.retry = Inputs.given("retry", retry);
      return this;
    }

    /** How many requests this client begins in a second, retries and polls included: {@link RateLimiter#perSecond}. Default: 10. */
    public Builder requestsPerSecond(int requestsPerSecond) {
      this.requestsPerSecond = requestsPerSecond;
      return this;
    }

    /** Who says when a request may be sent, in place of {@link #requestsPerSecond}: one that several programs share, for example. */
    public Builder rateLimiter(RateLimiter rateLimiter) {
      this.rateLimiter = Inputs.given("rateLimiter", rateLimiter);
      return this;
    }

    /** How many asynchronous calls and polls of {@link #awaitAll} are in progress at once. Default: 16. From 1 to 1000. */
    public Builder maxConcurrency(int maxConcurrency) {
      this.maxConcurrency = maxConcurrency;
      return this;
    }

    /** Through which proxy, if any, a request goes. Default: the JVM's default proxy selector. */
    public Builder proxy(ProxySelector proxy) {
      this.proxy = Inputs.given("proxy", proxy);
      return this;
    }

    /** Who knows the user and password of the proxy. It is never asked for those of a server. Default: nobody. */
    public Builder proxyAuthenticator(Authenticator proxyAuthenticator) {
      this.proxyAuthenticator = Inputs.given("proxyAuthenticator", proxyAuthenticator);
      return this;
    }

    /** Which certificates are trusted and which one is shown. Default: the JVM's default. */
    public Builder sslContext(SSLContext sslContext) {
      this.sslContext = Inputs.given("sslContext", sslContext);
      return this;
    }

    /** The application's own name, with a version or without: {@code my-pipeline/1.4}. Sent in the {@code User-Agent}. */
    public Builder application(String application) {
      this.application = Inputs.given("application", application);
      return this;
    }

    /** Who is told of attempts, waits for the rate limiter, and warnings. May be called several times. */
    public Builder listener(IngestJobsListener listener) {
      this.listeners.add(Inputs.given("listener", listener));
      return this;
    }

    /**
     * Something that Feign knows to wrap around its parts, such as Micrometer's {@code MicrometerCapability}. May be called several
     * times. It sees whole requests, with the token. Its class must be public, because Feign calls it by reflection.
     */
    public Builder capability(Capability capability) {
      this.capabilities.add(Inputs.given("capability", capability));
      return this;
    }

    /**
     * Headers whose values may be logged, beside those that are known to be harmless.
     *
     * @throws InvalidInputException if it is one of those that hold secrets
     */
    public Builder logHeaders(Collection<String> names) {
      for (String name : Inputs.given("logHeaders", names)) {
        String lowerCase = Inputs.given("logHeaders", name).toLowerCase(Locale.ROOT);
        if (SECRET_HEADERS.contains(lowerCase)) {
          throw new InvalidInputException("logHeaders", "has one whose values are secrets; leave it out");
        }
        loggedHeaders.add(lowerCase);
      }
      return this;
    }

    /**
     * Makes the client. Nothing is sent.
     *
     * @throws InvalidInputException if a setting is missing or cannot be used; the message says what to change
     */
    public IngestJobsClient build() {
      return new IngestJobsClient(this);
    }
  }
}
