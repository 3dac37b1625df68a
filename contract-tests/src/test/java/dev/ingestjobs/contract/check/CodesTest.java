package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodesTest {
  @Test
  void theReadmeExplainsEachCodeAndEachCheck() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    assertThat(readme.stream().filter(line -> line.startsWith("| `")).map(line -> line.substring(3, line.indexOf('`', 3))))
        .containsExactlyInAnyOrderElementsOf(Arrays.stream(Code.values()).map(Code::toString).toList());
    assertThat(Check.values()).allSatisfy(check -> assertThat(readme).anyMatch(line -> line.startsWith("| " + check.id() + " |")));
  }
}
