package dev.ingestjobs.contract.trap;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the consumer tests of this build have left, and nothing else. */
class WrittenPactIT {
  private static String pact;

  @BeforeAll
  static void read() throws IOException {
    pact = Files.readString(Contract.pactFile());
  }

  /** The build puts a file there before it forgets the last pact. */
  @Test
  void theFolderHoldsNothingOfTheLastBuild() throws IOException {
    try (Stream<Path> files = Files.list(Contract.pactFile().getParent())) {
      assertThat(files).as("the folder of the pact").containsExactly(Contract.pactFile());
    }
  }

  /** A pact needs an example of each header. It is published, so the example has to be nobody's. */
  @Test
  void theOnlyTokenInThePactIsTheHarmlessExample() throws IOException {
    List<JsonNode> tokens = new ObjectMapper().readTree(pact).findValues("Authorization").stream()
        .filter(node -> node.isArray() || node.isTextual()).toList();

    assertThat(tokens).isNotEmpty().extracting(JsonNode::toString).containsOnly("[\"Bearer " + Contract.TOKEN + "\"]");
  }

  @Test
  void nothingInThePactLooksLikeASecret() {
    assertThat(pact).doesNotContainPattern("eyJ[A-Za-z0-9_-]{8,}").doesNotContain("-----BEGIN");
    System.getenv().forEach((name, value) -> {
      if (value.length() >= 8 && name.matches("(?i).*(TOKEN|SECRET|PASSWORD).*")) {
        // The value itself must not get into a report either.
        assertThat(pact.contains(value)).as("the pact holds the value of " + name).isFalse();
      }
    });
  }
}
