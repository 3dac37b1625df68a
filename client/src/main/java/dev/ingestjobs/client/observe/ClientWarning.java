package dev.ingestjobs.client.observe;

import dev.ingestjobs.client.Deprecation;
import dev.ingestjobs.client.internal.OneLine;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenExpiry;

/** Something that goes well today and will not before long. Each is logged, too, at level {@code WARNING}. */
public sealed interface ClientWarning {
  /** One line for people. */
  String message();

  /**
   * The API announces the end of the version that the client asks for. Told once for each version and client.
   *
   * @param apiVersion the version
   * @param deprecation since when, and until when
   */
  record VersionEnding(String apiVersion, Deprecation deprecation) implements ClientWarning {
    @Override
    public String message() {
      return OneLine.of("The API announces the end of version " + apiVersion
          + deprecation.deprecationText().map(text -> "; deprecated since " + text).orElse("")
          + deprecation.sunsetText().map(text -> "; gone after " + text).orElse(""));
    }
  }

  /**
   * The token expires before long, or has. Told once for each token.
   *
   * @param expiry when
   */
  record TokenExpiring(TokenExpiry expiry) implements ClientWarning {
    @Override
    public String message() {
      return "The token " + (expiry.remaining().isNegative() ? "expired at " : "expires at ") + expiry.expiresAt();
    }
  }

  /**
   * A new token could not be fetched; the old one is still used, as long as it is valid.
   *
   * @param failure why
   */
  record TokenNotRefreshed(TokenException failure) implements ClientWarning {
    @Override
    public String message() {
      return "The token could not be refreshed, the old one is used as long as it is valid: " + failure.getMessage();
    }
  }
}
