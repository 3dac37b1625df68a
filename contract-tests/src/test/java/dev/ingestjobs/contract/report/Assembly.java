package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.client.internal.ClientVersion;
import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.contract.report.Part.Mutant;
import dev.ingestjobs.contract.report.Report.Build;
import dev.ingestjobs.contract.report.Report.Catch;
import dev.ingestjobs.contract.report.Report.Cell;
import dev.ingestjobs.contract.report.Report.Column;
import dev.ingestjobs.contract.report.Report.Counts;
import dev.ingestjobs.contract.report.Report.Excerpt;
import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Group;
import dev.ingestjobs.contract.report.Report.Interaction;
import dev.ingestjobs.contract.report.Report.Mutation;
import dev.ingestjobs.contract.report.Report.Row;
import dev.ingestjobs.contract.report.Report.Score;
import dev.ingestjobs.contract.report.Report.State;
import dev.ingestjobs.contract.report.Report.Verdict;
import dev.ingestjobs.contract.report.Rows.Kind;
import dev.ingestjobs.contract.report.Rows.Spot;
import dev.ingestjobs.spec.ApiDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts a report together, of what the tests have left, the document and the pact. */
final class Assembly {
  /** The checks that are no function of document and pact, and how they are run. */
  private static final String LIVE = "D";
  private static final String MUTATION = "H";

  private final Parts parts;
  private final DocumentText text;
  private final List<SynchronousHttp> pact;
  private final Rows rows;
  /** What something was broken in on purpose. */
  private final Set<Spot> broken = new HashSet<>();
  private final List<Finding> findings = new ArrayList<>();

  private Assembly(Parts parts, DocumentText text, List<SynchronousHttp> pact, Rows rows) {
    this.parts = parts;
    this.text = text;
    this.pact = pact;
    this.rows = rows;
    parts.mutants().forEach(mutant -> broken.addAll(rows.of(false, mutant.place(), interaction(mutant), "")));
  }

  /**
   * The report.
   *
   * @param document the document as it is written
   * @param pact the interactions of the pact; none if it was not written
   * @param uncoveredIsWarning whether what is uncovered does not fail this build
   * @param clock tells when this is
   */
  static Report report(Parts parts, String document, List<SynchronousHttp> pact, boolean uncoveredIsWarning, Clock clock) {
    ApiDocument parsed = ApiDocument.parse("the document", document);
    Assembly assembly = new Assembly(parts, new DocumentText("ingest-jobs.yaml", document), pact, new Rows(parsed, pact));
    return assembly.report(parsed, sha256(document), uncoveredIsWarning, clock);
  }

  private Report report(ApiDocument document, String sha256, boolean uncoveredIsWarning, Clock clock) {
    Stream.concat(
        parts.checks().stream().flatMap(checked -> checked.findings().stream().map(found -> Map.entry(checked.id(), found))),
        parts.mutants().stream().filter(mutant -> !mutant.isRight()).map(mutant -> Map.entry(MUTATION, found(mutant))))
        .sorted(Comparator.comparing((Map.Entry<String, Found> entry) -> State.valueOf(entry.getValue().outcome())).thenComparing(Map.Entry::getKey))
        .forEach(entry -> add(entry.getKey(), entry.getValue()));
    List<Column> columns = columns();
    Counts counts = new Counts(count(State.BROKEN), count(State.UNCOVERED), count(State.NOT_EXERCISED));
    boolean isWhole = columns.stream().noneMatch(column -> column.state() == State.NOT_RUN && !column.id().equals(LIVE));
    Verdict verdict = counts.broken() > 0 ? Verdict.BROKEN : counts.uncovered() > 0 ? Verdict.UNCOVERED
        : isWhole ? Verdict.IN_AGREEMENT : Verdict.INCOMPLETE;
    return new Report(Report.SCHEMA, verdict, headline(verdict), uncoveredIsWarning, counts,
        new Build(Words.shown(document.at("info", "title").text()), Words.shown(document.at("info", "version").text()), sha256,
            ClientVersion.version(), pact.size(), System.getProperty("java.runtime.version"),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()),
        columns, rows.all().stream().map(spot -> row(spot, columns)).toList(), findings, interactions(), mutation());
  }

