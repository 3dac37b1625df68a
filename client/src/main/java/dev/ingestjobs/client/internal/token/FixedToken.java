package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.token.TokenProvider;

/** Always the same token, checked at once. */
public final class FixedToken implements TokenProvider {
  private final String token;

  /**
   * @throws dev.ingestjobs.client.error.InvalidInputException if it cannot be a token
   */
  public FixedToken(String token) {
    this.token = Inputs.token("token", token);
  }

  @Override
  public String token() {
    return token;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "FixedToken";
  }
}
