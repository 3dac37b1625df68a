package dev.ingestjobs.spec.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditTest {
  private static final String BEFORE = "{\"a\":{\"b/c\":1},\"list\":[1,2,3]}";

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "other: change                                 | {\"a\":{\"b/c\":1},\"list\":[1,2,3]}",
    "text: '{}'                                    | {}",
    "replace: {'1': '7'}                           | {\"a\":{\"b/c\":7},\"list\":[7,2,3]}",
    "move: {/a/b~1c: /a/d}                         | {\"a\":{\"d\":1},\"list\":[1,2,3]}",
    "move: {/list/2: /list/0}                      | {\"a\":{\"b/c\":1},\"list\":[3,1,2]}",
    "remove: [/a, /list/0]                         | {\"list\":[2,3]}",
    "set: {/a/x: null, /list/1: 9, /list/-: {}}    | {\"a\":{\"b/c\":1,\"x\":null},\"list\":[1,9,2,3,{}]}",
    "set: {/a: {}, /a/b: 2}                        | {\"a\":{\"b\":2},\"list\":[1,2,3]}",
    "set: {'': {c: 1}, /d: 2}                      | {\"c\":1,\"d\":2}",
    "{move: {/a: /b}, remove: [/b], set: {/b: 1}}  | {\"list\":[1,2,3],\"b\":1}"
  })
  void anEditIsMade(String edit, String after) throws IOException {
    Edit made = Edit.of(ApiDocument.parse("edit", edit).root());
    JsonNode before = new ObjectMapper().readTree(BEFORE);

    // Twice, as an edit that was made must stay what it was.
    assertThat(made.applyTo(before)).hasToString(after).isEqualTo(made.applyTo(before));
    assertThat(before).hasToString(BEFORE);
    assertThat(made.applyTo(BEFORE)).isEqualTo(after);
    assertThat(made.applyTo(ApiDocument.parse("before", BEFORE)).root().node()).hasToString(after);
  }

  @Test
  void whatIsNoObjectCanBeEditedToo() throws IOException {
    assertThat(Edit.of(ApiDocument.parse("edit", "set: {'': []}").root()).applyTo(new ObjectMapper().readTree("[1]")))
        .hasToString("[]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "replace: {z: y}   | there is no z",
    "remove: [/z]      | there is no /z to take away",
    "remove: ['']      | there is no  to take away",
    "move: {/z: /y}    | there is no /z to take away",
    "set: {/z/y: 1}    | there is no /z that can hold y",
    "set: {/list/x: 1} | there is no /list that can hold x"
  })
  void anEditThatHasNothingToChangeIsRefused(String edit, String message) throws IOException {
    JsonNode before = new ObjectMapper().readTree(BEFORE);
    assertThatThrownBy(() -> Edit.of(ApiDocument.parse("edit", edit).root()).applyTo(before))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }
}
