package dev.ingestjobs.contract.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One way to break something: a file of the catalogue. What it may hold stands in the catalogue's README.
 *
 * @param kind what it breaks: the folder of the catalogue in which it stands
 * @param group what of that: the folders below
 * @param name of the file
 * @param changes what stands in it
 */
record Operator(String kind, String group, String name, JsonNode changes) {
  private static final String SUFFIX = ".yaml";
  private static final String CAUGHT = "be caught";
  private static final String TOLERATED = "be tolerated";
  private static final Set<String> FIELDS = new TreeSet<>(Set.of("means", "must", "because", "only F", "at", "where", "to", "shows",
      "text", "replace", "move", "remove", "set", "body", "sent", "message"));

  /**
   * The operators of a catalogue, in the order of their names.
   *
   * @throws IllegalArgumentException if it has none, or one that cannot be understood
   */
  static List<Operator> readAll(Path catalogue) {
    try (Stream<Path> files = Files.walk(catalogue)) {
      List<Operator> operators = files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().map(file -> read(catalogue, file)).toList();
      if (operators.isEmpty()) {
        throw new IllegalArgumentException(catalogue + " has no operator, so that nothing was tried");
      }
      return operators;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operator read(Path catalogue, Path file) {
    Path path = catalogue.relativize(file);
    if (path.getNameCount() < 3) {
      throw new IllegalArgumentException(path + ": an operator stands in the folder of a group, and that in the folder of a kind");
    }
    String name = path.getFileName().toString();
    Operator operator = new Operator(path.getName(0).toString(), path.subpath(1, path.getNameCount() - 1).toString(),
        name.substring(0, name.length() - SUFFIX.length()), ApiDocument.read(file).root().node());
    operator.check();
    return operator;
  }

  private void check() {
    changes.fieldNames().forEachRemaining(field -> need(FIELDS.contains(field), "have no field \"" + field + "\"; there are " + String.join(", ", FIELDS)));
    need(!text(changes, "means").isBlank(), "say in \"means\" what it stands for");
    need(List.of(CAUGHT, TOLERATED).contains(text(changes, "must")), "say that it \"must\" " + CAUGHT + " or " + TOLERATED);
    need(mustBeCaught() || !text(changes, "because").isBlank(), "say why it is tolerated, in \"because\"");
    need(onlyF().isMissingNode() || mustBeCaught() && !text(onlyF(), "because").isBlank(), "say why nobody but F can know, in \"because\"");
  }

  private void need(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(this + " must " + what);
    }
  }

  /** Whether the checks must notice it; or else they must not. */
  boolean mustBeCaught() {
    return text(changes, "must").equals(CAUGHT);
  }

  /** Whether they must also notice it at this place if there were no released document. */
  boolean mustBeCaughtWithoutF(Spot spot) {
    List<String> patterns = texts(onlyF().path("at"));
    return mustBeCaught() && !(!onlyF().isMissingNode() && (patterns.isEmpty() || patterns.stream().anyMatch(spot::isAt)));
  }

  /** The text of a field, or {@code ""}. */
  private static String text(JsonNode changes, String field) {
    return changes.path(field).asText();
  }

  private JsonNode onlyF() {
    return changes.path("only F");
  }

  /** Which interactions it is for: a regular expression for status and description. */
  String to() {
    return changes.path("to").asText(".*");
  }

  /** Whether a client may give another result for what is tolerated. */
  boolean mayShow() {
    return changes.path("shows").asBoolean();
  }

  /** The patterns of the places where it can be applied. */
  List<String> at() {
    return texts(changes.path("at"));
  }

  /** One text, or each of a list of them. */
  private static List<String> texts(JsonNode node) {
    return node.isTextual() ? List.of(node.textValue()) : StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText).toList();
  }

  /** Its kind, its group and its name. */
  String path() {
    return String.join("/", kind, group, name);
  }

  /** The file in the catalogue. */
  @Override
  public String toString() {
    return path() + SUFFIX;
  }
}
