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
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What Pact's own matching rules say of a request or a response. */
public final class Matching {
  /** Pact is slow and always answers the same. The mutation run asks it the same some hundred times. */
  private static final Map<SynchronousHttp, Map<String, List<String>>> ANSWERS = Collections.synchronizedMap(new IdentityHashMap<>());

  private Matching() {}

  /** Why Pact refuses a response to the interaction's request, in its own words. Empty if it accepts it. */
  public static List<String> mismatches(SynchronousHttp interaction, HttpResponse response) {
    String asked = response.getStatus() + "\n" + response.getHeaders() + "\n"
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
    return ANSWERS.computeIfAbsent(interaction, key -> new ConcurrentHashMap<>())
        .computeIfAbsent(asked, key -> mismatches.get().stream().map(Mismatch::description).distinct().toList());
  }
}
