package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.OptionalBody;
import com.atlassian.oai.validator.OpenApiInteractionValidator.ApiLoadException;
import com.sun.net.httpserver.HttpServer;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * Check A4: each request that the client really sends is one that the document describes. The pact cannot say that: it holds what
 * its author expects to be sent, and its mock server overlooks what is sent beyond that.
 */
public final class Wire {
  private static final RequestAgainstDocument.Codes CODES = new RequestAgainstDocument.Codes(
      Code.CLIENT_REQUEST_UNDOCUMENTED, Code.CLIENT_REQUEST_INVALID, Code.CLIENT_REQUEST_UNAUTHORIZED, Code.CLIENT_REQUEST_PARAMETER_UNDOCUMENTED);
  private static final String JOB_ID = "isj-20240701-48815-6dcXdk";

  private Wire() {}

  public static List<Finding> check(ApiDocument document, List<HttpRequest> sent) {
    if (sent.isEmpty()) {
      return List.of(Finding.of(Code.CLIENT_SILENT, "#/paths", "The client has sent no request, so that nothing was checked."));
    }
    try {
      RequestAgainstDocument requests = new RequestAgainstDocument(document, Validator.of(document), CODES);
      return sent.stream().flatMap(request -> requests.check(request).stream()).distinct().toList();
    } catch (ApiLoadException e) {
      return List.of(Finding.of(Code.DOCUMENT_UNUSABLE, "#", "Nothing was checked: " + e.getMessage()));
    }
  }

  /** The requests of every way to ask for a job, as a server sees them. */
  static List<HttpRequest> sent() {
    List<HttpRequest> sent = Collections.synchronizedList(new ArrayList<>());
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", exchange -> {
        try (exchange) {
          sent.add(new HttpRequest(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
              query(exchange.getRequestURI().getRawQuery()), Map.copyOf(exchange.getRequestHeaders()), OptionalBody.missing()));
          // Whatever the model is: a client that is refused has sent all that there is to see.
          exchange.sendResponseHeaders(404, -1);
        }
      });
      server.start();
      ask("http://localhost:" + server.getAddress().getPort());
      server.stop(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(sent);
  }

  private static void ask(String baseUrl) {
    try (IngestJobsClient client = Contract.client(baseUrl)) {
      IngestJobsApi api = Contract.api(baseUrl);
      Stream.<Runnable>of(
          () -> client.get(JOB_ID),
          () -> client.getWithResponse(JOB_ID),
          () -> client.await(JOB_ID),
          () -> client.async().get(JOB_ID).join(),
          () -> api.getIngestJob(new IngestJobsApi.GetIngestJobParameters()
              .id(JOB_ID).tenant(Contract.TENANT).apiVersion(Contract.VERSION)),
          () -> api.getIngestJob(new IngestJobsApi.GetIngestJobParameters()
              .id(JOB_ID).tenant(Contract.TENANT).apiVersionQuery(Contract.VERSION)))
          .forEach(Wire::refused);
    }
  }

  private static void refused(Runnable call) {
    try {
      call.run();
      throw new IllegalStateException("a 404 was taken for an answer");
    } catch (IngestJobsException | CompletionException e) {
      // As it should be.
    }
  }

  private static Map<String, List<String>> query(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    Stream.of(raw == null ? new String[0] : raw.split("&")).map(pair -> pair.split("=", 2)).forEach(pair ->
        query.computeIfAbsent(decoded(pair[0]), name -> new ArrayList<>()).add(pair.length == 1 ? "" : decoded(pair[1])));
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
