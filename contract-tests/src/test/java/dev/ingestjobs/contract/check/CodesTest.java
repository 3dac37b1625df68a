package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.contract.live.LiveCode;
import dev.ingestjobs.spec.check.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CodesTest {
  @Test
  void theReadmeExplainsEachCodeAndEachCheck() throws IOException {
    List<String> readme = Files.readAllLines(Path.of("README.md"));
    assertThat(readme.stream().filter(line -> line.startsWith("| `")).map(line -> line.substring(3, line.indexOf('`', 3))))
        .filteredOn(code -> code.matches("[a-z-]+(\\.[a-z-]+)+") && !code.startsWith("mutation."))
        .containsExactlyInAnyOrderElementsOf(Stream.<FindingCode[]>of(Code.values(), ClientCompatibility.Code.values(), LiveCode.values())
            .flatMap(Arrays::stream).map(FindingCode::toString).toList());
    assertThat(Check.values()).allSatisfy(check -> assertThat(readme).anyMatch(line -> line.startsWith("| " + check.id() + " |")));
  }
}
