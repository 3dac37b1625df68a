package dev.ingestjobs.spec.check;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Promises.Kind;
import dev.ingestjobs.spec.check.Promises.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Does the document still promise what the released one promised? Judged for someone who reads the answers, and for
 * someone who compiles against the client that is generated from the document.
 *
 * <p>The policy and what to do about each code stand in {@code api-spec/README.md}.
 */
public final class Compatibility {
  /** What this check can find. */
  public enum Code implements FindingCode {
    RELEASED_EMPTY,
    PATH_REMOVED,
    OPERATION_REMOVED,
    OPERATIONID_CHANGED,
    SECURITY_CHANGED,
    SERVER_REMOVED,
    PARAMETER_REMOVED,
    PARAMETER_RENAMED,
    BODY_REMOVED,
    RESPONSE_REMOVED,
    HEADER_REMOVED,
    MEDIATYPE_REMOVED,
    CLASS_CHANGED,
    PROPERTY_REMOVED,
    REQUIRED_ADDED,
    REQUIRED_REMOVED,
    KEYWORD_ADDED,
    KEYWORD_CHANGED,
    KEYWORD_REMOVED,
    VALUE_ADDED,
    VALUE_REMOVED,
    STATE_REMOVED,
    LIFTED;

    /** A document that may break breaks nobody by surprise. */
    @Override
    public Outcome outcome() {
      return this == LIFTED ? Outcome.NOT_EXERCISED : Outcome.BROKEN;
    }

    @Override
    public String toString() {
      return "compatibility." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  private final Map<String, Promise> released;
  private final Map<String, Promise> current;
  private final Map<Difference, List<String>> differences = new LinkedHashMap<>();

  /** What differs at one place of the current document, which may be used in many: one schema is that of all errors. */
  private record Difference(Kind kind, Code code, String place, String what) {}

  private Compatibility(Map<String, Promise> released, Map<String, Promise> current) {
    this.released = released;
    this.current = current;
  }

  /**
   * Everything that the released document promised and the current one does not, and everything that the current one
   * asks in addition. Places are places of the current document. If its major version is higher, it says that it breaks: then
   * one finding, which fails nothing, says what there would have been.
   */
  public static List<Finding> check(ApiDocument released, ApiDocument current) {
    Compatibility compatibility = new Compatibility(Promises.of(released), Promises.of(current));
    if (compatibility.released.isEmpty()) {
      return List.of(Finding.of(Code.RELEASED_EMPTY, "#/paths", released.name()
          + " has no operation, so there is nothing to be compatible with."));
    }
    List<Finding> findings = compatibility.findings();
    return major(current) > major(released) ? List.of(lifted(released, current, findings)) : findings;
  }

  private static Finding lifted(ApiDocument released, ApiDocument current, List<Finding> findings) {
    Map<FindingCode, Long> codes = findings.stream()
        .collect(Collectors.groupingBy(Finding::code, LinkedHashMap::new, Collectors.counting()));
    String would = codes.entrySet().stream().map(code -> code.getValue() + " " + code.getKey()).collect(Collectors.joining(", "));
    return Finding.of(Code.LIFTED, "#/info/version", "Version " + current.at("info", "version").text() + " may break what "
        + released.at("info", "version").text() + " promised, so nothing fails here. Otherwise there would be "
        + (findings.isEmpty() ? "no findings." : Findings.count(findings) + ": " + would + "."));
  }

  private static int major(ApiDocument document) {
    Place version = document.at("info", "version");
    String major = version.text().replaceFirst("\\..*", "");
    return major.matches("[0-9]{1,9}") ? Integer.parseInt(major) : 0;
  }

  private List<Finding> findings() {
    released.forEach((key, was) -> {
      Promise is = current.get(key);
      if (is == null) {
        removed(was);
      } else if (!is.value().equals(was.value())) {
        changed(was, is);
      }
    });
    current.forEach((key, is) -> {
      if (!released.containsKey(key)) {
        added(is);
      }
    });
    return differences.entrySet().stream().map(entry -> finding(entry.getKey(), entry.getValue())).toList();
  }

  private void removed(Promise was) {
    Promise parent = current.get(was.parent());
    // What went with something greater needs no finding of its own.
    if (parent == null && !was.parent().isEmpty()) {
      return;
    }
    String alike = current.entrySet().stream()
        .filter(entry -> !released.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .filter(is -> is.kind() == was.kind() && is.kind() != Kind.KEYWORD && is.parent().equals(was.parent()))
        .map(Promise::label)
        .collect(Collectors.joining(", "));
    String hint = alike.isEmpty() ? "" : " (" + alike + " is new here: renamed?)";
    String place = parent == null ? "#/paths" : parent.pointer();
    report(was, was.kind().removed, place, described(was) + " is gone" + hint);
  }

  private void changed(Promise was, Promise is) {
    Code code = is.value().equals(Promises.REQUIRED) ? Code.REQUIRED_ADDED
        : was.value().equals(Promises.REQUIRED) ? Code.REQUIRED_REMOVED
        : is.kind().changed;
    report(is, code, is.pointer(), is.label() + " was " + was.value() + " and is " + is.value());
  }

  private void added(Promise is) {
    // What came with something greater breaks nobody who does not use that.
    if (!is.parent().isEmpty() && !released.containsKey(is.parent())) {
      return;
    }
    Code code = is.value().equals(Promises.REQUIRED) ? Code.REQUIRED_ADDED : is.kind().added;
    if (code != null) {
      report(is, code, is.pointer(), described(is) + " is new");
    }
  }

  private static String described(Promise promise) {
    return promise.value().isEmpty() ? promise.label() : promise.label() + " (" + promise.value() + ")";
  }

  private void report(Promise promise, Code code, String place, String what) {
    differences.computeIfAbsent(new Difference(promise.kind(), code, place, what), difference -> new ArrayList<>())
        .add(promise.parent());
  }

  private static Finding finding(Difference difference, List<String> uses) {
    String others = uses.size() == 1 ? "" : " and " + (uses.size() - 1) + " more";
    String where = uses.get(0).isEmpty() ? "" : ", in " + uses.get(0) + others;
    String consequence = switch (difference.kind()) {
      case CLASS -> " The generated client names a class after the schema, so code that uses it no longer compiles.";
      case ARGUMENT -> " HTTP knows no case there, but the generated client names a parameter after it.";
      case OPERATION_ID -> " The generated client names a method after it, so code that uses it no longer compiles.";
      default -> "";
    };
    return Finding.of(difference.code(), difference.place(), difference.what() + where + "." + consequence);
  }
}
