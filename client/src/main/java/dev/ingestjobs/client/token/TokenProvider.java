package dev.ingestjobs.client.token;

import dev.ingestjobs.client.internal.token.EnvironmentToken;
import dev.ingestjobs.client.internal.token.FileToken;
import dev.ingestjobs.client.internal.token.FixedToken;
import java.nio.file.Path;

/**
 * Gives the bearer token of a request. It is asked for each attempt of each call, by several threads at once, so it keeps
 * what is costly to get. However long it takes counts towards the deadline of the call; a provider that hangs is interrupted
 * when that has passed.
 *
 * <p>For OAuth 2.0 client credentials, see {@link ClientCredentials}.
 */
@FunctionalInterface
public interface TokenProvider {
  /**
   * The token, without the word {@code Bearer}.
   *
   * @throws Exception if there is none; the call then ends with a {@link TokenException}, which tells the type of the
   *     exception and nothing more of it
   */
  String token() throws Exception;

  /**
   * Told of a token that the API has answered 401. Whoever keeps tokens forgets this one: {@link #token()} is then asked once
   * more and the attempt repeated, if it gives another one.
   */
  default void rejected(String token) {}

  /** Always this token. */
  static TokenProvider fixed(String token) {
    return new FixedToken(token);
  }

  /** The value of an environment variable, read at each attempt. */
  static TokenProvider environment(String variable) {
    return new EnvironmentToken(variable, System::getenv);
  }

  /** The content of a file but for line breaks at its end, read again when the file has changed. */
  static TokenProvider file(Path file) {
    return new FileToken(file);
  }
}
