package dev.ingestjobs.client.internal.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each setting of a client that can be made without the builder, in the order in which people meet them. The README's table is
 * checked against this one.
 */
public enum Setting {
  TENANT("tenant", "amperity.tenant", "AMPERITY_TENANT", "required"),
  // What is secret has no system property: the command line of a program is seen by everybody on its machine.
  TOKEN("token", null, "AMPERITY_TOKEN", "one of the three ways to get a token is required"),
  TOKEN_FILE("tokenFile", "amperity.token-file", "AMPERITY_TOKEN_FILE", ""),
  CLIENT_ID("clientCredentials", "amperity.client-id", "AMPERITY_CLIENT_ID", ""),
  CLIENT_SECRET("clientCredentials", null, "AMPERITY_CLIENT_SECRET", ""),
  TOKEN_URL("clientCredentials", "amperity.token-url", "AMPERITY_TOKEN_URL", "the tenant's own host"),
  REGION("region", "amperity.region", "AMPERITY_REGION", "shared"),
  TENANT_HOST("tenantHost", "amperity.tenant-host", "AMPERITY_TENANT_HOST", ""),
  BASE_URL("baseUrl", "amperity.base-url", "AMPERITY_BASE_URL", ""),
  API_VERSION("apiVersion", "amperity.api-version", "AMPERITY_API_VERSION", "2024-04-01"),
  TIMEOUT("timeout", "amperity.timeout", "AMPERITY_TIMEOUT", "2m"),
  ATTEMPT_TIMEOUT("attemptTimeout", "amperity.attempt-timeout", "AMPERITY_ATTEMPT_TIMEOUT", "60s"),
  CONNECT_TIMEOUT("connectTimeout", "amperity.connect-timeout", "AMPERITY_CONNECT_TIMEOUT", "10s"),
  MAX_ATTEMPTS("retry", "amperity.max-attempts", "AMPERITY_MAX_ATTEMPTS", "5"),
  REQUESTS_PER_SECOND("requestsPerSecond", "amperity.requests-per-second", "AMPERITY_REQUESTS_PER_SECOND", "10"),
  MAX_CONCURRENCY("maxConcurrency", "amperity.max-concurrency", "AMPERITY_MAX_CONCURRENCY", "16"),
  MAX_BODY_BYTES("maxBodyBytes", "amperity.max-body-bytes", "AMPERITY_MAX_BODY_BYTES", "268435456"),
  PROXY("proxy", "amperity.proxy", "AMPERITY_PROXY", "the JVM's"),
  APPLICATION("application", "amperity.application", "AMPERITY_APPLICATION", "");

  private final String builderMethod;
  private final @Nullable String property;
  private final String variable;
  private final String defaultText;

  Setting(String builderMethod, @Nullable String property, String variable, String defaultText) {
    this.builderMethod = builderMethod;
    this.property = property;
    this.variable = variable;
    this.defaultText = defaultText;
  }

  /** The method of {@code IngestJobsClient.Builder} that comes before everything else. */
  public String builderMethod() {
    return builderMethod;
  }

  /** The system property that comes next; empty if there is none. */
  public Optional<String> property() {
    return Optional.ofNullable(property);
  }

  /** The environment variable that comes after that. */
  public String variable() {
    return variable;
  }

  /** What holds without any of them, for people. */
  public String defaultText() {
    return defaultText;
  }
}
