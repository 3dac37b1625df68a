package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Check B3: the interactions that the tests define are those that the pact holds. Pact knows an interaction by its
 * description and states, replaces the earlier of two alike without a word, and never forgets one that was removed.
 */
public final class Counts {
  private static final String PLACE = "#/paths";

  private Counts() {}

  public static List<Finding> check(List<SynchronousHttp> defined, List<SynchronousHttp> written) {
    List<Finding> findings = new ArrayList<>();
    Set<String> definedKeys = new HashSet<>();
    for (SynchronousHttp interaction : defined) {
      if (!definedKeys.add(Pacts.key(interaction))) {
        findings.add(finding(Code.INTERACTION_DUPLICATE, interaction,
            "Two interactions have this description and these states: Pact keeps the later one alone. Describe them apart."));
      }
    }
    Set<String> writtenKeys = written.stream().map(Pacts::key).collect(Collectors.toSet());
    for (SynchronousHttp interaction : defined) {
      if (!writtenKeys.contains(Pacts.key(interaction))) {
        findings.add(finding(Code.INTERACTION_UNWRITTEN, interaction, "The tests define this interaction and the pact lacks it: its test has not passed."));
      }
    }
    for (SynchronousHttp interaction : written) {
      if (!definedKeys.contains(Pacts.key(interaction))) {
        findings.add(finding(Code.INTERACTION_STALE, interaction,
            "The pact holds this interaction and no test defines it: delete the pact and run the tests again."));
      }
    }
    written.stream().filter(SynchronousHttp::getPending).forEach(interaction -> findings.add(finding(Code.INTERACTION_PENDING, interaction,
        "The interaction is pending: its verification may fail and passes all the same. Define it as one that is not.")));
    if (defined.isEmpty()) {
      findings.add(Finding.of(Code.PACT_EMPTY, PLACE, "No test defines an interaction, so that nothing was checked."));
    }
    return findings;
  }

  private static Finding finding(Code code, SynchronousHttp interaction, String message) {
    return Finding.of(code, PLACE, message).in(Pacts.key(interaction));
  }
}
