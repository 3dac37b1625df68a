package dev.ingestjobs.contract.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.consumer.Defined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishGateIT {
  private static final String CHECKS = "dev.ingestjobs.contract.check.ContractIT";
  private static final String VERIFICATION = "dev.ingestjobs.contract.provider.StubProviderIT";

  @TempDir Path folder;
  private Path pact;

  @BeforeEach
  void aBuildThatHasPassed() throws IOException {
    pact = Files.copy(Contract.pactFile(), folder.resolve("pact.json"));
    report(CHECKS, Check.values().length + 1, 0, 0, 0);
    report(VERIFICATION, Defined.interactions().size(), 0, 0, 0);
    report("dev.ingestjobs.contract.SomeTest", 3, 0, 0, 1);
  }

  @Test
  void whatABuildHasWrittenCheckedAndVerifiedIsPublished() throws IOException {
    assertThat(objections()).isEmpty();
  }

  @Test
  void nothingIsPublishedWhereNothingIs() throws IOException {
    Files.delete(pact);

    assertThat(objections()).singleElement().asString().contains("There is no pact");
  }

  @Test
  void aPartOfThePactIsNotPublished() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode whole = json.readTree(pact.toFile());
    ((ArrayNode) whole.get("interactions")).remove(0);
    json.writeValue(pact.toFile(), whole);

    assertThat(objections()).singleElement().asString().contains("pact.interaction.unwritten");
  }

  @Test
  void aPactIsNotPublishedIfAnyTestHasFailed() throws IOException {
    report("dev.ingestjobs.contract.SomeTest", 3, 1, 0, 0);
    report("dev.ingestjobs.contract.OtherIT", 3, 0, 1, 0);

    assertThat(objections()).containsExactly("dev.ingestjobs.contract.OtherIT has failed.", "dev.ingestjobs.contract.SomeTest has failed.");
  }

  @Test
  void aPactThatWasNotCheckedOrVerifiedIsNotPublished() throws IOException {
    Files.delete(folder.resolve("TEST-" + CHECKS + ".xml"));
    Files.delete(folder.resolve("TEST-" + VERIFICATION + ".xml"));

    assertThat(objections()).containsExactly(CHECKS + " has not run in this build.", VERIFICATION + " has not run in this build.");
  }

  @Test
  void aPactThatWasCheckedOrVerifiedInPartIsNotPublished() throws IOException {
    int checks = Check.values().length;
    int interactions = Defined.interactions().size();
    report(CHECKS, 1, 0, 0, 0);
    report(VERIFICATION, interactions, 0, 0, 1);

    assertThat(objections()).containsExactly(CHECKS + " has run in part: 1 of " + checks + " tests.",
        VERIFICATION + " has run in part: " + (interactions - 1) + " of " + interactions + " tests.");
  }

  private List<String> objections() throws IOException {
    return PublishGate.objections(pact, List.of(folder.resolve("none"), folder));
  }

  private void report(String name, int tests, int failures, int errors, int skipped) throws IOException {
    Files.writeString(folder.resolve("TEST-" + name + ".xml"),
        "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\"/>".formatted(name, tests, failures, errors, skipped));
  }
}
