package dev.ingestjobs.contract.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.contract.report.Part.Checked;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.contract.report.Part.Mutant;
import dev.ingestjobs.spec.check.Released;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Parts that are made up, over the released document and the interactions of the consumer tests. */
final class Samples {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T08:30:15.789Z"), ZoneOffset.UTC);
  static final String RATE_LIMITED = "429: the rate limit is exceeded given the rate limit is exceeded";
  static final String FINISHED = "a finished job given the job is finished";
  /** What a page must show and not obey, what XML cannot hold, and what nobody may see. */
  static final String NASTY = "<script>alert('x')</script> \"><img src=x onerror=alert(1)> | `a` \u0000\u001b[31m \ud800 \u202e {{ 7 * 7 }} "
      + "Authorization: Bearer abc.def-GHI";

  private Samples() {}

  static String document() {
    try (InputStream in = Released.class.getResourceAsStream("released/ingest-jobs.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All is well, and what no tenant can be brought to was not exercised. */
  static Report green() {
    return report(new Parts(checks(live()), mutants()));
  }

  /** Much is wrong. */
  static Report red() {
    List<Mutant> mutants = new ArrayList<>(mutants());
    mutants.add(new Mutant("document", "schema", "make-nullable", "#/components/schemas/IngestTable/properties/read", true, List.of()));
    mutants.add(new Mutant("document", "wording", "rephrase-a-description", "#/info/description", false, List.of("A0", "F")));
    mutants.add(new Mutant("response", "headers", "drop-retry-after", RATE_LIMITED, true, List.of()));
    return report(new Parts(checks(
        live(),
        new Checked("A1", "The pact shows all that is documented", List.of(
            new Found("document.header.uncovered", "UNCOVERED", "#/components/headers/Sunset", null,
                "No interaction shows the documented header Sunset of the response 404."),
            new Found("document.parameter.uncovered", "UNCOVERED", "#/components/parameters/ApiVersionQuery", null,
                "No interaction sends the query parameter api_version."))),
        new Checked("A3", "The client knows what is documented", List.of(
            new Found("client.server.unknown", "BROKEN", "#/servers/2", null, "The client has no Region for the documented server."),
            new Found("client.field.unknown", "BROKEN", "#/components/schemas/IngestFile/properties/checksum", null,
                "The client has no accessor for the documented field checksum."))),
        new Checked("B1", "The pact is valid under the document", List.of(
            new Found("pact.response.invalid", "BROKEN", "#/components/responses/Ok", FINISHED,
                "Instance type (integer) does not match any allowed primitive type (at $.tables[0].rejected of the body)"),
            new Found("pact.request.invalid", "BROKEN", "#/components/parameters/AmperityTenant", FINISHED,
                "The header amperity-tenant is not what the document says."),
            new Found("pact.response.header.undocumented", "BROKEN", "#/components/responses/TooManyRequests/headers", RATE_LIMITED,
                "The response header Retry-After is not documented."))),
        new Checked("B2", "The pact refuses what the document forbids", List.of(
            new Found("pact.response.body.loose", "BROKEN", "#/nowhere/" + NASTY, "an interaction " + NASTY, NASTY)))), mutants));
  }

  /** A status is documented that no interaction shows. */
  static Report uncovered(boolean isWarning) {
    String document = Released.with(tree -> ((ObjectNode) tree.at("/paths/~1ingest~1jobs~1{id}/get/responses"))
        .putObject("410").put("description", "Gone. For good.")).root().node().toString();
    Checked coverage = new Checked("A1", "The pact shows all that is documented", List.of(
        new Found("document.response.uncovered", "UNCOVERED", "#/paths/~1ingest~1jobs~1{id}/get/responses/410", null,
            "No interaction shows the documented response 410.")));
    return Assembly.report(new Parts(checks(coverage), mutants()), document, Defined.interactions(), isWarning, CLOCK);
  }

  static Report report(Parts parts) {
    return Assembly.report(parts, document(), Defined.interactions(), false, CLOCK);
  }

  /** Every check, those without findings having found none. */
  static List<Checked> checks(Checked... withFindings) {
    List<String> ids = Arrays.stream(withFindings).map(Checked::id).toList();
    return Stream.concat(Arrays.stream(withFindings),
        Arrays.stream(Check.values()).filter(check -> !ids.contains(check.id()))
            .map(check -> new Checked(check.id(), check.title(), List.of()))).toList();
  }

  private static Checked live() {
    String reason = "A real tenant cannot be brought to answer this.";
    return new Checked("D", "The pact holds against a real tenant", List.of(
        new Found("provider.not-exercised", "NOT_EXERCISED", "#/components/responses/TooManyRequests", RATE_LIMITED, reason),
        new Found("provider.not-exercised", "NOT_EXERCISED", "#/components/responses/InternalServerError",
            "500: the API fails given the API fails", reason),
        new Found("provider.not-exercised", "NOT_EXERCISED", "#/components/responses/Ok",
            "a failed job given the job failed", "AMPERITY_JOB_FAILED names no job.")));
  }

  static List<Mutant> mutants() {
    List<Mutant> mutants = new ArrayList<>();
    add(mutants, 96, "document", "schema", "#/components/schemas/IngestTable", true, "A3", "B1", "F");
    add(mutants, 61, "document", "responses", "#/components/responses/NotFound", true, "A1", "F");
    add(mutants, 42, "document", "parameters", "#/components/parameters/AmperityTenant", true, "A4", "B1");
    add(mutants, 23, "document", "security", "#/components/securitySchemes/bearer", true, "A4");
    add(mutants, 31, "document", "examples", "#/components/examples/Running", true, "A0", "C");
    add(mutants, 38, "document", "wording", "#/info/description", false);
    add(mutants, 12, "document", "schema", "#/components/schemas/IngestTable", false);
    add(mutants, 148, "response", "bodies", FINISHED, true, "B2");
    add(mutants, 64, "response", "headers", RATE_LIMITED, true, "B2", "A3");
    add(mutants, 57, "response", "statuses", RATE_LIMITED, true, "A3");
    add(mutants, 40, "response", "unknown fields", FINISHED, false);
    return mutants;
  }

  private static void add(List<Mutant> mutants, int count, String kind, String group, String place, boolean mustBeCaught, String... caughtBy) {
    for (int i = 0; i < count; i++) {
      mutants.add(new Mutant(kind, group, group + "-" + i, place, mustBeCaught,
          mustBeCaught ? List.of(caughtBy).subList(0, 1 + i % caughtBy.length) : List.of()));
    }
  }
}
