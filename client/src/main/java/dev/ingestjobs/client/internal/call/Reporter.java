package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.Deprecation;
import dev.ingestjobs.client.internal.OneLine;
import dev.ingestjobs.client.internal.Redaction;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.ClientWarning;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.observe.LimitEvent;
import feign.Request;
import feign.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells the log and the listeners what happens. Only what is known to be harmless gets into the log. Safe for use by several threads. */
public final class Reporter {
  /** The headers whose values are logged by default. */
  public static final Set<String> HARMLESS_HEADERS = Set.of(
      "accept", "accept-encoding", "amperity-tenant", "api-version", "content-encoding", "content-length", "content-type", "date",
      "deprecation", "retry-after", "server", "sunset", "transfer-encoding", "user-agent", "via", "x-request-id");

  /** The name is that of the package, so that it can be set without knowing a class. */
  static final String LOGGER = "dev.ingestjobs.client";

  private final List<IngestJobsListener> listeners;
  private final Set<String> loggedHeaders;
  private final Set<String> endingVersions = ConcurrentHashMap.newKeySet();

  /**
   * @param loggedHeaders the names of the headers whose values are logged, in lower case
   */
  public Reporter(List<IngestJobsListener> listeners, Set<String> loggedHeaders) {
    this.listeners = List.copyOf(listeners);
    this.loggedHeaders = Set.copyOf(loggedHeaders);
  }

  public void attempt(AttemptEvent event) {
    Logger log = System.getLogger(LOGGER);
    Level level = event.retryIn().isPresent() ? Level.INFO : Level.DEBUG;
    if (log.isLoggable(level)) {
      log.log(level, event.jobId() + ": attempt " + event.attempt() + " took " + event.elapsed().toMillis() + " ms: "
          + event.failure().map(Throwable::getMessage).orElse("200")
          + event.retryIn().map(wait -> "; next attempt in " + wait.toMillis() + " ms").orElse(""));
    }
    tell(listener -> listener.onAttempt(event));
  }

  public void limit(LimitEvent event) {
    System.getLogger(LOGGER).log(Level.DEBUG,
        () -> event.jobId() + ": waits " + event.delay().toMillis() + " ms for the rate limiter");
    tell(listener -> listener.onLimit(event));
  }

  public void warn(ClientWarning warning) {
    System.getLogger(LOGGER).log(Level.WARNING, warning::message);
    tell(listener -> listener.onWarning(warning));
  }

  /** Logs the heads of a request and its response, and warns once if the response announces the end of the version. */
  void exchanged(Request request, Response response) {
    Logger log = System.getLogger(LOGGER);
    if (log.isLoggable(Level.DEBUG)) {
      Redaction redaction = Redaction.of(request);
      log.log(Level.DEBUG, OneLine.of(redaction.scrub(request.httpMethod() + " " + request.url() + " " + shown(request.headers())
          + " -> " + response.status() + " " + shown(response.headers()))));
    }
    Deprecation.of(response.headers()).ifPresent(deprecation -> {
      String version = request.headers().getOrDefault("api-version", List.of()).stream().findFirst().orElse("");
      if (endingVersions.add(version)) {
        warn(new ClientWarning.VersionEnding(version, deprecation));
      }
    });
  }

  private Map<String, Collection<String>> shown(Map<String, Collection<String>> headers) {
    Map<String, Collection<String>> shown = new TreeMap<>();
    headers.forEach((name, values) -> {
      boolean harmless = loggedHeaders.contains(name.toLowerCase(Locale.ROOT));
      shown.put(name, harmless ? new ArrayList<>(values) : List.of("…"));
    });
    return shown;
  }

  private void tell(Consumer<IngestJobsListener> event) {
    for (IngestJobsListener listener : listeners) {
      guard(() -> event.accept(listener));
    }
  }

  /** Runs a listener: what it throws is its own affair, be it an error, or a checked exception in the disguise of another language. */
  public static void guard(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable e) {
      System.getLogger(LOGGER).log(Level.WARNING, () -> "A listener threw " + e.getClass().getName());
    }
  }
}
