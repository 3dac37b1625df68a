package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.token.TokenExpiry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Warns of tokens that are about to expire, or have, once for each. Of a token it keeps a hash and a moment, and that only of
 * the last few. Safe for use by several threads.
 */
public final class ExpiryWatch {
  private static final int REMEMBERED = 16;

  private final Duration ahead;
  private final Time time;
  private final Consumer<TokenExpiry> warnings;
  /** When each token is to be warned of: its expiry, or empty if there is none or the warning has been given. */
  private final Map<String, Optional<Instant>> expiries = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Optional<Instant>> eldest) {
      return size() > REMEMBERED;
    }
  };

  /**
   * @param ahead how long before its expiry a token is warned of
   * @param warnings is called in the thread that uses the token, and does not throw
   */
  public ExpiryWatch(Duration ahead, Time time, Consumer<TokenExpiry> warnings) {
    this.ahead = ahead;
    this.time = time;
    this.warnings = warnings;
  }

  /** To be told of each token before it is used. */
  public void using(String token) {
    String hash = hash(token);
    Optional<TokenExpiry> warning;
    synchronized (expiries) {
      Instant now = time.now();
      warning = expiries.computeIfAbsent(hash, unknown -> JwtExpiry.of(token))
          .map(expiresAt -> new TokenExpiry(expiresAt, Duration.between(now, expiresAt)))
          .filter(expiry -> expiry.remaining().compareTo(ahead) < 0);
      if (warning.isPresent()) {
        expiries.put(hash, Optional.empty());
      }
    }
    warning.ifPresent(warnings);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
