package dev.ingestjobs.client.internal.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's clients, each made when it is first needed: that takes longer than a call. Safe for use by several threads.
 *
 * <p>A client that could not read the head of a response keeps that connection open for ever, and there is no other way to close
 * it than to close the client. So such a client is not used for new exchanges, and closed when the last of its exchanges ends;
 * before JDK 21 that would not close it either.
 */
final class HttpClients implements AutoCloseable {
  private final TransportSettings settings;
  private final Executor threads;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable JdkClient plain;
  private @Nullable JdkClient secure;
  private final Set<JdkClient> open = new HashSet<>();
  private boolean closed;

  HttpClients(TransportSettings settings, Executor threads) {
    this.settings = settings;
    this.threads = threads;
  }

  /** The client for an exchange with this URL. Give it back when that has ended. */
  JdkClient take(URI url) {
    boolean isPlain = "http".equalsIgnoreCase(url.getScheme());
    lock.lock();
    try {
      JdkClient client = isPlain ? plain : secure;
      if (client == null) {
        client = build(isPlain);
        // One that comes too late is used once, for a call that is canceled already.
        client.retired = closed;
        open.add(client);
        if (!closed && isPlain) {
          plain = client;
        } else if (!closed) {
          secure = client;
        }
      }
      client.exchanges++;
      return client;
    } finally {
      lock.unlock();
    }
  }

  /**
   * @param spoiled whether the exchange left a connection behind that cannot be closed
   */
  void giveBack(JdkClient client, boolean spoiled) {
    boolean done;
    lock.lock();
    try {
      client.exchanges--;
      if (spoiled && JdkClient.closesAll()) {
        client.retired = true;
        plain = plain == client ? null : plain;
        secure = secure == client ? null : secure;
      }
      done = client.retired && client.exchanges == 0 && open.remove(client);
    } finally {
      lock.unlock();
    }
    if (done) {
      client.close();
    }
  }

  private JdkClient build(boolean isPlain) {
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
    return new JdkClient(builder.build());
  }

  /** Closes every connection. */
  @Override
  public void close() {
    List<JdkClient> all;
    lock.lock();
    try {
      closed = true;
      all = List.copyOf(open);
      open.clear();
      plain = null;
      secure = null;
    } finally {
      lock.unlock();
    }
    all.forEach(JdkClient::close);
  }

  /** Does nothing, because nobody encrypts. */
  private static final class Unused extends SSLContext {
    Unused() {
      super(null, null, "none");
    }
  }
}
