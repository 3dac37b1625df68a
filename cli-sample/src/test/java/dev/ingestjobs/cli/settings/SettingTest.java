package dev.ingestjobs.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.Run;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingTest {
  /** What the client calls a default, and is none here. */
  private static final Set<String> REQUIRED = Set.of("required", "one way to get a token is required");

  @Test
  void theSettingsAndDefaultsAreTheClients() {
    Map<String, String> ofTheClient = new LinkedHashMap<>();
    Arrays.stream(dev.ingestjobs.client.internal.config.Setting.values())
        .filter(setting -> setting != dev.ingestjobs.client.internal.config.Setting.APPLICATION)
        .forEach(setting -> ofTheClient.put(setting.variable(), REQUIRED.contains(setting.defaultText()) ? "" : setting.defaultText()));
    Map<String, String> ofTheCommand = new LinkedHashMap<>();
    Arrays.stream(Setting.values()).forEach(setting -> ofTheCommand.put(setting.variable(), setting.defaultText()));

    assertThat(ofTheCommand).isEqualTo(ofTheClient);
  }

  @Test
  void aSecretHasNoOption() {
    assertThat(Arrays.stream(Setting.values()).filter(Setting::isSecret)).containsExactly(Setting.TOKEN, Setting.CLIENT_SECRET)
        .allMatch(setting -> setting.label() == null);
    assertThat(Run.in(Map.of(), "get", "--help").outLines()).noneMatch(line -> line.matches(" +--(token|client-secret)[= ].*"));
  }
}
