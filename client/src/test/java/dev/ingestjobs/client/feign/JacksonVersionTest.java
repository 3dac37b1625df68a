package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The build runs the tests of decoding with two versions of Jackson; this is to notice if it does not. */
class JacksonVersionTest {
  @Test
  @EnabledIfSystemProperty(named = "jackson.expected", matches = ".+", disabledReason = "only the build knows which")
  void jacksonIsOfTheVersionThatTheBuildMeans() {
    String expected = System.getProperty("jackson.expected");

    assertThat(com.fasterxml.jackson.core.json.PackageVersion.VERSION).hasToString(expected);
    assertThat(com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION).hasToString(expected);
  }
}
