package dev.ingestjobs.contract.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ingestjobs.spec.check.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A part of the report, left by the test that knows it, whether that test passes or fails. */
public final class Part {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** What a check found. */
  public record Checked(String id, String title, List<Found> findings) {}

  /** A finding, as a report shows it. The interaction is null where none is concerned. */
  public record Found(String code, String outcome, String place, String interaction, String message) {
    public static Found of(Finding finding) {
      return new Found(finding.code().toString(), finding.code().outcome().name(), finding.place(), finding.interaction(), finding.message());
    }
  }

  /**
   * What became of one deliberate break.
   *
   * @param kind {@code document}, {@code pact} or {@code response}
   * @param group the operators' folder or group
   * @param operator its name
   * @param place where it was applied
   * @param mustBeCaught or else it must be tolerated
   * @param caughtBy the ids of the checks that noticed
   */
  public record Mutant(String kind, String group, String operator, String place, boolean mustBeCaught, List<String> caughtBy) {
    /** Whether the checks did what they must. */
    @JsonIgnore
    public boolean isRight() {
      return mustBeCaught != caughtBy.isEmpty();
    }
  }

  private Part() {}

  /** Where the report and its parts are put. */
  public static Path folder() {
    return Path.of(System.getProperty("contract.report"));
  }

  public static void write(String name, Object content) {
    try {
      Files.createDirectories(folder().resolve("parts"));
      JSON.writeValue(folder().resolve("parts").resolve(name + ".json").toFile(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
