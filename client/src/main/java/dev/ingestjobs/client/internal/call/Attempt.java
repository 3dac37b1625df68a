package dev.ingestjobs.client.internal.call;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a call knows and Feign does not hand down: its scope, its token, how its body is read. Feign runs
 * interceptors, client and decoder in the thread of the caller, so that is where they find it.
 */
public final class Attempt {
  private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

  private final Scope scope;
  private final String token;
  private final @Nullable FileCounts countFilesIn;

  /**
   * @param countFilesIn where to count the files of a job that is read without them; null to read it with its files
   */
  public Attempt(Scope scope, String token, @Nullable FileCounts countFilesIn) {
    this.scope = scope;
    this.token = token;
    this.countFilesIn = countFilesIn;
  }

  /** The attempt of this thread; null where the parts are used without {@code IngestJobsClient}. */
  public static @Nullable Attempt current() {
    return CURRENT.get();
  }

  /** Makes this the attempt of this thread until the result is closed. */
  public Scope.Hook enter() {
    CURRENT.set(this);
    return CURRENT::remove;
  }

  /** Does something as this attempt. */
  <T> T run(Supplier<T> work) {
    Scope.Hook entered = enter();
    try {
      return work.get();
    } finally {
      entered.close();
    }
  }

  public Scope scope() {
    return scope;
  }

  public String token() {
    return token;
  }

  public @Nullable FileCounts countFilesIn() {
    return countFilesIn;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Attempt";
  }
}
