package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.internal.config.Setting;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of settings is the one that the code has. */
class SettingsTableTest {
  private static final String BEGIN = "<!-- settings -->\n";
  private static final String END = "<!-- /settings -->";

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md")).replace("\r", "");
  }

  @Test
  void theReadmeHasTheTableOfTheCode() throws IOException {
    String readme = readme();

    assertThat(readme).containsOnlyOnce(BEGIN).containsOnlyOnce(END);
    assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END))).isEqualTo(table());
  }

  @Test
  void everyMethodOfTheBuilderStandsInTheReadme() throws IOException {
    String readme = readme();

    assertThat(Arrays.stream(IngestJobsClient.Builder.class.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .map(Method::getName).distinct().filter(name -> !name.equals("build")))
        .allSatisfy(name -> assertThat(readme).containsPattern("\\| `" + name + "(\\([A-Za-z]*\\))?` \\|"));
  }

  private static String table() {
    Stream<String> head = Stream.of("| builder method | system property | environment variable | default | |", "|---|---|---|---|---|");
    Stream<String> rows = Arrays.stream(Setting.values()).map(setting -> "| `" + setting.builderMethod() + "` | "
        + setting.property().map(SettingsTableTest::code).orElse("none") + " | " + code(setting.variable()) + " | "
        + (setting.defaultText().contains(" ") || setting.defaultText().matches("|required|the JVM's")
            ? setting.defaultText() : code(setting.defaultText())) + " | " + setting.description() + " |");
    return Stream.concat(head, rows).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
