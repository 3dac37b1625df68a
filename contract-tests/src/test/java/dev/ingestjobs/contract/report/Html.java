package dev.ingestjobs.contract.report;

import dev.ingestjobs.contract.report.Report.Finding;
import dev.ingestjobs.contract.report.Report.Group;
import dev.ingestjobs.contract.report.Report.Interaction;
import dev.ingestjobs.contract.report.Report.State;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The report as a page that needs nothing but itself. Its template is {@code index.html} in the resources, in the polyglot form
 * that is HTML and XML at once; the engine escapes every value.
 */
final class Html {
  private static final PebbleEngine ENGINE = engine();

  /** The states, for the template to name. */
  record States(State broken, State uncovered, State notExercised, List<State> all) {}

  private Html() {}

  private static PebbleEngine engine() {
    ClasspathLoader loader = new ClasspathLoader(Html.class.getClassLoader());
    loader.setPrefix(Html.class.getPackageName().replace('.', '/'));
    return new PebbleEngine.Builder().loader(loader).strictVariables(true).build();
  }

  static String of(Report report) {
    List<Group> groups = report.mutation() == null ? List.of() : report.mutation().groups();
    StringWriter page = new StringWriter();
    try {
      ENGINE.getTemplate("index.html").evaluate(page, Map.of(
          "report", report,
          "notRun", report.notRun(),
          "states", new States(State.BROKEN, State.UNCOVERED, State.NOT_EXERCISED, Arrays.asList(State.values())),
          "groups", grouped(report.rows(), Report.Row::operation).entrySet(),
          "kinds", grouped(groups, Group::kind).entrySet(),
          "scale", groups.stream().mapToLong(group -> group.score().all()).max().orElse(1),
          "notExercised", grouped(report.findings().stream().filter(finding -> finding.outcome() == State.NOT_EXERCISED).toList(), Finding::message).entrySet(),
          "findings", report.findings().stream().collect(Collectors.toMap(Finding::id, Function.identity())),
          "interactions", report.interactions().stream().collect(Collectors.toMap(Interaction::id, Function.identity()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString();
  }

  private static <T> Map<String, List<T>> grouped(List<T> all, Function<T, String> by) {
    return all.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
  }
}
