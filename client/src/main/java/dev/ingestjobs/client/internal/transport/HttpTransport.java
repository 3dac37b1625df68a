package dev.ingestjobs.client.internal.transport;

import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.internal.call.Attempt;
import dev.ingestjobs.client.internal.call.Scope;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Carries a request by {@code java.net.http}, within the {@link Scope} of the call: one deadline over resolving, connecting,
 * headers and body, and an answer to interrupt and cancel that closes the socket. {@code TRANSPORT.md} says why it is that
 * client and not another. Safe for use by several threads, virtual ones among them.
 *
 * <p>HTTP/1.1, no redirects, no cookies, no passwords but for a proxy; nothing of it depends on what the program has set for the
 * whole JVM, but for the default {@code ProxySelector} and {@code SSLContext} if the settings name none.
 *
 * <p>What {@code java.net.http} does and the transport cannot switch off: it sends a GET a second time if the connection
 * breaks before the first byte of the response, unless the program runs with {@code -Djdk.httpclient.redirects.retrylimit=1}.
 */
public final class HttpTransport implements Client, AutoCloseable {
  /** What the JDK sets itself, or this class does. */
  private static final Set<String> NOT_PASSED_ON = Set.of(
      "accept-encoding", "connection", "content-length", "expect", "host", "proxy-authorization", "transfer-encoding", "upgrade");
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private static final String CLOSED = "the client is closed";

  private final TransportSettings settings;
  private final HttpClients clients;
  private final @Nullable ProxyLogin proxyLogin;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Nothing is opened before the first call.
   *
   * @param threads does the JDK's share of the work, resolving names among it, which may block; it must not run things in the
   *     thread that calls it, and {@link #close} leaves it alone
   */
  public HttpTransport(TransportSettings settings, Executor threads) {
    this.settings = settings;
    this.clients = new HttpClients(settings, threads);
    this.proxyLogin =
        settings.proxyAuthenticator() == null ? null : new ProxyLogin(settings.proxyAuthenticator(), settings.proxy());
  }

  /**
   * Carries a request of Feign's, within the scope of the thread's {@link Attempt}.
   *
   * @param ignored the scope says how long it may take
   */
  @Override
  public Response execute(Request request, Request.Options ignored) {
    Attempt attempt = Attempt.current();
    if (attempt == null) {
      throw new IllegalStateException("HttpTransport needs an Attempt that this thread has entered; IngestJobsClient does that");
    }
    return execute(request, attempt.scope());
  }

  /**
   * Carries a request and waits for the headers of its response. Close the body of the response, if it is not read to its end.
   *
   * @throws TransportException if no response came; reading the body throws IOExceptions, for {@link TransportFailure#of}
   */
  public Response execute(Request request, Scope scope) {
    try {
      URI url = URI.create(request.url());
      String login = proxyLogin == null ? null : proxyLogin.known(url);
      Response response = exchange(request, url, scope, login);
      if (proxyLogin == null || response.status() != PROXY_AUTHENTICATION_REQUIRED) {
        return response;
      }
      String answer = proxyLogin.answer(url, response.headers().get("Proxy-Authenticate"), login);
      if (answer == null) {
        return response;
      }
      response.close();
      return exchange(request, url, scope, answer);
    } catch (TransportException e) {
      throw e;
    } catch (IOException e) {
      throw TransportFailure.of(e, request);
    } catch (RuntimeException e) {
      // No file descriptor or no thread is left, or what the program has plugged in as a proxy selector fails.
      throw TransportFailure.of(new IOException(e), request);
    }
  }

  private Response exchange(Request request, URI url, Scope scope, @Nullable String proxyAuthorization) throws IOException {
    JdkClient client = client(url);
    Exchange exchange = new Exchange(request, scope, ended -> {
      exchanges.remove(ended);
      clients.giveBack(client, ended.isUnreadable());
    });
    exchanges.add(exchange);
    if (closed) {
      exchange.cancel(CLOSED);
    }
    try {
      exchange.start(client.http(), sending(request, url, proxyAuthorization));
      Exchange.Head head = exchange.head();
      return Response.builder()
          .request(request)
          .status(head.status())
          .headers(new LinkedHashMap<String, Collection<String>>(head.headers().map()))
          .body(new BodyInputStream(exchange, isZipped(head.headers()), settings.maxBodyBytes()), null)
          .build();
    } catch (RuntimeException | IOException e) {
      exchange.abort();
      throw e;
    }
  }

  private JdkClient client(URI url) throws IOException {
    try {
      return clients.take(url);
    } catch (RuntimeException e) {
      // The JDK's way to say that no file descriptor is left.
      throw new IOException(e);
    }
  }

  private static HttpRequest sending(Request request, URI url, @Nullable String proxyAuthorization) {
    HttpRequest.Builder sending = HttpRequest.newBuilder(url);
    request.headers().forEach((name, values) -> {
      if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
        values.forEach(value -> header(sending, name, value, request));
      }
    });
    sending.header("Accept-Encoding", "gzip");
    if (proxyAuthorization != null) {
      sending.header("Proxy-Authorization", proxyAuthorization);
    }
    if (request.body() == null && request.httpMethod() == Request.HttpMethod.GET) {
      return sending.build();
    }
    byte[] body = request.body() == null ? new byte[0] : request.body();
    return sending.method(request.httpMethod().name(), HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  private static void header(HttpRequest.Builder sending, String name, String value, Request request) {
    try {
      sending.header(name, value);
    } catch (IllegalArgumentException e) {
      // Its message repeats the value, which may be a token.
      throw new TransportException(TransportFailure.what(request) + ": the header " + name + " has a value that cannot be sent", null);
    }
  }

  private static boolean isZipped(HttpHeaders headers) {
    return headers.allValues("Content-Encoding").stream()
        .anyMatch(encoding -> encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip"));
  }

  /**
   * Ends the calls that are in flight, and every later one, as {@link dev.ingestjobs.client.error.CallCanceledException}, and
   * closes the connections; before JDK 21 not those whose response could not be read.
   */
  @Override
  public void close() {
    closed = true;
    exchanges.forEach(exchange -> exchange.cancel(CLOSED));
    clients.close();
  }
}
