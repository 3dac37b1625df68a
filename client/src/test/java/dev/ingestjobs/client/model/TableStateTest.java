package dev.ingestjobs.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableStateTest {
  @ParameterizedTest
  @ValueSource(strings = {"in_progress", "In progress", "IN-PROGRESS", "inProgress", " in  progress ", "In\u00a0progress"})
  void everySpellingOfAStateIsThatState(String spelling) {
    TableState state = TableState.of(spelling);

    assertThat(state).isEqualTo(TableState.IN_PROGRESS).hasSameHashCodeAs(TableState.IN_PROGRESS);
    assertThat(state.text()).isEqualTo(spelling);
    assertThat(state.isKnown()).isTrue();
    assertThat(state.isTerminal()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "Scheduled, false, false", "Started, false, false", "In progress, false, false", "Running, false, false",
    "Running with failures, false, false", "Finalizing, false, false", "Stopping, false, false",
    "Succeeded, true, true", "Stopped, true, false", "Failed, true, false", "Skipped, true, false",
    "Canceled, true, false", "cancelled, true, false"
  })
  void aKnownStateHasAMeaning(String text, boolean terminal, boolean success) {
    TableState state = TableState.of(text);

    assertThat(state.isKnown()).isTrue();
    assertThat(state.isTerminal()).isEqualTo(terminal);
    assertThat(state.isSuccess()).isEqualTo(success);
  }

  @ParameterizedTest
  @ValueSource(strings = {"waiting_for_quota", "", "   ", "succeeded!", "наступний"})
  void aStateThatNobodyHasHeardOfKeepsItsTextAndClaimsNothing(String text) {
    TableState state = TableState.of(text);

    assertThat(state.text()).isEqualTo(text).hasToString(state.toString());
    assertThat(state.isKnown()).isFalse();
    assertThat(state.isTerminal()).isFalse();
    assertThat(state.isSuccess()).isFalse();
    assertThat(state).isEqualTo(TableState.of(text)).isNotEqualTo(TableState.SUCCEEDED);
  }
}
