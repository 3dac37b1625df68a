package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Asks a {@link TokenProvider}, which is anybody's code: it may hang, throw whatever there is, and give what is no token. So it
 * is asked in a thread of its own, and whoever waits for it waits no longer than the scope.
 */
public final class ProvidedTokens implements TokenSource {
  private static final String NO_ANSWER = "the token provider did not answer";

  private final TokenProvider provider;
  private final Executor threads;
  private final Time time;
  /** What the provider must not repeat when it fails. */
  private volatile @Nullable String latest;

  /**
   * @param threads has a thread for everybody who asks at once, or tells them at once that it has none
   */
  public ProvidedTokens(TokenProvider provider, Executor threads, Time time) {
    this.provider = provider;
    this.threads = threads;
    this.time = time;
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
    scope.check(NO_ANSWER);
    CompletableFuture<String> answer = new CompletableFuture<>();
    // Lets nobody be interrupted but the question, even if its thread has gone on to something else.
    FutureTask<?> task = new FutureTask<>(() -> answer(question, answer), null);
    try {
      threads.execute(task);
    } catch (RuntimeException | Error e) {
      throw new TokenException("there is no thread to ask the token provider in: " + e.getClass().getName(), null, true);
    }
    try {
      return Waiting.await(answer, scope, time, NO_ANSWER);
    } catch (CompletionException e) {
      throw e.getCause() instanceof TokenException failure ? failure : e;
    } finally {
      task.cancel(true);
    }
  }

  // In the provider's thread.

  private void answer(Callable<String> question, CompletableFuture<String> answer) {
    try {
      answer.complete(question.call());
    } catch (TokenException e) {
      answer.completeExceptionally(vetted(e));
    } catch (Throwable e) {
      // Its message may hold a secret, and so may its causes.
      answer.completeExceptionally(new TokenException("the token provider failed: " + e.getClass().getName(), null, false));
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
