package dev.ingestjobs.contract.report;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.check.Released;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table is made of what is documented, shown and seen. */
class ReadmeTableTest {
  @Test
  void everyResponseAndEveryInteractionButTwinsHasARow() {
    String table = ReadmeTable.of(Released.document(), Defined.interactions());

    assertThat(table.lines()).contains(
        "| `404` | 404: there is no such job | `NotFoundException` |",
        "| `429` | 429: the rate limit is exceeded | `RateLimitedException` with `retryAfter()` |",
        "| | a job without tables | `tables()` is empty |",
        "Each of the errors is shown a second time \"in a deprecated version\", and comes as the same type.");
    assertThat(Defined.interactions()).extracting(SynchronousHttp::getDescription).filteredOn(name -> !name.matches("[0-9]+ in a deprecated version: .*"))
        .allSatisfy(name -> assertThat(table).contains("| " + name + " |"));
  }

  @Test
  void aResponseThatNobodyShowsSaysSo() {
    assertThat(ReadmeTable.of(Released.with(tree -> ((ObjectNode) tree.at("/paths/~1ingest~1jobs~1{id}/get/responses")).putObject("410")), List.of()))
        .contains("| `410` | none | |").doesNotContain("deprecated");
  }

  @Test
  void anInteractionOfWhatIsNotDocumentedSaysSo() {
    List<SynchronousHttp> conflict = Defined.interactions().stream().filter(one -> one.getDescription().startsWith("409:")).toList();

    assertThat(ReadmeTable.of(Released.with(tree -> ((ObjectNode) tree.at("/paths/~1ingest~1jobs~1{id}/get/responses")).remove("4XX")), conflict))
        .contains("| not documented | 409: the request conflicts with the tenant's state | `ClientErrorException` |");
  }
}
