package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Released;
import java.util.List;

/**
 * What the checks hold against each other.
 *
 * @param released the document of the last release
 * @param document the document of today
 * @param defined the interactions that the consumer tests define
 * @param pact the interactions that the pact file holds
 * @param sent every kind of request that the client sends, as it was seen on the wire
 */
public record Subject(ApiDocument released, ApiDocument document, List<SynchronousHttp> defined, List<SynchronousHttp> pact, List<HttpRequest> sent) {

  /** What this build has made. */
  public static Subject ofThisBuild() {
    return new Subject(Released.document(), ApiDocument.packaged(), Defined.interactions(), Pacts.read(Contract.pactFile()), Wire.sent());
  }

  /** The same with another document. */
  public Subject with(ApiDocument other) {
    return new Subject(released, other, defined, pact, sent);
  }

  /** The same with another pact. */
  public Subject with(List<SynchronousHttp> other) {
    return new Subject(released, document, defined, other, sent);
  }
}
