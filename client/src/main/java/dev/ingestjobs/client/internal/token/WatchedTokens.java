package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.call.Scope;

/** Shows each token of another source to a watch. */
public final class WatchedTokens implements TokenSource {
  private final TokenSource tokens;
  private final ExpiryWatch watch;

  public WatchedTokens(TokenSource tokens, ExpiryWatch watch) {
    this.tokens = tokens;
    this.watch = watch;
  }

  @Override
  public String token(Scope scope) {
    String token = tokens.token(scope);
    watch.using(token);
    return token;
  }

  @Override
  public void rejected(String token, Scope scope) {
    tokens.rejected(token, scope);
  }
}
