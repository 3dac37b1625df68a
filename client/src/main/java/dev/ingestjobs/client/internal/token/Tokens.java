package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.Inputs;
import dev.ingestjobs.client.token.TokenException;
import org.jspecify.annotations.Nullable;

/** The rule for tokens that come while the client works. */
final class Tokens {
  private Tokens() {}

  /**
   * A token that may stand in a header.
   *
   * @param origin where it comes from, for the message
   */
  static String checked(String origin, @Nullable String token) {
    String problem = Inputs.problemOfToken(token);
    if (token == null || problem != null) {
      throw new TokenException("the token of " + origin + " " + problem, null, false);
    }
    return token;
  }
}
