package dev.ingestjobs.contract.mutation;

import dev.ingestjobs.contract.report.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of the mutants of one kind. */
final class Run {
  private static final String F = "F";

  /** What became of one mutant. */
  private record Judged(Operator operator, Mutant mutant, Map<String, String> complaints) {
    boolean isCaught() {
      return !complaints.isEmpty();
    }

    boolean isCaughtWithoutF() {
      return complaints.keySet().stream().anyMatch(check -> !check.equals(F));
    }

    boolean mustBeCaughtWithoutF() {
      return operator.mustBeCaughtWithoutF(mutant.spot());
    }
  }

  private final String name;
  private final List<Judged> judged = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  private Run(String name) {
    this.name = name;
  }

  /**
   * Makes mutants by the operators of one kind and sees who complains of each.
   *
   * @param most how many places of an operator are tried, if it has more
   */
  static Run of(String name, Kind kind, List<Operator> catalogue, int most) {
    Run run = new Run(name);
    List<Judged> unjudged = new ArrayList<>();
    for (Operator operator : catalogue.stream().filter(one -> one.kind().equals(name)).toList()) {
      try {
        some(operator, kind.mutants(operator), most).forEach(mutant -> unjudged.add(new Judged(operator, mutant, Map.of())));
      } catch (RuntimeException e) {
        run.wrong.add(operator + " cannot be applied: " + e.getMessage());
      }
    }
    unjudged.parallelStream().map(Run::judged).toList().forEach(run::add);
    return run;
  }

  /** At most so many, spread evenly, and other places for other operators. */
  private static List<Mutant> some(Operator operator, List<Mutant> mutants, int most) {
    if (mutants.size() <= most) {
      return mutants;
    }
    int start = Math.floorMod(operator.toString().hashCode(), mutants.size());
    return IntStream.range(0, most).map(i -> (start + i * mutants.size() / most) % mutants.size()).sorted().mapToObj(mutants::get).toList();
  }

  private static Object judged(Judged unjudged) {
    try {
      return new Judged(unjudged.operator, unjudged.mutant, new TreeMap<>(unjudged.mutant.complaints().call()));
    } catch (Exception | StackOverflowError e) {
      return unjudged.operator + " at " + unjudged.mutant.place() + " cannot be judged: " + e;
    }
  }

  private void add(Object result) {
    if (result instanceof Judged one) {
      judged.add(one);
      verdict(one).forEach(what -> wrong.add(one.operator + " at " + one.mutant.place() + " " + what));
    } else {
      wrong.add(result.toString());
    }
  }

  private static List<String> verdict(Judged one) {
    if (!one.operator.mustBeCaught()) {
      return one.complaints.entrySet().stream()
          .map(complaint -> "must be tolerated, and " + complaint.getKey() + " complains: " + complaint.getValue()).toList();
    }
    if (!one.isCaught()) {
      return List.of("must be caught, and no check complains");
    }
    if (one.mustBeCaughtWithoutF() && !one.isCaughtWithoutF()) {
      return List.of("must be caught, and only F complains, which a new major version silences");
    }
    if (!one.mustBeCaughtWithoutF() && one.isCaughtWithoutF()) {
      return List.of("is something that only F can know, says its file, and " + without(F, one.complaints) + " complains: mend the file");
    }
    return List.of();
  }

  private static String without(String check, Map<String, String> complaints) {
    return complaints.keySet().stream().filter(other -> !other.equals(check)).collect(Collectors.joining(", "));
  }

  /** What is not as the catalogue says, each on one line. */
  List<String> wrong() {
    return wrong;
  }

  /** One line for each operator: how many of its mutants were caught, and how many of them by which check. */
  List<String> table() {
    Map<String, List<Judged>> byOperator =
        judged.stream().collect(Collectors.groupingBy(one -> one.operator.path(), TreeMap::new, Collectors.toList()));
    return byOperator.entrySet().stream().map(entry -> {
      String checks = entry.getValue().stream().flatMap(one -> one.complaints.keySet().stream())
          .collect(Collectors.groupingBy(check -> check, TreeMap::new, Collectors.counting()))
          .entrySet().stream().map(check -> check.getKey() + " " + check.getValue()).collect(Collectors.joining(", "));
      return entry.getKey() + ": " + entry.getValue().stream().filter(Judged::isCaught).count() + " of " + entry.getValue().size() + " caught"
          + (checks.isEmpty() ? "" : ", by " + checks);
    }).toList();
  }

  /** The score on one line. */
  String score() {
    Predicate<Judged> mustBeCaught = one -> one.operator.mustBeCaught();
    return name + ": " + share(mustBeCaught, Judged::isCaught) + " that must be caught are, and "
        + share(Judged::mustBeCaughtWithoutF, Judged::isCaughtWithoutF) + " without F; "
        + count(mustBeCaught.negate().and(Judged::isCaught)) + " false alarms of " + count(mustBeCaught.negate()) + " that must be tolerated";
  }

  private String share(Predicate<Judged> all, Predicate<Judged> some) {
    return count(all.and(some)) + " of " + count(all);
  }

  private long count(Predicate<Judged> which) {
    return judged.stream().filter(which).count();
  }

  /** For the report. */
  List<Part.Mutant> forTheReport() {
    return judged.stream().map(one -> new Part.Mutant(one.operator.kind(), one.operator.group(), one.operator.name(), one.mutant.place(),
        one.operator.mustBeCaught(), List.copyOf(one.complaints.keySet()))).toList();
  }
}
