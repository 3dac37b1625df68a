package dev.ingestjobs.client.internal;

import feign.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Removes tokens from texts that a server or the JDK has made, before anybody can see them. Immutable. */
public final class Redaction {
  private static final String REDACTED = "[redacted]";
  /**
   * A server may send back a piece of the token, or another one: whatever looks like a JWT, or follows "Bearer" and is too
   * long for a word.
   */
  private static final Pattern TOKEN_LIKE =
      Pattern.compile("eyJ[\\w-]{8,}(\\.[\\w-]*)*|(?<=(?i:\\bbearer) )[A-Za-z0-9._~+/=-]{16,}");

  private final List<String> secrets;

  private Redaction(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Removes what the request's {@code Authorization} holds. */
  public static Redaction of(Request request) {
    Collection<String> values = request.headers().getOrDefault("Authorization", List.of());
    List<String> secrets = new ArrayList<>();
    for (String value : values) {
      String token = value.substring(value.indexOf(' ') + 1).trim();
      if (!token.isEmpty()) {
        secrets.add(token);
      }
    }
    return new Redaction(secrets);
  }

  /** The text without tokens. */
  public String scrub(String text) {
    String scrubbed = text;
    for (String secret : secrets) {
      scrubbed = scrubbed.replace(secret, REDACTED);
    }
    return TOKEN_LIKE.matcher(scrubbed).replaceAll(REDACTED);
  }

  /** Whether the text holds no token. */
  public boolean isClean(String text) {
    return scrub(text).equals(text);
  }

  @Override
  public String toString() {
    return "Redaction[" + secrets.size() + " secrets]";
  }
}
