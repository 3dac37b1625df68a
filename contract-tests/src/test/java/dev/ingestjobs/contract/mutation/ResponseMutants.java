package dev.ingestjobs.contract.mutation;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Matching;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.check.ProviderClient;
import dev.ingestjobs.contract.check.StubAgainstPact;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Edit;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Responses that differ in one respect from what the document shows. The pact must refuse them, or the client must throw what it
 * does not throw of the right one.
 */
final class ResponseMutants implements Kind, AutoCloseable {
  private static final String PACT = "C";
  private static final String CLIENT = "A3";
  /** What each message gets anew. */
  private static final Set<String> OF_THE_MESSAGE = Set.of("Content-Length", "Connection", "Date");

  private static final Place NOTHING = ApiDocument.parse("no changes", "{}").root();

  private final Map<SynchronousHttp, JsonNode> right = new LinkedHashMap<>();
  private final Map<String, Outcome> known = new ConcurrentHashMap<>();
  private final RawServer server = new RawServer();

  /**
   * @param document what its stub answers to each interaction is right
   */
  ResponseMutants(ApiDocument document, List<SynchronousHttp> pact) throws IOException {
    try (StubServer stub = StubServer.start(document, 0)) {
      for (SynchronousHttp interaction : pact) {
        right.put(interaction, tree(StubAgainstPact.answer(stub, interaction)));
      }
    }
  }

  private static JsonNode tree(HttpResponse response) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put("status", response.getStatus());
    ObjectNode headers = tree.putObject("headers");
    response.getHeaders().forEach((name, values) -> {
      String capitalized = Arrays.stream(name.split("-"))
          .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1)).collect(Collectors.joining("-"));
      if (!OF_THE_MESSAGE.contains(capitalized)) {
        headers.put(capitalized, String.join(", ", values));
      }
    });
    return tree.set("body", Pacts.body(response));
  }

  @Override
  public List<Mutant> mutants(Operator operator) {
    List<Mutant> mutants = new ArrayList<>();
    right.forEach((interaction, response) -> {
      if ((response.get("status") + " " + interaction.getDescription()).matches(operator.to())) {
        Spot.of(operator, response).forEach(spot -> mutants.add(new Mutant(spot, interaction.getDescription() + " " + spot.pointer(),
            () -> complaints(operator, spot, interaction, response))));
      }
    });
    return Kind.complete(operator, mutants);
  }

  private Map<String, String> complaints(Operator operator, Spot spot, SynchronousHttp interaction, JsonNode response) throws IOException {
    Place changes = spot.applied(operator);
    byte[] message = Message.of(Edit.of(changes).applyTo(response), changes);
    byte[] unchanged = Message.of(response, NOTHING);
    if (Arrays.equals(message, unchanged)) {
      throw new IllegalArgumentException("it changes nothing");
    }
    Map<String, String> complaints = new LinkedHashMap<>();
    pactsComplaint(interaction, server.answering(message)).ifPresent(complaint -> complaints.put(PACT, complaint));
    Outcome was = known.computeIfAbsent(interaction.getDescription(), key -> outcome(interaction, server.answering(unchanged)));
    Outcome is = outcome(interaction, server.answering(message));
    boolean refused = is.isRefusal() && !is.kind().equals(was.kind());
    boolean changed = !operator.mustBeCaught() && !operator.mayShow() && !is.equals(was);
    if (refused || changed) {
      complaints.put(CLIENT, "the client makes of it " + is + ", and not " + was);
    }
    return complaints;
  }

  private static Optional<String> pactsComplaint(SynchronousHttp interaction, URI baseUrl) {
    try {
      return Matching.mismatches(interaction, ProviderClient.send(baseUrl, interaction.getRequest())).stream().findFirst();
    } catch (IOException | IllegalArgumentException e) {
      // The latter of a length that is no number.
      return Optional.of("the response cannot be read: " + e);
    } catch (StackOverflowError e) {
      return Optional.of("Pact cannot read so deep a body");
    }
  }

  /** What the client makes of a response: a job, or one of its exceptions. Whatever else is thrown is a bug. */
  private record Outcome(boolean isRefusal, String kind, List<Object> content) {}

  private static Outcome outcome(SynchronousHttp interaction, URI baseUrl) {
    try (IngestJobsClient client = Contract.client(baseUrl.toString())) {
      return new Outcome(false, "a job", List.of(client.get(Pacts.jobId(interaction))));
    } catch (ApiException e) {
      return new Outcome(true, e.getClass().getName() + " " + e.status(), List.of(e.apiMessage(), e.requestId(), e.traceId(), e.retryAfter()));
    } catch (IngestJobsException e) {
      return new Outcome(true, e.getClass().getName(), List.of(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
