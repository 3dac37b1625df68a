package dev.ingestjobs.stub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;

/** Sends whatever a test wants: a good request, changed in one respect. Immutable. */
record Caller(URI baseUrl, String method, String path, Map<String, String> headers) {
  static final String TOKEN = "tok-e9f1-of-the-test";

  private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Asks for a job with all that is needed. */
  static Caller asking(StubServer stub, String jobId) {
    return asking(stub.baseUrl(), jobId);
  }

  static Caller asking(URI baseUrl, String jobId) {
    return new Caller(baseUrl, "GET", "/ingest/jobs/" + jobId, Map.of(
        "amperity-tenant", "socktown", "api-version", "2024-04-01", "Authorization", "Bearer " + TOKEN));
  }

  Caller method(String other) {
    return new Caller(baseUrl, other, path, headers);
  }

  Caller path(String other) {
    return new Caller(baseUrl, method, other, headers);
  }

  Caller header(String name, String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put(name, value);
    return new Caller(baseUrl, method, path, changed);
  }

  Caller without(String name) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.remove(name);
    return new Caller(baseUrl, method, path, changed);
  }

  HttpResponse<String> send() {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path)).method(method, BodyPublishers.noBody());
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
