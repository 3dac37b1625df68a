package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.report.Rows.Kind;
import dev.ingestjobs.contract.report.Rows.Spot;
import dev.ingestjobs.spec.ApiDocument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The README's table: each documented response, the interactions that show it, and what the client makes of each. A row says what
 * the rows above it do not say; an error that comes a second time in a deprecated version, as the same type, has no second row.
 */
final class ReadmeTable {
  private final String document;
  private final Map<SynchronousHttp, List<String>> made = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder("| response | interaction | what the client makes of it |\n|---|---|---|\n");
  private int errors;
  private int twins;

  private ReadmeTable(ApiDocument document) {
    this.document = document.json();
  }

  /** The table in Markdown, and a sentence on what it leaves out. */
  static String of(ApiDocument document, List<SynchronousHttp> interactions) {
    ReadmeTable table = new ReadmeTable(document);
    for (Spot spot : new Rows(document, interactions).all()) {
      boolean isDocumented = spot.kind() == Kind.RESPONSE;
      if (isDocumented || spot.kind() == Kind.DOCUMENT && !spot.interactions().isEmpty()) {
        table.response(isDocumented ? "`" + spot.label() + "`" : "not documented", spot.interactions());
      }
    }
    return table.text + table.leftOut();
  }

  private void response(String label, List<SynchronousHttp> interactions) {
    interactions.forEach(interaction -> made.put(interaction, Made.of(interaction)));
    List<SynchronousHttp> rows = interactions.stream().filter(interaction -> !isTwin(interaction, interactions))
        .sorted(Comparator.comparing(this::place)
            .thenComparing(interaction -> interaction.getProviderStates().size()).thenComparing(SynchronousHttp::getDescription)).toList();
    errors += (int) rows.stream().filter(ReadmeTable::isError).count();
    twins += interactions.size() - rows.size();
    if (rows.isEmpty()) {
      text.append("| ").append(label).append(" | none | |\n");
    }
    Set<String> said = new HashSet<>();
    for (SynchronousHttp row : rows) {
      List<String> news = new ArrayList<>(made.get(row));
      news.removeAll(said);
      said.addAll(news);
      text.append(row == rows.get(0) ? "| " + label : "|").append(" | ").append(row.getDescription().replace("|", "\\|")).append(" | ")
          .append(sentence(news.isEmpty() ? made.get(row).subList(0, 1) : news)).append(" |\n");
    }
  }

  /** One thing after the other; of several states in a row, the word but once. */
  private static String sentence(List<String> things) {
    return String.join(", ", things).replaceAll("(?<=state `[^`]{1,80}`), state ", ", ");
  }

  /** Where the document first names the job: so rows come in the order of its examples, whatever the order of the methods is. */
  private int place(SynchronousHttp interaction) {
    String path = interaction.getRequest().getPath();
    return document.indexOf('"' + path.substring(path.lastIndexOf('/') + 1) + '"');
  }

  private boolean isTwin(SynchronousHttp interaction, List<SynchronousHttp> interactions) {
    return isError(interaction) && isDeprecated(interaction) && interactions.stream().anyMatch(other -> !isDeprecated(other)
        && other.getRequest().getPath().equals(interaction.getRequest().getPath()) && type(other).equals(type(interaction)));
  }

  private String leftOut() {
    return twins == 0 ? "" : "\n" + (twins == errors ? "Each" : twins + " of the " + errors)
        + " of the errors is shown a second time \"in a deprecated version\", and comes as the same type.\n";
  }

  /** The name of what comes, without what comes with it. */
  private String type(SynchronousHttp interaction) {
    return made.get(interaction).get(0).replaceFirst(" .*", "");
  }

  private static boolean isError(SynchronousHttp interaction) {
    return interaction.getResponse().getStatus() >= 400;
  }

  private static boolean isDeprecated(SynchronousHttp interaction) {
    return interaction.getProviderStates().stream().map(ProviderState::getName).collect(Collectors.toSet()).contains(Contract.VERSION_IS_DEPRECATED);
  }
}
