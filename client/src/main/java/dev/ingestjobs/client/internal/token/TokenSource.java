package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.call.Scope;

/** Where the token of an attempt comes from, within the attempt's deadline. Safe for use by several threads. */
public interface TokenSource {
  /**
   * A token that may stand in a header.
   *
   * @throws dev.ingestjobs.client.token.TokenException if there is none
   * @throws dev.ingestjobs.client.error.DeadlineExceededException if there is none in time
   */
  String token(Scope scope);

  /** Told of a token that the API has answered 401. */
  void rejected(String token);
}
