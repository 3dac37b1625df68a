package dev.ingestjobs.client.internal.transport;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One of the JDK's clients, and what it takes to close it on any JDK. */
final class JdkClient {
  private static final Pattern NUMBER = Pattern.compile("\\((\\d+)\\)$");

  private final HttpClient http;

  // For HttpClients, under its lock.
  int exchanges;
  boolean retired;

  JdkClient(HttpClient http) {
    this.http = http;
  }

  HttpClient http() {
    return http;
  }

  /** Whether {@link #close} closes every connection, and not only those that may be used again. */
  static boolean closesAll() {
    return Shutdown.NOW != null;
  }

  /** Closes the connections and ends the thread that waits for them, without which the JVM takes 0.3 s more to exit. */
  void close() {
    if (Shutdown.NOW == null) {
      interruptSelector();
      return;
    }
    try {
      Shutdown.NOW.invoke(http);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Ends a client of a JDK before 21, which ends when its thread is interrupted, or some seconds after it has become
   * unreachable. Its text tells the number that is also in the name of its thread; the JDK's own tests rely on that.
   */
  private void interruptSelector() {
    Matcher number = NUMBER.matcher(http.toString());
    if (number.find()) {
      String name = "HttpClient-" + number.group(1) + "-SelectorManager";
      Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals(name)).forEach(Thread::interrupt);
    }
  }

  /** Looked up when it is needed. */
  private static final class Shutdown {
    /** {@code HttpClient.shutdownNow()}, which is there since JDK 21. */
    static final @Nullable MethodHandle NOW = find();

    private static @Nullable MethodHandle find() {
      try {
        return MethodHandles.publicLookup().findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
      } catch (NoSuchMethodException | IllegalAccessException e) {
        return null;
      }
    }
  }
}
