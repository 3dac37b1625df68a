package dev.ingestjobs.contract.broker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of a Pact Broker as a build talks to, on loopback. It remembers what it was asked, and wants its token. Thread-safe. */
final class FakeBroker implements AutoCloseable {
  static final String TOKEN = "token-of-the-fake-broker";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  /** By the version that published them. */
  private final Map<String, JsonNode> pacts = new ConcurrentHashMap<>();
  private volatile boolean deployable = true;

  /** A request: its method, its path with the query, and its body, null if that is empty. */
  record Asked(String method, String path, JsonNode body) {
    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  FakeBroker() throws IOException {
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it says to can-i-deploy. */
  void deployable(boolean answer) {
    deployable = answer;
  }

  /** Has the pact as if that version had published it. */
  void hold(String version, JsonNode pact) {
    pacts.put(version, pact);
  }

  /** All requests, in their order. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** The requests that change something. */
  List<Asked> changes() {
    return asked.stream().filter(request -> !request.method().equals("GET")).toList();
  }

  /** Forgets all. */
  void reset() {
    asked.clear();
    pacts.clear();
    deployable = true;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      JsonNode body = sent.length == 0 ? null : JSON.readTree(sent);
      Asked request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
      asked.add(request);
      boolean known = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
      JsonNode answer = known ? answer(request) : null;
      int status = !known ? 401 : answer == null ? 404 : 200;
      byte[] bytes = (answer == null ? "{}" : answer.toString()).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Null if there is no such thing. */
  private JsonNode answer(Asked request) throws IOException {
    String path = request.path().replaceFirst("\\?.*", "");
    return switch (request.method() + " " + path.replaceFirst("(?<=/)(version|branches)/.*", "$1")) {
      case "GET /" -> links("pb:publish-contracts", "/contracts/publish");
      case "POST /contracts/publish" -> published(request.body());
      case "GET /pacts/provider/amperity-ingest-jobs/consumer/amperity-ingest-client/version" -> pact(path);
      case "GET /pacticipants/amperity-ingest-jobs" ->
          links("pb:branch-version", "/pacticipants/amperity-ingest-jobs/branches/{branch}/versions/{version}");
      case "PUT /pacticipants/amperity-ingest-jobs/branches", "POST /verification-results" -> JSON.createObjectNode();
      case "GET /matrix" -> matrix();
      default -> null;
    };
  }

  private JsonNode published(JsonNode body) throws IOException {
    byte[] content = Base64.getDecoder().decode(body.at("/contracts/0/content").textValue());
    pacts.put(body.get("pacticipantVersionNumber").textValue(), JSON.readTree(content));
    ObjectNode answer = JSON.createObjectNode();
    answer.putArray("notices").addObject().put("level", "info").put("text", "published");
    return answer;
  }

  private JsonNode pact(String path) {
    JsonNode pact = pacts.get(path.substring(path.lastIndexOf('/') + 1));
    if (pact == null) {
      return null;
    }
    ObjectNode answer = pact.deepCopy();
    answer.setAll(links("pb:publish-verification-results", "/verification-results", "pb:provider", "/pacticipants/amperity-ingest-jobs"));
    return answer;
  }

  private JsonNode matrix() {
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("summary").put("deployable", deployable).put("reason", deployable ? "All is verified" : "Something is not verified");
    answer.putArray("matrix");
    return answer;
  }

  /** Names of links, each with its path. */
  private ObjectNode links(String... namesAndPaths) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode links = answer.putObject("_links");
    for (int i = 0; i < namesAndPaths.length; i += 2) {
      links.putObject(namesAndPaths[i]).put("href", url() + namesAndPaths[i + 1]).put("templated", namesAndPaths[i + 1].contains("{"));
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
