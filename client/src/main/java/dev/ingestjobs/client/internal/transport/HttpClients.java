package dev.ingestjobs.client.internal.transport;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The JDK's clients, each made when it is first needed: that takes longer than a call. Safe for use by several threads. */
final class HttpClients implements AutoCloseable {
  private final TransportSettings settings;
  private final Threads threads;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable HttpClient plain;
  private volatile @Nullable HttpClient secure;
  private boolean closed;

  HttpClients(TransportSettings settings, Executor threads) {
    this.settings = settings;
    this.threads = new Threads(threads);
  }

  /** The client for a URL. */
  HttpClient of(URI url) {
    boolean isPlain = "http".equalsIgnoreCase(url.getScheme());
    HttpClient client = isPlain ? plain : secure;
    return client == null ? make(isPlain) : client;
  }

  private HttpClient make(boolean isPlain) {
    lock.lock();
    try {
      HttpClient made = isPlain ? plain : secure;
      if (made == null) {
        made = build(isPlain);
        // One that comes too late is used once, for a call that is canceled already, and left to the garbage collector.
        if (!closed && isPlain) {
          plain = made;
        } else if (!closed) {
          secure = made;
        }
      }
      return made;
    } finally {
      lock.unlock();
    }
  }

  private HttpClient build(boolean isPlain) {
    HttpClient.Builder builder = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        // A redirect could lead the token to another host.
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(settings.connectTimeout())
        .executor(threads);
    if (settings.proxy() != null) {
      builder.proxy(settings.proxy());
    }
    if (isPlain) {
      // Without these the JDK reads its trust store, a third of the work of a first call, for nothing.
      builder.sslContext(new Unused()).sslParameters(new SSLParameters());
    } else if (settings.sslContext() != null) {
      builder.sslContext(settings.sslContext());
    }
    return builder.build();
  }

  /** Closes every connection and ends the thread that waits for them, without which the JVM takes 0.3 s more to exit. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      shutdown(plain);
      shutdown(secure);
      plain = null;
      secure = null;
      threads.interruptSelectors();
    } finally {
      lock.unlock();
    }
  }

  private static void shutdown(@Nullable HttpClient client) {
    if (client != null && Shutdown.NOW != null) {
      try {
        Shutdown.NOW.invoke(client);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Does the work of the clients and gets to know the threads in which they wait for their sockets, because these hand some of
   * it over. It does not know the clients: those end when nobody but their threads can reach them.
   */
  private static final class Threads implements Executor {
    private final Executor threads;
    private final Set<Thread> selectors = ConcurrentHashMap.newKeySet();

    Threads(Executor threads) {
      this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
      Thread caller = Thread.currentThread();
      if (caller.getName().endsWith("-SelectorManager")) {
        selectors.add(caller);
      }
      threads.execute(work);
    }

    /** Ends the clients on a JDK before 21, and does nothing to those that have ended already. */
    void interruptSelectors() {
      selectors.forEach(Thread::interrupt);
      selectors.clear();
    }
  }

  /** Looked up when it is needed. */
  private static final class Shutdown {
    /**
     * {@code HttpClient.shutdownNow()}, which is there since JDK 21. Before, a client ends when its thread is interrupted, or
     * some seconds after it has become unreachable.
     */
    static final @Nullable MethodHandle NOW = find();

    private static @Nullable MethodHandle find() {
      try {
        return MethodHandles.publicLookup().findVirtual(HttpClient.class, "shutdownNow", MethodType.methodType(void.class));
      } catch (NoSuchMethodException | IllegalAccessException e) {
        return null;
      }
    }
  }

  /** Does nothing, because nobody encrypts. */
  private static final class Unused extends SSLContext {
    Unused() {
      super(null, null, "none");
    }
  }
}