  private String headline(Verdict verdict) {
    return switch (verdict) {
      case BROKEN -> findings.stream().filter(finding -> finding.outcome() == State.BROKEN).allMatch(finding -> finding.check().equals(MUTATION))
          ? "The checks do not notice what they must." : "Document, client and pact disagree.";
      case UNCOVERED -> "Nothing disagrees, but not all that is documented is shown.";
      case INCOMPLETE -> "Nothing was found to disagree, but not everything was checked.";
      case IN_AGREEMENT -> "Document, client and pact agree.";
    };
  }

  private void add(String check, Found found) {
    String interaction = found.interaction();
    boolean isOfTheRequest = found.code().contains("request") || found.code().contains("parameter");
    Excerpt shown = pact.stream().filter(one -> Pacts.key(one).equals(interaction)).findFirst()
        .map(one -> (isOfTheRequest ? Shown.request(one) : Shown.response(one)).about(found.message())).orElse(null);
    findings.add(new Finding("finding-" + (findings.size() + 1), check, Words.shown(found.code()), State.valueOf(found.outcome()),
        Words.shown(found.message()), Words.shown(found.place()), text.around(found.place()).orElse(null),
        interaction == null ? null : Words.shown(interaction), shown,
        rows.of(isOfTheRequest, found.place(), interaction, found.message()).stream().map(Spot::id).toList()));
  }

  private Found found(Mutant mutant) {
    String what = mutant.group() + "/" + mutant.operator() + ", a break of the " + mutant.kind() + " at " + mutant.place() + ", ";
    return mutant.mustBeCaught()
        ? new Found("mutation.escaped", State.BROKEN.name(), mutant.place(), interaction(mutant), what + "must be caught, and no check noticed it.")
        : new Found("mutation.false-alarm", State.BROKEN.name(), mutant.place(), interaction(mutant),
            what + "must be tolerated, and was not by " + String.join(", ", mutant.caughtBy()) + ".");
  }

  /** The interaction in whose response something was broken, or null. */
  private String interaction(Mutant mutant) {
    return pact.stream().filter(one -> mutant.place().contains(one.getDescription()))
        .max(Comparator.comparing(one -> one.getDescription().length())).map(Pacts::key).orElse(null);
  }

  private List<Column> columns() {
    Map<String, Column> columns = new TreeMap<>();
    for (Check check : Check.values()) {
      columns.put(check.id(), new Column(check.id(), check.title(), State.NOT_RUN, "mvn verify"));
    }
    columns.put(LIVE, new Column(LIVE, "The pact holds against a real tenant", State.NOT_RUN, "mvn verify -Plive, with AMPERITY_* set"));
    columns.put(MUTATION, new Column(MUTATION, "The checks notice what is broken on purpose", State.NOT_RUN, "mvn verify"));
    parts.checks().forEach(checked ->
        columns.put(checked.id(), new Column(checked.id(), Words.shown(checked.title()), worst(finding -> finding.check().equals(checked.id())), "")));
    if (!parts.mutants().isEmpty()) {
      columns.put(MUTATION, new Column(MUTATION, columns.get(MUTATION).title(), worst(finding -> finding.check().equals(MUTATION)), ""));
    }
    return List.copyOf(columns.values());
  }

  private Row row(Spot spot, List<Column> columns) {
    List<String> interactions = spot.kind() == Kind.REQUEST ? List.of()
        : spot.interactions().stream().map(this::id).toList();
    return new Row(spot.id(), Words.shown(spot.operation()), Words.shown(spot.label()), Words.shown(spot.description()), interactions,
        columns.stream().map(column -> cell(spot, column)).toList());
  }

