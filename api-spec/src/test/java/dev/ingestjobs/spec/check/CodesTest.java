package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesTest {
  private final Set<String> codes =
      Stream.concat(Arrays.stream(DocumentLint.Code.values()), Arrays.stream(Compatibility.Code.values()))
          .map(Object::toString).collect(Collectors.toCollection(TreeSet::new));

  @Test
  void theReadmeExplainsEachCode() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md")).stream().filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(3, line.indexOf('`', 3)))).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void eachCodeHasACase() {
    assertThat(Stream.of("lint-cases.yaml", "compatibility-cases.yaml").flatMap(Cases::of)
        .flatMap(edit -> edit.finds().stream()).map(found -> found.replaceFirst(" .*", "")))
        .hasSameElementsAs(codes);
  }
}
