package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.call.Scope;

/** Where the token of an attempt comes from, within the attempt's deadline. Safe for use by several threads. */
public interface TokenSource {
  /**
   * A token that may stand in a header.
   *
   * @throws dev.ingestjobs.client.token.TokenException if there is none
   * @throws dev.ingestjobs.client.error.DeadlineExceededException if there is none in time
   * @throws dev.ingestjobs.client.error.CallCanceledException if the scope is canceled meanwhile
   * @throws dev.ingestjobs.client.error.CallInterruptedException if the thread is interrupted; the flag is set again
   */
  String token(Scope scope);

  /** Told of a token that the API has answered 401. Throws as {@link #token} does. */
  void rejected(String token, Scope scope);
}
