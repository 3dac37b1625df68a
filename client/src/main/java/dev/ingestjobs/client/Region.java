package dev.ingestjobs.client;

import java.net.URI;

/** The documented shared hosts of the API, on which the tenant's header alone names the tenant. */
public enum Region {
  /** {@code https://app.amperity.com/api}, the default. */
  SHARED("https://app.amperity.com/api"),
  /** {@code https://app-aws-apse2.amperity.com/api}. */
  AUSTRALIA("https://app-aws-apse2.amperity.com/api");

  private final URI baseUrl;

  Region(String baseUrl) {
    this.baseUrl = URI.create(baseUrl);
  }

  /** What {@code /ingest/jobs/{id}} is appended to. */
  public URI baseUrl() {
    return baseUrl;
  }
}
