package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.check.Operation;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.InvalidDocumentException;
import dev.ingestjobs.spec.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of the matrix, and to which of them a place or an interaction belongs. */
final class Rows {
  /** What a row stands for. */
  enum Kind { REQUEST, RESPONSE, DOCUMENT }

  /**
   * A row.
   *
   * @param reach the pointers of all that belongs to it, through references as well
   * @param interactions those that show it
   */
  record Spot(String id, Kind kind, String operation, String label, String description, Set<String> reach, List<SynchronousHttp> interactions) {}

  private final List<Spot> spots = new ArrayList<>();

  Rows(ApiDocument document, List<SynchronousHttp> pact) {
    try {
      for (Operation operation : Operation.all(document)) {
        List<SynchronousHttp> calls = pact.stream()
            .filter(interaction -> operation.matches(interaction.getRequest().getMethod(), interaction.getRequest().getPath())).toList();
        request(document, operation, calls);
        operation.responses().entrySet().stream().sorted(Comparator.comparing(response -> order(response.getKey())))
            .forEach(response -> response(operation, response, calls));
      }
    } catch (InvalidDocumentException e) {
      // The checks have said so. What has a row by now keeps it, and the rest belongs to the document.
    }
    Set<String> shown = spots.stream().filter(spot -> spot.kind == Kind.RESPONSE)
        .flatMap(spot -> spot.interactions.stream()).map(Pacts::key).collect(Collectors.toSet());
    spots.add(new Spot("document", Kind.DOCUMENT, "", "document", "The rest of the document, the client and the pact.", Set.of(),
        pact.stream().filter(interaction -> !shown.contains(Pacts.key(interaction))).toList()));
  }

  /** A range comes after the statuses in it, {@code default} last. */
  private static String order(String key) {
    return key.toUpperCase(Locale.ROOT).replace('X', '~');
  }

  private void request(ApiDocument document, Operation operation, List<SynchronousHttp> calls) {
    Set<String> reach = new HashSet<>();
    operation.parameters().forEach(parameter -> walk(parameter, reach));
    walk(operation.place().get("parameters"), reach);
    walk(operation.place().get("requestBody"), reach);
    walk(operation.security(document), reach);
    walk(document.at("components", "securitySchemes"), reach);
    spots.add(new Spot("request-" + spots.size(), Kind.REQUEST, name(operation), Report.REQUEST,
        sentence(operation.place().get("summary").text()), reach, calls));
  }

  private void response(Operation operation, Map.Entry<String, Place> response, List<SynchronousHttp> calls) {
    Set<String> reach = new HashSet<>();
    walk(response.getValue(), reach);
    reach.add(operation.place().get("responses").pointer() + "/" + response.getKey());
    spots.add(new Spot("response-" + response.getKey() + "-" + spots.size(), Kind.RESPONSE, name(operation), response.getKey(),
        sentence(response.getValue().get("description").text()), reach,
        calls.stream().filter(call -> response.getKey().equals(operation.responseKey(call.getResponse().getStatus()))).toList()));
  }

  private static String name(Operation operation) {
    return operation.method().toUpperCase(Locale.ROOT) + " " + operation.path();
  }

  private static String sentence(String text) {
    return text.strip().replaceFirst("(?s)(?<=\\.)\\s.*", "").replaceAll("\\s+", " ");
  }

  private static void walk(Place place, Set<String> seen) {
    if (place.exists() && seen.add(place.pointer())) {
      place.fields().values().forEach(below -> walk(below, seen));
      place.elements().forEach(below -> walk(below, seen));
    }
  }

  List<Spot> all() {
    return spots;
  }

  /** The row of the rest. */
  Spot document() {
    return spots.get(spots.size() - 1);
  }

  /**
   * The rows of a finding: that of its interaction, if there is one, else all that reach its place.
   *
   * @param isOfTheRequest whether it speaks of what is sent
   * @param place a pointer; what stands nowhere belongs to the lowest place above it
   * @param interaction the key of an interaction, or null
   * @param message of several responses that reach the place, it may name the one that is meant
   */
  List<Spot> of(boolean isOfTheRequest, String place, String interaction, String message) {
    for (Kind kind : List.of(isOfTheRequest ? Kind.REQUEST : Kind.RESPONSE, Kind.DOCUMENT)) {
      List<Spot> showing = spots.stream().filter(spot -> spot.kind == kind)
          .filter(spot -> spot.interactions.stream().anyMatch(one -> Pacts.key(one).equals(interaction))).toList();
      if (!showing.isEmpty()) {
        return showing;
      }
    }
    for (String at = place; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      String pointer = at;
      List<Spot> reaching = spots.stream().filter(spot -> spot.reach.contains(pointer)).toList();
      if (!reaching.isEmpty()) {
        List<Spot> named = reaching.stream().filter(spot -> message.matches("(?s).*\\bresponse " + Pattern.quote(spot.label) + "\\b.*")).toList();
        return named.isEmpty() ? reaching : named;
      }
    }
    return List.of(document());
  }
}