  private Cell cell(Spot spot, Column column) {
    String check = column.id();
    if (column.state() == State.NOT_RUN) {
      return new Cell(check, State.NOT_RUN, List.of());
    }
    Predicate<Finding> here = finding -> finding.check().equals(check) && finding.rows().contains(spot.id());
    List<String> ids = findings.stream().filter(here).map(Finding::id).toList();
    if (!ids.isEmpty()) {
      return new Cell(check, worst(here), ids);
    }
    if (!applies(check, spot)) {
      return new Cell(check, State.DOES_NOT_APPLY, List.of());
    }
    if (spot.kind() == Kind.RESPONSE && spot.interactions().isEmpty() && needsInteractions(check)) {
      // It has passed nothing. Why it could not stands under A1.
      return new Cell(check, State.UNCOVERED, findings.stream()
          .filter(finding -> finding.outcome() == State.UNCOVERED && finding.rows().contains(spot.id())).map(Finding::id).toList());
    }
    return new Cell(check, State.PASSED, List.of());
  }

  /** Whether the check looks at rows of that kind at all. */
  private boolean applies(String check, Spot spot) {
    return switch (check) {
      case "A1", "A2", "B1", "B2" -> spot.kind() != Kind.DOCUMENT;
      case "C", "C+", LIVE -> spot.kind() == Kind.RESPONSE;
      case "A4" -> spot.kind() == Kind.REQUEST;
      case "B3" -> spot.kind() != Kind.REQUEST;
      case MUTATION -> broken.contains(spot);
      default -> true;
    };
  }

  private static boolean needsInteractions(String check) {
    return Stream.of("A2", "B1", "B2", "B3", "C", "C+", LIVE).anyMatch(check::equals);
  }

  private long count(State outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }

  private State worst(Predicate<Finding> which) {
    return findings.stream().filter(which).map(Finding::outcome).min(Comparator.naturalOrder()).orElse(State.PASSED);
  }

  private String id(SynchronousHttp interaction) {
    return "interaction-" + (pact.indexOf(interaction) + 1);
  }

  private List<Interaction> interactions() {
    return pact.stream().map(one -> new Interaction(
        id(one), Words.shown(Pacts.key(one)), Shown.request(one).whole(), Shown.response(one).whole())).toList();
  }

  private Mutation mutation() {
    List<Mutant> mutants = parts.mutants();
    if (mutants.isEmpty()) {
      return null;
    }
    Map<String, List<Mutant>> groups = mutants.stream().sorted(Comparator.comparing(Mutant::kind).thenComparing(Mutant::group))
        .collect(Collectors.groupingBy(mutant -> mutant.kind() + "\n" + mutant.group(), LinkedHashMap::new, Collectors.toList()));
    Map<String, String> titles = new LinkedHashMap<>();
    Arrays.stream(Check.values()).map(Check::name).sorted().forEach(id -> titles.put(id, Check.valueOf(id).title()));
    parts.checks().forEach(checked -> titles.putIfAbsent(checked.id(), checked.title()));
    mutants.stream().flatMap(mutant -> mutant.caughtBy().stream()).forEach(id -> titles.putIfAbsent(id, ""));
    titles.keySet().removeAll(List.of(LIVE, MUTATION));
    return new Mutation(score(mutants),
        groups.values().stream().map(group -> new Group(Words.shown(group.get(0).kind()), Words.shown(group.get(0).group()), score(group))).toList(),
        titles.entrySet().stream().map(check -> new Catch(Words.shown(check.getKey()), Words.shown(check.getValue()),
            caught(mutants, check.getKey(), mutant -> mutant.kind().equals("document")),
            caught(mutants, check.getKey(), mutant -> mutant.kind().equals("pact")),
            caught(mutants, check.getKey(), mutant -> mutant.kind().equals("response")),
            caught(mutants, check.getKey(), mutant -> mutant.caughtBy().size() == 1))).toList());
  }

  private static long caught(List<Mutant> mutants, String check, Predicate<Mutant> which) {
    return mutants.stream().filter(mutant -> mutant.mustBeCaught() && mutant.caughtBy().contains(check)).filter(which).count();
  }

  private static Score score(List<Mutant> mutants) {
    return new Score(
        mutants.stream().filter(mutant -> mutant.mustBeCaught() && mutant.isRight()).count(),
        mutants.stream().filter(mutant -> !mutant.mustBeCaught() && mutant.isRight()).count(),
        mutants.stream().filter(mutant -> mutant.mustBeCaught() && !mutant.isRight()).count(),
        mutants.stream().filter(mutant -> !mutant.mustBeCaught() && !mutant.isRight()).count());
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
