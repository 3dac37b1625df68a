package dev.ingestjobs.contract.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.contract.report.Part.Checked;
import dev.ingestjobs.contract.report.Part.Mutant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All parts that the tests of this run have left. A file holds what checks found, or what became of mutants. */
public record Parts(List<Checked> checks, List<Mutant> mutants) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads every part in a folder.
   *
   * @throws IllegalStateException if something there is no part: a report must not leave out what it does not understand
   */
  public static Parts read(Path folder) {
    List<Checked> checks = new ArrayList<>();
    List<Mutant> mutants = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        JsonNode part = JSON.readTree(file.toFile());
        if (!part.isArray()) {
          throw new IllegalStateException(file + " is no part of the report");
        }
        for (JsonNode element : part) {
          if (element.has("findings")) {
            checks.add(JSON.treeToValue(element, Checked.class));
          } else if (element.has("operator")) {
            mutants.add(JSON.treeToValue(element, Mutant.class));
          } else {
            throw new IllegalStateException(file + " holds something that is no part of the report: " + element);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Parts(checks, mutants);
  }
}
