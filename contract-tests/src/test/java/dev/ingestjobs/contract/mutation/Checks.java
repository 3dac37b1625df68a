package dev.ingestjobs.contract.mutation;

import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.check.Subject;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the checks find of a subject that they do not find of the one that this build has made. */
final class Checks {
  /** They take long. Unless all are wanted, they are asked only of what no other has noticed. */
  private static final Set<Check> DEAR = EnumSet.of(Check.B2, Check.C, Check.CPLUS);

  private final Map<Check, Set<Finding>> found = new EnumMap<>(Check.class);
  private final boolean all;

  private final Set<FindingCode> codes = ConcurrentHashMap.newKeySet();

  /**
   * @param all whether every check is asked of everything
   */
  Checks(Subject baseline, boolean all) {
    this.all = all;
    for (Check check : Check.values()) {
      found.put(check, new HashSet<>(check.run(baseline)));
    }
  }

  /** What they find of the baseline itself. */
  List<Finding> baseline() {
    return found.values().stream().flatMap(Set::stream).toList();
  }

  /** The codes of everything that was found of any subject, but for the baseline. */
  Set<FindingCode> codes() {
    return codes;
  }

  /** The checks that find something more, each with the first thing that it finds. */
  Map<String, String> complaints(Subject subject) {
    Map<String, String> complaints = new LinkedHashMap<>();
    for (Check check : Check.values()) {
      // F is silent after a new major version, so that its word alone is not enough.
      if (!all && DEAR.contains(check) && complaints.keySet().stream().anyMatch(id -> !id.equals(Check.F.id()))) {
        continue;
      }
      List<Finding> more = check.run(subject).stream()
          .filter(finding -> finding.code().outcome() != Outcome.NOT_EXERCISED && !found.get(check).contains(finding)).toList();
      more.forEach(finding -> codes.add(finding.code()));
      more.stream().findFirst().ifPresent(finding -> complaints.put(check.id(), finding.line()));
    }
    return complaints;
  }
}
