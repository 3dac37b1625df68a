package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Released;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The checks notice what no mutant of the document or the pact can show. That they notice all else is shown by the mutation run, to
 * which a new case is a file.
 */
class ChecksIT {
  @Test
  void anEmptyPactIsNoticed() {
    Subject nothingWritten = Subject.ofThisBuild().with(List.of());
    List<FindingCode> codes = Arrays.stream(Check.values()).flatMap(check -> check.run(nothingWritten).stream()).map(Finding::code).toList();

    assertThat(codes).contains(Code.PACT_EMPTY, Code.OPERATION_UNCOVERED, Code.RESPONSE_UNCOVERED, Code.INTERACTION_UNWRITTEN);
    assertThat(Counts.check(List.of(), List.of())).extracting(Finding::code).containsExactly(Code.PACT_EMPTY);
  }

  @Test
  void twoInteractionsOfOneKeyAreNoticed() {
    List<SynchronousHttp> twice = new ArrayList<>(Defined.interactions());
    twice.add(twice.get(0));

    assertThat(Counts.check(twice, Defined.interactions())).extracting(Finding::code).containsExactly(Code.INTERACTION_DUPLICATE);
  }

  @Test
  void aClientThatSendsNothingIsNoticed() {
    assertThat(Wire.check(Released.document(), List.of())).extracting(Finding::code).containsExactly(Code.CLIENT_SILENT);
  }
}
