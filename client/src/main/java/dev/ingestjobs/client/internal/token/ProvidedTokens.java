package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.call.ForeignCode;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link TokenProvider}, which is anybody's code: it may hang, throw whatever there is, and give what is no token. So it
 * is asked in a thread of its own, and whoever waits for it waits no longer than the scope.
 */
public final class ProvidedTokens implements TokenSource {
  private static final String NO_ANSWER = "the token provider did not answer";

  private final TokenProvider provider;
  private final ForeignCode foreignCode;
  /** What the provider must not repeat when it fails. */
  private volatile @Nullable String latest;

  /**
   * @param threads has a thread for everybody who asks at once, or tells them at once that it has none
   */
  public ProvidedTokens(TokenProvider provider, Executor threads) {
    this.provider = provider;
    this.foreignCode = new ForeignCode(threads);
  }

  @Override
  public String token(Scope scope) {
    // Two of our own, which neither block nor fail in any other way: they are not worth a thread.
    if (provider instanceof FixedToken fixed) {
      return fixed.token();
    }
    if (provider instanceof EnvironmentToken environment) {
      return environment.token();
    }
    String token = ask(() -> Tokens.checked("the token provider", provider.token()), scope);
    latest = token;
    return token;
  }

  @Override
  public void rejected(String token, Scope scope) {
    if (!(provider instanceof FixedToken || provider instanceof EnvironmentToken)) {
      ask(() -> {
        provider.rejected(token);
        return "";
      }, scope);
    }
  }

  private String ask(Callable<String> question, Scope scope) {
    try {
      return Objects.requireNonNull(foreignCode.run(() -> answer(question), scope, NO_ANSWER));
    } catch (ExecutionException e) {
      throw (TokenException) e.getCause();
    } catch (RejectedExecutionException e) {
      throw new TokenException("there is no thread to ask the token provider in: " + e.getMessage(), null, true);
    }
  }

  // In the provider's thread.

  private String answer(Callable<String> question) {
    try {
      return question.call();
    } catch (TokenException e) {
      throw vetted(e);
    } catch (Throwable e) {
      // Its message may hold a secret, and so may its causes.
      throw new TokenException("the token provider failed: " + e.getClass().getName(), null, false);
    }
  }

  /** The provider's own exception, unless it shows a token. This runs the code of its causes. */
  private TokenException vetted(TokenException failure) {
    String known = latest;
    Redaction redaction = Redaction.ofSecrets(known == null ? List.of() : List.of(known));
    return redaction.isClean(failure)
        ? failure
        : new TokenException(redaction.scrub(String.valueOf(failure.getMessage())), null, failure.isRetryable());
  }
}
