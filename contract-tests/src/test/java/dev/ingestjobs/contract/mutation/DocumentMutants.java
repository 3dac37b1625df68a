package dev.ingestjobs.contract.mutation;

import dev.ingestjobs.spec.ApiDocument;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Documents that differ from one in one respect.
 *
 * @param checks who complains of a document, and the first thing that each says
 */
record DocumentMutants(ApiDocument document, Function<ApiDocument, Map<String, String>> checks) implements Kind {
  @Override
  public List<Mutant> mutants(Operator operator) {
    return Kind.complete(operator, Spot.of(operator, document.root().node()).stream()
        .map(spot -> new Mutant(spot, "#" + spot.pointer(), () -> checks.apply(edited(operator, spot)))).toList());
  }

  private ApiDocument edited(Operator operator, Spot spot) {
    ApiDocument edited = Kind.edit(operator, spot).applyTo(document);
    Kind.changed(document.root().node(), edited.root().node());
    return edited;
  }
}
