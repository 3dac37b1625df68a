package dev.ingestjobs.cli;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers everything with one body. */
public record HostileServer(HttpServer server) implements AutoCloseable {
  /** Whoever shows this as it is lets the server write what it likes; in JSON, for a field's name or value. */
  public static final String STEERING = "\\u001b]0;owned\\u0007\\u009b2J\\u202e\\u2028\\r\\nJob  forged";

  public HostileServer(int status, String body) throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext("/", exchange -> {
      try (exchange) {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    });
    server.start();
  }

  /** With a job of one table, and all its texts steer. */
  public static HostileServer ofAJob(String state) throws IOException {
    return new HostileServer(200, """
        {"id": "%1$s", "workflow_id": "%1$s", "%1$s": "%1$s", "tables": [{"table_name": "%1$s", "feed_id": "%1$s", "state": "%2$s", "read": 1,
        "files": [{"name": "%1$s", "errors": 1}]}]}
        """.formatted(STEERING, state));
  }

  public URI baseUrl() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
