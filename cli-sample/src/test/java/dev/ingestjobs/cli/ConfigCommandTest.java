package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.settings.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigCommandTest {
  @Test
  void eachSettingIsShownOnceWithItsPlace() {
    List<String> lines = Run.in(Map.of("AMPERITY_TENANT", "socktown"), "config", "--region=australia").outLines();

    assertThat(lines.get(0)).matches("SETTING +VALUE +FROM");
    assertThat(lines.stream().skip(1).map(line -> line.split(" ")[0])).containsExactlyElementsOf(Arrays.stream(Setting.values()).map(Setting::key).toList());
    assertThat(lines).anyMatch(line -> line.matches("tenant +socktown +AMPERITY_TENANT"))
        .anyMatch(line -> line.matches("region +australia +--region"))
        .anyMatch(line -> line.matches("api-version +2024-04-01 +default"))
        .anyMatch(line -> line.matches("token +-"));
  }

  /** Masked is every secret, and the mask tells nothing of its length. */
  @Test
  void secretsAreMasked() {
    Run run = Run.in(Map.of("AMPERITY_TOKEN", Run.TOKEN, "AMPERITY_CLIENT_ID", "me", "AMPERITY_CLIENT_SECRET", Run.SECRET), "config");
    Run shorter = Run.in(Map.of("AMPERITY_TOKEN", "x", "AMPERITY_CLIENT_ID", "me", "AMPERITY_CLIENT_SECRET", "y"), "config");

    assertThat(run.outLines()).anyMatch(line -> line.matches("token +\\*{8} +AMPERITY_TOKEN"))
        .anyMatch(line -> line.matches("client-secret +\\*{8} +AMPERITY_CLIENT_SECRET"))
        .anyMatch(line -> line.matches("client-id +me +AMPERITY_CLIENT_ID"));
    assertThat(shorter).isEqualTo(run);
  }

  @Test
  void aValueCannotSteerTheTerminal() {
    Run run = Run.in(Map.of("AMPERITY_TENANT", "a\u001b[2J\nb"), "config");

    assertThat(run.outLines()).anyMatch(line -> line.startsWith("tenant ") && line.contains("a\\u{1b}[2J\\u{a}b"));
  }

  /** Nothing is needed to see what is missing. */
  @Test
  void itNeedsNoTenantAndNoToken() {
    assertThat(Run.in(Map.of(), "config").exitCode()).isZero();
  }
}
