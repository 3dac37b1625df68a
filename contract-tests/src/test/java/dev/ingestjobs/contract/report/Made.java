package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.client.IngestJobResponse;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the client makes of the response of an interaction, seen by calling it against a server that answers with it. */
final class Made {
  private Made() {}

  /** In Markdown, the kind of thing first. */
  static List<String> of(SynchronousHttp interaction) {
    HttpServer server = serving(interaction.getResponse());
    String baseUrl = "http://localhost:" + server.getAddress().getPort();
    try (IngestJobsClient client = Contract.client(baseUrl)) {
      return of(interaction.getRequest(), baseUrl, client);
    } catch (ApiException e) {
      return List.of(code(e.getClass().getSimpleName()) + (e.retryAfter().isPresent() ? " with `retryAfter()`" : ""));
    } catch (IngestJobsException e) {
      return List.of(code(e.getClass().getSimpleName()));
    } finally {
      server.stop(0);
    }
  }

  private static HttpServer serving(HttpResponse response) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        try (exchange) {
          byte[] body = response.getBody().isPresent() ? response.getBody().valueAsString().getBytes(StandardCharsets.UTF_8) : new byte[0];
          exchange.getResponseHeaders().putAll(response.getHeaders());
          exchange.sendResponseHeaders(response.getStatus(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
        }
      });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> of(HttpRequest request, String baseUrl, IngestJobsClient client) {
    String id = request.getPath().substring(request.getPath().lastIndexOf('/') + 1);
    if (!request.getQuery().isEmpty()) {
      // The client itself names the version in the header.
      return job("`IngestJob`, through `IngestJobsApi`", Contract.api(baseUrl).getIngestJob(new IngestJobsApi.GetIngestJobParameters()
          .id(id).tenant(Contract.TENANT).apiVersionQuery(Contract.VERSION)));
    }
    IngestJobResponse response = client.getWithResponse(id);
    return job(response.deprecation().isPresent() ? "`IngestJobResponse` with `deprecation()`" : "`IngestJob`", response.job());
  }

  private static List<String> job(String kind, IngestJob job) {
    List<String> made = new ArrayList<>(List.of(kind));
    if (job.tables().isEmpty()) {
      made.add("`tables()` is empty");
    }
    job.tables().stream().flatMap(table -> table(table).stream()).forEach(made::add);
    Set<String> unknown = new TreeSet<>(job.additionalProperties().keySet());
    job.tables().forEach(table -> {
      unknown.addAll(table.additionalProperties().keySet());
      table.files().forEach(file -> unknown.addAll(file.additionalProperties().keySet()));
    });
    if (!unknown.isEmpty()) {
      made.add("`additionalProperties()` with " + unknown.stream().map(Made::code).collect(Collectors.joining(", ")));
    }
    return made.stream().distinct().toList();
  }

  private static List<String> table(IngestTable table) {
    if (table.equals(IngestTable.builder().build())) {
      return List.of("all that may be absent is null, and lists are empty");
    }
    List<String> made = new ArrayList<>();
    TableState state = table.state();
    if (state != null) {
      made.add(state.isKnown() ? "state " + code(state.text()) : "`state().isKnown()` is false, `text()` is " + code(state.text()));
      if (state.isTerminal() && !state.isSuccess()) {
        made.add("`isTerminal()` and not `isSuccess()`");
      }
    }
    if (table.endedAt() == null) {
      made.add(table.startedAt() == null ? "`startedAt()` and `endedAt()` are null" : "`endedAt()` is null");
    }
    if (Stream.of(table.read(), table.errors(), table.rejected(), table.inserted(), table.updated())
        .filter(Objects::nonNull).anyMatch(count -> count > Integer.MAX_VALUE)) {
      made.add("counts beyond 32 bits");
    }
    if (table.files().stream().map(IngestFile::name).anyMatch(Objects::isNull)) {
      made.add("a file's `name()` is null");
    }
    return made;
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
