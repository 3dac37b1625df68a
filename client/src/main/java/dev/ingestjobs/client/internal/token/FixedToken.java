package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.token.TokenProvider;

/** Always the same token. */
public final class FixedToken implements TokenProvider {
  private final String token;

  public FixedToken(String token) {
    this.token = token;
  }

  @Override
  public String token() {
    return token;
  }
}
