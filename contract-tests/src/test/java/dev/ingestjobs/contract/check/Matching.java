package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.RequestMatching;
import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import dev.ingestjobs.contract.Contract;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What Pact's own matching rules say of a request or a response. */
public final class Matching {
  /** Pact is slow and always answers the same. */
  private static final Remembered<List<String>> ANSWERS = new Remembered<>();

  private Matching() {}

  /** Why Pact refuses a response to the interaction's request, in its own words. Empty if it accepts it. */
  public static List<String> mismatches(SynchronousHttp interaction, HttpResponse response) {
    Map<String, List<String>> headers = new TreeMap<>(response.getHeaders());
    // Another one every second, which no interaction asks for.
    headers.keySet().removeIf("Date"::equalsIgnoreCase);
    String asked = response.getStatus() + "\n" + headers + "\n" + response.getBody().getContentType() + "\n"
        + (response.getBody().isMissing() ? "-" : response.getBody().valueAsString());
    return remembered(interaction, asked, () -> details(interaction, response));
  }

  /** The same, each with its place. Its words quote the response. */
  public static List<Mismatch> details(SynchronousHttp interaction, HttpResponse response) {
    return ResponseMatching.responseMismatches(pact(interaction), interaction, response);
  }

  /** Why Pact says that a request is not that of the interaction. Empty if it is. */
  public static List<String> mismatches(SynchronousHttp interaction, HttpRequest request) {
    String asked = request.getMethod() + "\n" + request.getPath() + "\n" + request.getQuery() + "\n" + request.getHeaders();
    return remembered(interaction, asked, () -> RequestMatching.requestMismatches(pact(interaction), interaction, request).getMismatches());
  }

  private static V4Pact pact(SynchronousHttp interaction) {
    return new V4Pact(new Consumer(Contract.CONSUMER), new Provider(Contract.PROVIDER), List.of(interaction));
  }

  private static List<String> remembered(SynchronousHttp interaction, String asked, Supplier<List<Mismatch>> mismatches) {
    return ANSWERS.get(() -> mismatches.get().stream().map(Mismatch::description).distinct().toList(), Remembered.content(interaction), asked);
  }
}
