package dev.ingestjobs.client.internal.transport;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries a request by the JDK's {@code HttpURLConnection}, which needs no jar and starts fast, and gives it what it lacks:
 * one deadline over connecting, headers and body, and an answer to an interrupt. Safe for use by several threads.
 *
 * <p>A blocked read of {@code HttpURLConnection} cannot be ended from outside: {@code disconnect()} waits for the very lock
 * that the reader holds. So a daemon thread does the blocking and the caller waits for it, no longer than the deadline. The
 * thread that is left behind ends with the socket's own timeout, which is as long again, unless the server goes on to send a
 * byte now and then. Idle threads end after some seconds.
 *
 * <p>What {@code HttpURLConnection} does and nobody can switch off: it sends a GET a second time if the connection breaks before
 * the first header has come, and it uses the program's default {@code CookieHandler}, if there is one.
 */
public final class UrlConnectionTransport implements Client {
  private static final int THREAD_IDLE_SECONDS = 5;
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final TransportSettings settings;
  private final Executor threads = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, THREAD_IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), UrlConnectionTransport::daemon);

  public UrlConnectionTransport(TransportSettings settings) {
    this.settings = settings;
  }

  @Override
  public Response execute(Request request, Request.Options ignored) {
    Exchange exchange = new Exchange(request, settings);
    try {
      exchange.start(threads);
      Exchange.Head head = exchange.head();
      return Response.builder()
          .request(request)
          .status(head.status())
          .reason(head.reason())
          .headers(head.headers())
          .body(body(exchange, head.headers()), null)
          .build();
    } catch (IOException e) {
      exchange.abort();
      throw TransportFailure.of(e, request);
    }
  }

  private InputStream body(Exchange exchange, Map<String, Collection<String>> headers) {
    boolean zipped = headers.getOrDefault("Content-Encoding", List.of()).stream()
        .anyMatch(encoding -> encoding.equalsIgnoreCase("gzip") || encoding.equalsIgnoreCase("x-gzip"));
    return new BodyInputStream(exchange, zipped, settings.maxBodyBytes());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "ingest-jobs-io-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
