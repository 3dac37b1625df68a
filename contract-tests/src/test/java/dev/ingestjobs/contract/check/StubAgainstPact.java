package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.stub.StubException;
import dev.ingestjobs.stub.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Check C: what the stub makes of the document's examples honours the pact. Pact's own verification, in {@code
 * provider/StubProviderIT}, says the same of the same stub; this one can say where in the document the example stands.
 */
public final class StubAgainstPact {
  private StubAgainstPact() {}

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    if (pact.isEmpty()) {
      return List.of(Finding.of(Code.PACT_EMPTY, "#/paths", "The pact has no interaction, so that nothing was checked."));
    }
    try (StubServer stub = StubServer.start(document, 0)) {
      List<Finding> findings = new ArrayList<>();
      for (SynchronousHttp interaction : pact) {
        Matching.mismatches(interaction, answer(stub, interaction)).forEach(mismatch -> findings.add(
            Finding.of(Code.PROVIDER_RESPONSE_MISMATCH, place(document, interaction), "The stub answers otherwise than the pact expects: " + mismatch)
                .in(Pacts.key(interaction))));
      }
      return findings;
    } catch (StubException e) {
      return List.of(Finding.of(Code.DOCUMENT_UNSTUBBABLE, "#/paths", "The stub cannot be made of the document: " + e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the stub answers to an interaction's request, in the state that the interaction wants. */
  public static HttpResponse answer(StubServer stub, SynchronousHttp interaction) throws IOException {
    stub.announceEnd(interaction.getProviderStates().stream().map(ProviderState::getName).anyMatch(Contract.VERSION_IS_DEPRECATED::equals));
    return ProviderClient.send(stub.baseUrl(), interaction.getRequest());
  }

  /** The example that the stub has for the interaction, or the next place above it that there is. */
  private static String place(ApiDocument document, SynchronousHttp interaction) {
    return Operation.of(document, interaction.getRequest()).map(operation -> {
      String key = operation.responseKey(interaction.getResponse().getStatus());
      if (key == null) {
        return operation.place().get("responses");
      }
      Place response = operation.responses().get(key);
      return response.get("content").fields().values().stream()
          .flatMap(content -> content.get("examples").fields().values().stream())
          .filter(example -> interaction.getRequest().getPath().endsWith("/" + Coverage.jobId(example)))
          .findFirst().orElse(response);
    }).map(Place::pointer).orElse("#/paths");
  }
}
