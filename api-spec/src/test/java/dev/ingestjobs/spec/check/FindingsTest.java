package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.spec.ApiDocument;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private enum Code implements FindingCode {
    A_BREAK(Outcome.BROKEN), A_GAP(Outcome.UNCOVERED), NOT_TRIED(Outcome.NOT_EXERCISED);

    private final Outcome outcome;

    Code(Outcome outcome) {
      this.outcome = outcome;
    }

    @Override
    public Outcome outcome() {
      return outcome;
    }
  }

  private final String switchedBy = System.getProperty("contract.uncovered");

  @AfterEach
  void asBefore() {
    set(switchedBy);
  }

  @Test
  void whatIsBrokenFailsWhateverIsSet() {
    for (String value : new String[] {null, "warn", "off"}) {
      set(value);
      assertThatThrownBy(() -> none(Code.A_BREAK)).isInstanceOf(AssertionError.class)
          .hasMessage("1 finding. Do something.\n  A_BREAK  #/here: It is so.");
    }
  }

  @Test
  void whatIsUncoveredFailsUnlessItIsToWarn() {
    for (String value : new String[] {null, "", "off", "false", "WARN"}) {
      set(value);
      assertThatThrownBy(() -> none(Code.A_GAP)).as(value).hasMessageContaining("A_GAP  #/here");
    }
    set("warn");
    assertThatCode(() -> none(Code.A_GAP)).doesNotThrowAnyException();
    assertThatThrownBy(() -> none(Code.A_GAP, Code.A_BREAK)).hasMessageStartingWith("1 finding.");
  }

  @Test
  void whatWasNotExercisedDoesNotFail() {
    set(null);
    assertThatCode(() -> none(Code.NOT_TRIED)).doesNotThrowAnyException();
  }

  @Test
  void aDocumentThatCannotBeReadIsAFinding() {
    assertThatThrownBy(() -> Findings.none("Do something.", () -> {
      ApiDocument.parse("a document", "]");
      return List.of();
    })).hasMessageContaining("document.unreadable");
  }

  private static void none(Code... codes) {
    Findings.none("Do something.", () -> List.of(codes).stream().map(code -> Finding.of(code, "#/here", "It is so.")).toList());
  }

  private static void set(String value) {
    if (value == null) {
      System.clearProperty("contract.uncovered");
    } else {
      System.setProperty("contract.uncovered", value);
    }
  }
}
