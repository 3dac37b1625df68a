package dev.ingestjobs.contract.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Places in a body, as Pact and the validator write them. */
final class Paths {
  /** {@code .name}, {@code ['name']}, {@code [0]} or {@code /name}. */
  private static final Pattern STEP = Pattern.compile("\\['([^']*)']|\\[(\\d+)]|[./]([^./\\[]+)");

  private Paths() {}

  /** A place without indexes, which makes one of many alike: {@code $.tables[].read}. */
  static String generic(String path) {
    return steps(path).stream().map(step -> step.matches("\\d+") ? "[]" : "." + (step.matches("[A-Za-z0-9_-]{1,60}") ? step : "…"))
        .collect(Collectors.joining("", "$", ""));
  }

  /** What stands there, or a missing node. */
  static JsonNode in(JsonNode root, String path) {
    JsonNode node = root;
    for (String step : steps(path)) {
      node = node.isArray() && step.matches("\\d{1,9}") ? node.path(Integer.parseInt(step)) : node.path(step);
    }
    return node;
  }

  private static List<String> steps(String path) {
    return STEP.matcher(path).results().map(Paths::name).toList();
  }

  private static String name(MatchResult step) {
    return step.group(1) != null ? step.group(1) : step.group(2) != null ? step.group(2) : step.group(3);
  }
}
