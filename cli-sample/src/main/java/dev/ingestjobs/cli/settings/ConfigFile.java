package dev.ingestjobs.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.ingestjobs.cli.Surroundings;
import dev.ingestjobs.cli.output.Printable;
import dev.ingestjobs.client.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One profile of the config file, a TOML table that has the settings by their keys. No message repeats a value. */
final class ConfigFile {
  static final String DEFAULT_PROFILE = "default";

  private static final Set<PosixFilePermission> READ_BY_OTHERS = EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);
  private static final Set<PosixFilePermission> WRITTEN_BY_OTHERS = EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path file;
  private final String profile;
  private final Map<Setting, String> values = new EnumMap<>(Setting.class);

  private ConfigFile(Path file, String profile) {
    this.file = file;
    this.profile = profile;
  }

  /**
   * Reads a profile. Where neither a file nor a profile is named, it is no mistake that there is none.
   *
   * @param named the file; null for the one in the platform's place
   * @param profile null for {@value #DEFAULT_PROFILE}
   */
  static ConfigFile read(@Nullable String named, @Nullable String profile, Surroundings surroundings) {
    Path file = named == null ? place(surroundings) : path(named);
    ConfigFile config = new ConfigFile(file, profile == null ? DEFAULT_PROFILE : profile);
    if (Files.exists(file)) {
      config.readTable(profile != null, surroundings);
    } else if (named != null || profile != null) {
      throw config.invalid("is not there");
    }
    return config;
  }

  private static Path place(Surroundings surroundings) {
    String home = Objects.requireNonNullElse(surroundings.property("user.home"), ".");
    String system = Objects.requireNonNullElse(surroundings.property("os.name"), "");
    String xdg = surroundings.variable("XDG_CONFIG_HOME");
    String roaming = surroundings.variable("APPDATA");
    Path folder;
    if (xdg != null) {
      folder = path(xdg);
    } else if (system.startsWith("Windows") && roaming != null) {
      folder = path(roaming);
    } else {
      folder = system.startsWith("Mac") ? Path.of(home, "Library", "Application Support") : Path.of(home, ".config");
    }
    return folder.resolve("ingest-jobs").resolve("config.toml");
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("config file", "is no path of a file");
    }
  }

  private void readTable(boolean required, Surroundings surroundings) {
    JsonNode tables = parse();
    tables.properties().forEach(entry -> {
      if (!entry.getValue().isObject()) {
        throw invalid("has " + Printable.of(entry.getKey()) + " outside of a profile; put it below a line such as [" + DEFAULT_PROFILE + "]");
      }
    });
    JsonNode table = tables.path(profile);
    if (table.isMissingNode() && required) {
      throw invalid("has no profile [" + Printable.of(profile) + "]");
    }
    table.properties().forEach(entry -> values.put(setting(entry.getKey()), text(entry.getKey(), entry.getValue())));
    checkPermissions(tables);
    // A shell would have done it.
    values.computeIfPresent(Setting.TOKEN_FILE, (setting, value) -> value.startsWith("~/")
        ? Objects.requireNonNullElse(surroundings.property("user.home"), "~") + value.substring(1) : value);
  }

  private JsonNode parse() {
    try {
      return new TomlMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw invalid("is no TOML at line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw invalid("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Setting setting(String key) {
    return Arrays.stream(Setting.values()).filter(setting -> setting.key().equals(key)).findFirst().orElseThrow(() ->
        invalid("[" + profile + "] has the unknown key " + Printable.of(key) + "; there are "
            + Arrays.stream(Setting.values()).map(Setting::key).collect(Collectors.joining(", "))));
  }

  private String text(String key, JsonNode value) {
    if (!value.isTextual() && !value.isIntegralNumber()) {
      throw invalid("[" + profile + "] has a " + key + " that is neither a text nor a whole number");
    }
    return value.asText();
  }

  /** Whoever can write the file could have the token sent to another host, and whoever can read it has the secrets of all profiles. */
  private void checkPermissions(JsonNode tables) {
    boolean hasSecret = Arrays.stream(Setting.values()).filter(Setting::isSecret)
        .anyMatch(secret -> tables.findValue(secret.key()) != null);
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view == null) {
        return; // Not of this platform.
      }
      Set<PosixFilePermission> permissions = view.readAttributes().permissions();
      if (permissions.stream().anyMatch(WRITTEN_BY_OTHERS::contains)) {
        throw invalid("can be written by others, who could have the token sent elsewhere; run chmod go-w on it");
      }
      if (hasSecret && permissions.stream().anyMatch(READ_BY_OTHERS::contains)) {
        throw invalid("holds a secret and can be read by others; run chmod 600 on it, or use token-file");
      }
    } catch (IOException e) {
      throw invalid("cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  @Nullable String value(Setting setting) {
    return values.get(setting);
  }

  /** Where a setting of it stands, for people. */
  String where(Setting setting) {
    return setting.key() + " in [" + profile + "] of " + file;
  }

  private InvalidInputException invalid(String problem) {
    return new InvalidInputException("config file", file + " " + problem);
  }
}
