package dev.ingestjobs.client.token;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.token.EnvironmentToken;
import dev.ingestjobs.client.internal.token.FileToken;
import dev.ingestjobs.client.internal.token.FixedToken;
import java.nio.file.Path;

/**
 * Gives the bearer token of a request. It is asked for each attempt of each call, by several threads at once, so it keeps
 * what is costly to get. It is asked in a thread of the client's, not in the thread of the caller, whose thread-locals it does
 * not see.
 *
 * <p>However long it takes counts towards the deadline of the call; a provider that hangs is interrupted when that has passed,
 * or when the call is canceled or its caller interrupted. One that does not heed the interrupt keeps a thread.
 *
 * <p>For OAuth 2.0 client credentials, see {@link ClientCredentials}.
 */
@FunctionalInterface
public interface TokenProvider {
  /**
   * The token, without the word {@code Bearer}: visible ASCII characters and nothing else, at most 16,384. Anything else, null
   * too, ends the call with a {@link TokenException}.
   *
   * @throws TokenException to say why there is none, and whether to try again
   * @throws Exception if there is none; the call then ends with a {@link TokenException}, which is not retryable, and tells the
   *     type of the exception and nothing more of it
   */
  String token() throws Exception;

  /**
   * Told of a token that the API has answered 401. Whoever keeps tokens forgets this one: {@link #token()} is then asked once
   * more and the attempt repeated, if it gives another one. May be told of one token several times, and of one that it has
   * forgotten already. If it throws, nothing is asked or repeated: the call ends with that 401.
   */
  default void rejected(String token) {}

  /**
   * Always this token.
   *
   * @throws InvalidInputException if it cannot be a token; the message does not repeat it
   */
  static TokenProvider fixed(String token) {
    return new FixedToken(token);
  }

  /**
   * The value of an environment variable, read at each attempt. If it is not set, a call ends with a {@link TokenException} that
   * names it.
   *
   * @param variable its name: letters, digits and {@code _}
   * @throws InvalidInputException if that is no such name
   */
  static TokenProvider environment(String variable) {
    return new EnvironmentToken(variable, System::getenv);
  }

  /**
   * The content of a file but for line breaks at its end, read again when the file has changed (size, moment of the last
   * change, or another file under this name) and when the API has answered its token with 401. A file that is missing, empty,
   * larger than 64 KiB, not a regular file, or whose content is no token ends a call with a {@link TokenException} that names it.
   *
   * <p>Replace the file by renaming another one over it: a reader may meet a file that is being written when half of it is there.
   *
   * @throws InvalidInputException if it is null
   */
  static TokenProvider file(Path file) {
    return new FileToken(file);
  }
}
