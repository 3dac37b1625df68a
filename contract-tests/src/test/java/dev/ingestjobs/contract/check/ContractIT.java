package dev.ingestjobs.contract.check;

import static dev.ingestjobs.spec.check.Findings.none;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The checks, over the document that was packaged and the pact that the consumer tests have written. */
class ContractIT {
  @Test
  @DisplayName("B3: the pact holds what the tests define")
  void counts() {
    none("The interactions are defined in dev.ingestjobs.contract.consumer.",
        () -> Counts.check(Defined.interactions(), Pacts.read(Contract.pactFile())));
  }

  @Test
  @DisplayName("B1: the pact is valid under the document")
  void pactAgainstDocument() {
    none("Document and pact disagree: mend the one that is wrong.",
        () -> PactAgainstDocument.check(ApiDocument.packaged(), Pacts.read(Contract.pactFile())));
  }

  @Test
  @DisplayName("A1: the pact shows all that is documented")
  void coverage() {
    none("Add an interaction to dev.ingestjobs.contract.consumer, by hand.",
        () -> Coverage.check(ApiDocument.packaged(), Pacts.read(Contract.pactFile())));
  }

  @Test
  @DisplayName("The README's table has every documented response and every interaction")
  void readme() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    assertThat(Operation.all(ApiDocument.packaged())).allSatisfy(operation ->
        assertThat(operation.responses().keySet()).allSatisfy(key -> assertThat(readme).contains("| `" + key + "` |")));
    assertThat(Defined.interactions()).extracting(SynchronousHttp::getDescription)
        .filteredOn(description -> !description.matches("[0-9]+ in a deprecated version: .*"))
        .allSatisfy(description -> assertThat(readme).contains("| " + description + " |"));
  }

  @Test
  @DisplayName("The client knows the documented statuses, servers, versions and states")
  void clientAgainstDocument() {
    none("Client and document disagree: mend the one that is wrong.", () -> ClientAgainstDocument.check(ApiDocument.packaged()));
  }
}
