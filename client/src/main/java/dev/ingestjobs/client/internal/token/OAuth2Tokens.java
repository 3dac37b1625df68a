package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.Time;
import dev.ingestjobs.client.token.TokenException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token of a {@link TokenEndpoint} for all who ask, and has it fetched anew some time before it expires.
 *
 * <p>At most one refresh is under way. It has a thread and a limit of its own, so it fails with none of those who wait for it;
 * they wait each within their own scope. Nobody waits while the old token holds.
 *
 * <p>A refresh that fails is not repeated for {@link #PAUSE} while the old token holds, nor if the same would fail again: who
 * needs a token within that pause gets the same failure. If there is no token and the failure was a passing one, the next
 * refresh begins {@link #SHORT_PAUSE} after it at the earliest, and who needs a token waits for that one.
 */
public final class OAuth2Tokens implements TokenSource {
  /** How long a refresh may take. */
  static final Duration LIMIT = Duration.ofSeconds(30);
  static final Duration PAUSE = Duration.ofSeconds(5);
  static final Duration SHORT_PAUSE = Duration.ofSeconds(1);
  /** How long before its end a token is refreshed at most; a fifth of its lifetime if that is less. */
  static final Duration MARGIN = Duration.ofSeconds(60);

  private static final String NO_ANSWER = "the token endpoint did not answer";

  private final TokenEndpoint endpoint;
  private final Executor threads;
  private final Time time;
  private final Scope client;
  private final Consumer<TokenException> warnings;

  private final Object lock = new Object();
  private @Nullable Kept kept;
  private @Nullable CompletableFuture<String> refresh;
  private @Nullable Failure lastFailure;

  /** The moments are those of the monotonic clock. */
  private record Kept(String token, long refreshAt, long expiresAt) {
    /** Without the token. */
    @Override
    public String toString() {
      return "Kept";
    }
  }

  private record Failure(TokenException cause, long at) {
    boolean forbidsRefresh(boolean oldTokenHolds, long now) {
      return (oldTokenHolds || !cause.isRetryable()) && now - at < PAUSE.toNanos();
    }

    /** How long the next refresh has to wait, in nanoseconds. */
    long delay(long now) {
      return Math.max(0, SHORT_PAUSE.toNanos() - (now - at));
    }
  }

  /**
   * @param client ends every refresh when it is canceled
   * @param warnings is told when a refresh fails while the old token holds, once for each; in a worker's thread, and does not throw
   */
  public OAuth2Tokens(TokenEndpoint endpoint, Executor threads, Time time, Scope client, Consumer<TokenException> warnings) {
    this.endpoint = endpoint;
    this.threads = threads;
    this.time = time;
    this.client = client;
    this.warnings = warnings;
  }

  @Override
  public String token(Scope scope) {
    scope.check(NO_ANSWER);
    Kept usable;
    CompletableFuture<String> awaited;
    boolean begins = false;
    long delay = 0;
    synchronized (lock) {
      long now = time.nanoTime();
      usable = kept != null && now - kept.expiresAt() < 0 ? kept : null;
      if (usable != null && now - usable.refreshAt() < 0) {
        return usable.token();
      }
      if (refresh == null && lastFailure != null && lastFailure.forbidsRefresh(usable != null, now)) {
        if (usable != null) {
          return usable.token();
        }
        throw copyOf(lastFailure.cause());
      }
      if (refresh == null) {
        refresh = new CompletableFuture<>();
        begins = true;
        delay = lastFailure == null ? 0 : lastFailure.delay(now);
      }
      awaited = refresh;
    }
    if (begins) {
      begin(awaited, delay);
    }
    if (usable != null) {
      return usable.token();
    }
    try {
      return scope.await(awaited, NO_ANSWER);
    } catch (CompletionException e) {
      throw copyOf((TokenException) e.getCause());
    }
  }

  /** Forgets the token, if it is this one: of all who are told that it was rejected, only the first causes a refresh. */
  @Override
  public void rejected(String token, Scope scope) {
    synchronized (lock) {
      if (kept != null && kept.token().equals(token)) {
        kept = null;
      }
    }
  }

  /** Each waiter gets an exception of its own, because the call that it ends is written into it. */
  private static TokenException copyOf(TokenException failure) {
    return new TokenException(String.valueOf(failure.getMessage()), failure.getCause(), failure.isRetryable());
  }

  private void begin(CompletableFuture<String> work, long delay) {
    try {
      threads.execute(() -> refresh(work, delay));
    } catch (RuntimeException | Error e) {
      fail(work, new TokenException("no token: there is no thread to fetch it in: " + e.getClass().getName(), null, true));
    }
  }

  // In a worker's thread.

  private void refresh(CompletableFuture<String> work, long delay) {
    try {
      client.sleep(Duration.ofNanos(delay), NO_ANSWER);
      // The lifetime began no earlier than this.
      long asked = time.nanoTime();
      TokenEndpoint.Grant grant;
      try (Scope scope = client.open(LIMIT)) {
        grant = endpoint.fetch(scope);
      }
      keep(grant, asked);
      work.complete(grant.token());
    } catch (TokenException e) {
      fail(work, e);
    } catch (Throwable e) {
      // What it says may hold the secret: a FeignException shows the whole request.
      fail(work, new TokenException("no token: " + e.getClass().getName(), null, false));
    }
  }

  private void keep(TokenEndpoint.Grant grant, long asked) {
    long lifetime = grant.lifetime().toNanos();
    synchronized (lock) {
      kept = new Kept(grant.token(), asked + lifetime - Math.min(MARGIN.toNanos(), lifetime / 5), asked + lifetime);
      refresh = null;
      lastFailure = null;
    }
  }

  private void fail(CompletableFuture<String> work, TokenException failure) {
    boolean holds;
    synchronized (lock) {
      long now = time.nanoTime();
      holds = kept != null && now - kept.expiresAt() < 0;
      refresh = null;
      lastFailure = new Failure(failure, now);
    }
    work.completeExceptionally(failure);
    if (holds && !client.isCanceled()) {
      warnings.accept(failure);
    }
  }
}
