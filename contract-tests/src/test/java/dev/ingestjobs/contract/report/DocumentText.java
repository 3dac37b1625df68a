package dev.ingestjobs.contract.report;

import dev.ingestjobs.contract.report.Report.Excerpt;
import dev.ingestjobs.contract.report.Report.Excerpt.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** The document as it is written, as YAML or JSON, and where in it a JSON pointer leads. */
final class DocumentText {
  private static final int LINES_BEFORE = 3;
  private static final int LINES_AFTER = 4;
  /** A document in JSON may be one line. */
  private static final int WIDTH = 160;

  private final String name;
  private final List<String> lines;
  private final Optional<Node> root;

  DocumentText(String name, String text) {
    this.name = name;
    this.lines = text.lines().toList();
    this.root = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
  }

  /**
   * The lines around the place, or around the lowest place above it that is there.
   *
   * @param pointer a JSON pointer as a URI fragment
   * @return empty if this is no such pointer
   */
  Optional<Excerpt> around(String pointer) {
    if (!pointer.matches("#(/.*)?") || root.isEmpty()) {
      return Optional.empty();
    }
    Node node = root.get();
    Mark mark = node.getStartMark().orElseThrow();
    boolean whole = true;
    for (String step : pointer.equals("#") ? new String[0] : pointer.substring(2).split("/", -1)) {
      Step below = below(node, step.replace("~1", "/").replace("~0", "~"));
      if (below == null) {
        whole = false;
        break;
      }
      node = below.node;
      mark = below.mark;
    }
    return Optional.of(new Excerpt(
        name + ", line " + (mark.getLine() + 1) + (whole ? "" : ": the next place above, because this one is not there"), excerpt(mark)));
  }

  private record Step(Node node, Mark mark) {}

  /** What a step leads to, and where that begins: a field begins with its name. */
  private static Step below(Node node, String step) {
    if (node instanceof MappingNode mapping) {
      return mapping.getValue().stream()
          .filter(field -> field.getKeyNode() instanceof ScalarNode key && key.getValue().equals(step)).findFirst()
          .map(field -> new Step(field.getValueNode(), field.getKeyNode().getStartMark().orElseThrow())).orElse(null);
    }
    if (node instanceof SequenceNode sequence && step.matches("[0-9]{1,9}") && Integer.parseInt(step) < sequence.getValue().size()) {
      Node element = sequence.getValue().get(Integer.parseInt(step));
      return new Step(element, element.getStartMark().orElseThrow());
    }
    return null;
  }

  private List<Line> excerpt(Mark mark) {
    List<Line> excerpt = new ArrayList<>();
    int last = Math.min(lines.size() - 1, mark.getLine() + LINES_AFTER);
    for (int at = Math.max(0, mark.getLine() - LINES_BEFORE); at <= last; at++) {
      boolean marked = at == mark.getLine();
      excerpt.add(new Line(at + 1, Words.shown(cut(lines.get(at), marked ? mark.getColumn() : 0)), marked));
    }
    return excerpt;
  }

  private static String cut(String line, int column) {
    if (line.length() <= WIDTH) {
      return line;
    }
    int from = column < WIDTH - WIDTH / 4 ? 0 : column - WIDTH / 4;
    int to = Math.min(line.length(), from + WIDTH);
    return (from == 0 ? "" : "…") + line.substring(from, to) + (to == line.length() ? "" : "…");
  }
}
