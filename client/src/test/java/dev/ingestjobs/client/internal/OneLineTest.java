package dev.ingestjobs.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void aTextIsOneLineOfVisibleCharacters() {
    assertThat(OneLine.of("a\r\nb\tc\u0000\u001b[31m\u0085d\u2028e\u2029f g")).isEqualTo("a b c [31m d e f g");
  }

  @Test
  void aLongTextIsCutOff() {
    assertThat(OneLine.of("x".repeat(500))).isEqualTo("x".repeat(500));
    assertThat(OneLine.of("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
  }
}
