package dev.ingestjobs.client;

import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.api.IngestJobsApi.GetIngestJobParameters;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.feign.IngestJobsDecoder;
import dev.ingestjobs.client.feign.IngestJobsErrorDecoder;
import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.SystemTime;
import dev.ingestjobs.client.internal.transport.HttpTransport;
import dev.ingestjobs.client.internal.transport.TransportFailure;
import dev.ingestjobs.client.internal.transport.TransportSettings;
import dev.ingestjobs.client.model.IngestJob;
import feign.Feign;
import feign.FeignException;
import feign.Retryer;
import feign.TypedResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads ingest jobs of one Amperity tenant.
 *
 * <pre>{@code
 * IngestJobsClient client = IngestJobsClient.builder()
 *     .tenant("socktown")
 *     .token(System.getenv("AMPERITY_TOKEN"))
 *     .build();
 * IngestJob job = client.get("isj-20240701-48815-6dcXdk");
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads: one instance does for a program. It holds no resource that must be
 * closed; its threads are daemons and end by themselves after some idle seconds.
 *
 * <p>One call is one request: nothing is retried, but that the JDK sends a GET a second time if the connection breaks before the
 * response begins. Redirects are never followed, so that the token goes to no other host.
 */
public final class IngestJobsClient {
  /** The version of the API that this client was generated for. */
  public static final String DEFAULT_API_VERSION = "2024-04-01";
  /** The default of {@link Builder#connectTimeout}. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
  /** The default of {@link Builder#timeout}. The vendor says that some responses take seconds. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
  /** The default of {@link Builder#maxBodyBytes}: four times the largest job that is documented. */
  public static final long DEFAULT_MAX_BODY_BYTES = 256L * 1024 * 1024;

  private static final AtomicInteger THREAD_COUNT = new AtomicInteger();
  private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "ingest-jobs-" + THREAD_COUNT.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  });

  private final IngestJobsApi api;
  private final Duration timeout;
  private final String baseUrl;
  private final String tenant;
  private final String apiVersion;

  private IngestJobsClient(Builder builder) {
    this.tenant = Inputs.name("tenant", builder.tenant, "socktown");
    this.apiVersion = Inputs.name("apiVersion", builder.apiVersion, DEFAULT_API_VERSION);
    this.baseUrl = Inputs.baseUrl(builder.baseUrl, builder.insecureHttpAllowed);
    this.timeout = Inputs.limit("timeout", builder.timeout);
    String authorization = "Bearer " + Inputs.token(builder.token);
    this.api = Feign.builder()
        .client(new HttpTransport(builder.transportSettings(), THREADS))
        .decoder(new IngestJobsDecoder())
        .errorDecoder(new IngestJobsErrorDecoder())
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(template -> template.headerLiteral("Authorization", authorization))
        .target(IngestJobsApi.class, baseUrl);
  }

  /** A builder with every default set; a tenant and a token are missing. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads a job.
   *
   * @param id the job's id, for example {@code isj-20240701-48815-6dcXdk}
   * @throws InvalidInputException if the id is null, blank, or holds one of {@code / \ % ? #}, {@code ..}, white space, a
   *     control character or one that is not ASCII; nothing is sent then
   * @throws IngestJobsException if no job comes back, as one of the types listed in {@link dev.ingestjobs.client.error}
   */
  public IngestJob get(String id) {
    return getWithResponse(id).job();
  }

  /** As {@link #get}, with the status and the headers of the response. */
  public IngestJobResponse getWithResponse(String id) {
    GetIngestJobParameters parameters = new GetIngestJobParameters()
        .id(Inputs.name("id", id, "isj-20240701-48815-6dcXdk"))
        .tenant(tenant)
        .apiVersion(apiVersion);
    Scope scope = Scope.unlimited(SystemTime.INSTANCE).open(timeout);
    Scope.Hook attempt = new Attempt(scope, "", null).enter();
    try {
      TypedResponse<IngestJob> response = api.getIngestJobWithResponse(parameters);
      Map<String, List<String>> headers = response.headers().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, header -> List.copyOf(header.getValue())));
      return new IngestJobResponse(response.status(), headers, response.body());
    } catch (FeignException e) {
      throw withoutRequest(e);
    } finally {
      attempt.close();
      scope.close();
    }
  }

  /** A FeignException holds the request, and with it the token: it must not get out, not even as a cause. */
  private static RuntimeException withoutRequest(FeignException wrapper) {
    Throwable cause = wrapper.getCause();
    if (cause instanceof IngestJobsException failure) {
      return failure;
    }
    if (cause instanceof IOException failure) {
      return TransportFailure.of(failure, wrapper.request());
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(wrapper.getClass().getName());
  }

  /** What this client talks to. No token. */
  @Override
  public String toString() {
    return "IngestJobsClient[baseUrl=" + baseUrl + ", tenant=" + tenant + ", apiVersion=" + apiVersion + "]";
  }

  /**
   * Builds {@link IngestJobsClient}s. Everything is checked at {@link #build()}. Not safe for use by several threads.
   *
   * <p>{@link #region}, {@link #tenantHost} and {@link #baseUrl} say the same thing in three ways: the last one wins.
   */
  public static final class Builder {
    private @Nullable String tenant;
    private @Nullable String token;
    private String apiVersion = DEFAULT_API_VERSION;
    private @Nullable String baseUrl = Region.SHARED.baseUrl().toString();
    private boolean insecureHttpAllowed;
    private @Nullable Duration connectTimeout = DEFAULT_CONNECT_TIMEOUT;
    private @Nullable Duration timeout = DEFAULT_TIMEOUT;
    private long maxBodyBytes = DEFAULT_MAX_BODY_BYTES;

    private Builder() {}

    /** The tenant's id, sent as {@code amperity-tenant}. A sandbox has its own. Required. */
    public Builder tenant(String tenant) {
      this.tenant = tenant;
      return this;
    }

    /**
     * The bearer token, without the word {@code Bearer}. Required. It never stands in a message or a {@code toString} of this
     * library, which logs nothing. The JDK's own log {@code -Djdk.httpclient.HttpClient.log=headers} writes whole headers: leave
     * that off.
     */
    public Builder token(String token) {
      this.token = token;
      return this;
    }

    /** One of the documented shared hosts. Default: {@link Region#SHARED}. */
    public Builder region(Region region) {
      return baseUrl(region == null ? null : region.baseUrl());
    }

    /**
     * A tenant's own host, {@code https://{hostTenant}.amperity.com/api}. For a sandbox that is the id of its production
     * tenant, and {@link #tenant} the sandbox's own.
     *
     * @throws InvalidInputException if it is no DNS label
     */
    public Builder tenantHost(String hostTenant) {
      this.baseUrl = "https://" + Inputs.dnsLabel("tenantHost", hostTenant) + ".amperity.com/api";
      return this;
    }

    /**
     * Any other base URL, for example that of a stub: what {@code /ingest/jobs/{id}} is appended to. It must be https, or
     * http on this machine.
     */
    public Builder baseUrl(String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    /** As {@link #baseUrl(String)}. */
    public Builder baseUrl(URI baseUrl) {
      this.baseUrl = baseUrl == null ? null : baseUrl.toString();
      return this;
    }

    /** Lets {@link #baseUrl} be plain http to another machine. The token then travels in the clear. Default: not allowed. */
    public Builder allowInsecureHttp() {
      this.insecureHttpAllowed = true;
      return this;
    }

    /** The version of the API, sent as {@code api-version}. Default: {@value #DEFAULT_API_VERSION}. */
    public Builder apiVersion(String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /** How long making a connection may take. Default: 10 s. From 1 ms to 24 h. */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /**
     * The deadline of a call: how long connecting, waiting for the headers and reading the whole body may take together.
     * Default: 60 s. From 1 ms to 24 h.
     */
    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
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

    /**
     * Makes the client. Nothing is sent.
     *
     * @throws InvalidInputException if a setting is missing or cannot be used; the message says what to change
     */
    public IngestJobsClient build() {
      return new IngestJobsClient(this);
    }

    private TransportSettings transportSettings() {
      if (maxBodyBytes < 1) {
        throw new InvalidInputException("maxBodyBytes", "is less than 1");
      }
      return new TransportSettings(Inputs.limit("connectTimeout", connectTimeout), maxBodyBytes, null, null, null);
    }
  }
}
