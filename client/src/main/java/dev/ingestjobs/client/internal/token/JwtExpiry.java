package dev.ingestjobs.client.internal.token;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The moment at which a token says that it expires: the claim {@code exp} of a JWT (RFC 7519, 4.1.4). For an early warning
 * alone: no signature is checked, nothing else is read, and whatever looks odd has no such moment.
 */
final class JwtExpiry {
  private static final Pattern JWT = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
  private static final int MAX_PAYLOAD_CHARS = 16 * 1024;
  /** The end of the year 9999, in seconds. */
  private static final double LAST = 253_402_300_799.0;

  private JwtExpiry() {}

  /** The token's {@code exp}, to the millisecond; empty if there is none or the token is no JWT. */
  static Optional<Instant> of(String token) {
    if (!JWT.matcher(token).matches()) {
      return Optional.empty();
    }
    String payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    if (payload.length() > MAX_PAYLOAD_CHARS) {
      return Optional.empty();
    }
    try {
      JsonNode exp = Json.read(Base64.getUrlDecoder().decode(payload)).path("exp");
      double seconds = exp.doubleValue();
      return exp.isNumber() && seconds >= 0 && seconds <= LAST
          ? Optional.of(Instant.ofEpochMilli(Math.round(seconds * 1000)))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
