package dev.ingestjobs.client.internal.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each setting of a client that can be made without the builder, in the order in which people meet them. The README's table is
 * checked against this one.
 */
public enum Setting {
  TENANT("tenant", "amperity.tenant", "AMPERITY_TENANT", "required", "the tenant's id, sent as `amperity-tenant`; a sandbox has its own"),
  // What is secret has no system property: the command line of a program is seen by everybody on its machine.
  TOKEN("token", null, "AMPERITY_TOKEN", "one way to get a token is required", "without the word `Bearer`"),
  TOKEN_FILE("tokenFile", "amperity.token-file", "AMPERITY_TOKEN_FILE", "", "a file that holds the token; read again when it changes"),
  CLIENT_ID("clientCredentials", "amperity.client-id", "AMPERITY_CLIENT_ID", "", "tokens are fetched and renewed (OAuth 2.0)"),
  CLIENT_SECRET("clientCredentials", null, "AMPERITY_CLIENT_SECRET", "", "goes with the client id"),
  TOKEN_URL("clientCredentials", "amperity.token-url", "AMPERITY_TOKEN_URL", "the tenant's own host", "where tokens are fetched"),
  REGION("region", "amperity.region", "AMPERITY_REGION", "shared", "`https://app.amperity.com/api`, or that of `australia`"),
  TENANT_HOST("tenantHost", "amperity.tenant-host", "AMPERITY_TENANT_HOST", "",
      "`https://{id}.amperity.com/api` instead; for a sandbox the id of its production tenant"),
  BASE_URL("baseUrl", "amperity.base-url", "AMPERITY_BASE_URL", "",
      "anything else, such as a stub; plain http on this machine alone, unless `allowInsecureHttp()`"),
  API_VERSION("apiVersion", "amperity.api-version", "AMPERITY_API_VERSION", "2024-04-01", "sent as `api-version`"),
  TIMEOUT("timeout", "amperity.timeout", "AMPERITY_TIMEOUT", "2m", "one deadline over all attempts of a call and the waits between them"),
  ATTEMPT_TIMEOUT("attemptTimeout", "amperity.attempt-timeout", "AMPERITY_ATTEMPT_TIMEOUT", "60s",
      "of one attempt: connecting, headers and body"),
  CONNECT_TIMEOUT("connectTimeout", "amperity.connect-timeout", "AMPERITY_CONNECT_TIMEOUT", "10s", "for the connection alone"),
  MAX_ATTEMPTS("retry", "amperity.max-attempts", "AMPERITY_MAX_ATTEMPTS", "5", "of a call, the first one included; the builder's `retry` says more"),
  REQUESTS_PER_SECOND("requestsPerSecond", "amperity.requests-per-second", "AMPERITY_REQUESTS_PER_SECOND", "10",
      "shared by all that the client does"),
  MAX_CONCURRENCY("maxConcurrency", "amperity.max-concurrency", "AMPERITY_MAX_CONCURRENCY", "16",
      "asynchronous calls and polls of `awaitAll` at once"),
  MAX_BODY_BYTES("maxBodyBytes", "amperity.max-body-bytes", "AMPERITY_MAX_BODY_BYTES", "268435456",
      "of a body, once unzipped; a job of 500,000 files has some 60 MB"),
  PROXY("proxy", "amperity.proxy", "AMPERITY_PROXY", "the JVM's", "`host:port`, or `direct` for none"),
  APPLICATION("application", "amperity.application", "AMPERITY_APPLICATION", "", "your own name for the `User-Agent`: `my-pipeline/1.4`");

  private final String builderMethod;
  private final @Nullable String property;
  private final String variable;
  private final String defaultText;
  private final String description;

  Setting(String builderMethod, @Nullable String property, String variable, String defaultText, String description) {
    this.builderMethod = builderMethod;
    this.property = property;
    this.variable = variable;
    this.defaultText = defaultText;
    this.description = description;
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

  /** What holds without any of them, for people: as it would be written in the variable, or in words. */
  public String defaultText() {
    return defaultText;
  }

  /** What it is for, in Markdown. */
  public String description() {
    return description;
  }
}
