package dev.ingestjobs.client;

import dev.ingestjobs.client.internal.HttpDates;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The end of a version of the API, as a response announces it. The vendor gives six months' notice in two headers, {@code
 * Deprecation} and {@code Sunset}; after the sunset the version is answered with a 4xx. Immutable and safe for use by several
 * threads.
 *
 * <p>A header that has none of the known forms leaves its moment empty and is no error; the text tells what came.
 *
 * @param since from when on the version is deprecated, which may be to come: from a date as the vendor writes it ({@code Tue, 1
 *     Sep 2024 23:59:59 GMT}) or as RFC 9745 does ({@code @1688169599}); empty also for {@code true}, which earlier drafts had
 * @param sunset from when on the version may be gone, from a date as above
 * @param deprecationText the value of {@code Deprecation} as it came; empty if there is no such header
 * @param sunsetText the value of {@code Sunset} as it came; empty if there is no such header
 */
public record Deprecation(
    Optional<Instant> since, Optional<Instant> sunset, Optional<String> deprecationText, Optional<String> sunsetText) {

  /**
   * What the headers of a response announce; empty if neither header is there.
   *
   * @param headers the values of each header, by its name in any case; of several values the first counts
   */
  public static Optional<Deprecation> of(Map<String, ? extends Collection<String>> headers) {
    Optional<String> deprecation = first(headers, "Deprecation");
    Optional<String> sunset = first(headers, "Sunset");
    if (deprecation.isEmpty() && sunset.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Deprecation(
        deprecation.flatMap(Deprecation::moment), sunset.flatMap(Deprecation::moment), deprecation, sunset));
  }

  private static Optional<String> first(Map<String, ? extends Collection<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> name.equalsIgnoreCase(header.getKey()))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }

  private static Optional<Instant> moment(String text) {
    String value = text.trim();
    if (!value.startsWith("@")) {
      return HttpDates.parse(value);
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(value.substring(1))));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
