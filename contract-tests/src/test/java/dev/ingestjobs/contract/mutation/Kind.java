package dev.ingestjobs.contract.mutation;

import dev.ingestjobs.spec.check.Edit;
import java.util.List;

/** What can be broken. */
interface Kind {
  /**
   * Everything that an operator makes of it.
   *
   * @throws IllegalArgumentException if that is nothing, or nothing at one of the places that the operator names
   */
  List<Mutant> mutants(Operator operator);

  /** The operator's changes at a place. */
  static Edit edit(Operator operator, Spot spot) {
    return Edit.of(spot.applied(operator));
  }

  /** These mutants, each place of the operator being among them. */
  static List<Mutant> complete(Operator operator, List<Mutant> mutants) {
    if (mutants.isEmpty()) {
      throw new IllegalArgumentException("there is nothing that it can be applied to");
    }
    operator.at().stream().filter(pattern -> mutants.stream().noneMatch(mutant -> mutant.spot().isAt(pattern)))
        .findFirst().ifPresent(pattern -> {
          throw new IllegalArgumentException("there is no " + pattern + " that it can be applied to");
        });
    return mutants;
  }

  /** What came of a change. One that changes nothing would be tolerated by any check, and caught by none. */
  static <T> T changed(T before, T after) {
    if (before.toString().equals(after.toString())) {
      throw new IllegalArgumentException("it changes nothing");
    }
    return after;
  }
}
