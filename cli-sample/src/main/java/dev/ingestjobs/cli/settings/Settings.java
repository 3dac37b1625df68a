package dev.ingestjobs.cli.settings;

import dev.ingestjobs.cli.Surroundings;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.InvalidInputException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * What is in force for a run of the command: an option, else a variable of the environment, else the profile of the config file,
 * else the client's default. No message repeats a value: it may be a token in the wrong place.
 */
public final class Settings {
  private static final String CONFIG = "--config";
  private static final String PROFILE = "--profile";
  private static final Pattern VARIABLE = Pattern.compile("AMPERITY_[A-Z_]+");

  /**
   * A setting that somebody made.
   *
   * @param from where it stands
   */
  public record Found(String value, String from) {}

  /** The options, the environment or the file. */
  private record Source(Function<Setting, @Nullable String> values, Function<Setting, String> names) {
    Optional<Found> find(Setting setting) {
      return Optional.ofNullable(values.apply(setting)).map(value -> new Found(value, names.apply(setting)));
    }
  }

  private final List<Source> sources;

  private Settings(List<Source> sources) {
    this.sources = sources;
  }

  /** Gives a command an option for each setting that may have one. */
  public static void addOptions(CommandSpec command) {
    for (Setting setting : Setting.values()) {
      if (setting.label() != null) {
        String orElse = setting.defaultText().isEmpty() ? "" : " By default " + setting.defaultText() + ".";
        command.addOption(OptionSpec.builder(setting.option()).paramLabel(setting.label()).type(String.class)
            .description(setting.description() + orElse).build());
      }
    }
    command.addOption(OptionSpec.builder(PROFILE).paramLabel("NAME").type(String.class)
        .description("The profile of the config file, by default " + ConfigFile.DEFAULT_PROFILE + ". Or INGEST_JOBS_PROFILE.").build());
    command.addOption(OptionSpec.builder(CONFIG).paramLabel("FILE").type(String.class)
        .description("By default ~/.config/ingest-jobs/config.toml, or the platform's place. Or INGEST_JOBS_CONFIG.").build());
  }

  /** Those of a run with these options. */
  public static Settings of(ParseResult options, Surroundings surroundings) {
    ConfigFile file = ConfigFile.read(
        named(options, CONFIG, surroundings, "INGEST_JOBS_CONFIG"), named(options, PROFILE, surroundings, "INGEST_JOBS_PROFILE"), surroundings);
    return new Settings(List.of(
        new Source(setting -> option(options, setting), Setting::option),
        new Source(setting -> surroundings.variable(setting.variable()), Setting::variable),
        new Source(file::value, file::where)));
  }

  private static @Nullable String named(ParseResult options, String option, Surroundings surroundings, String variable) {
    String given = options.matchedOptionValue(option, (String) null);
    return given == null ? surroundings.variable(variable) : given;
  }

  private static @Nullable String option(ParseResult options, Setting setting) {
    return setting.label() == null ? null : options.matchedOptionValue(setting.option(), (String) null);
  }

  /** The value that is in force; empty if it is the default, if there is one. */
  public Optional<Found> find(Setting setting) {
    return sources.stream()
        .filter(source -> setting.group().stream().anyMatch(one -> source.find(one).isPresent()))
        .findFirst()
        .flatMap(source -> source.find(setting));
  }

  /**
   * The client that these settings describe.
   *
   * @param builder has what the command says by itself
   */
  public IngestJobsClient client(IngestJobsClient.Builder builder) {
    requireOneOf("tenant", Setting.TENANT);
    requireOneOf("token", Setting.TOKEN, Setting.TOKEN_FILE, Setting.CLIENT_ID);
    try {
      return builder.settingsFrom(property -> null, this::ofVariable).build();
    } catch (InvalidInputException e) {
      throw new InvalidInputException(whereItStands(e.input()), whereItStands(e.problem()));
    }
  }

  private @Nullable String ofVariable(String variable) {
    return setting(variable).flatMap(this::find).map(Found::value).orElse(null);
  }

  private static Optional<Setting> setting(String variable) {
    return Arrays.stream(Setting.values()).filter(setting -> setting.variable().equals(variable)).findFirst();
  }

  /** A text of the client's, with the places where the settings really stand for the variables that it was shown. */
  private String whereItStands(String text) {
    return VARIABLE.matcher(text).replaceAll(variable ->
        Matcher.quoteReplacement(setting(variable.group()).flatMap(this::find).map(Found::from).orElse(variable.group())));
  }

  /** Names the ways of this command, which the client does not know. */
  private void requireOneOf(String input, Setting... settings) {
    if (Arrays.stream(settings).map(this::find).allMatch(Optional::isEmpty)) {
      throw new InvalidInputException(input, "is not set; give " + ways(settings) + "; or write it to the config file");
    }
  }

  private static String ways(Setting... settings) {
    return String.join(" or ", Arrays.stream(settings)
        .map(setting -> setting.label() == null ? setting.variable() : setting.option() + " (" + setting.variable() + ")").toList());
  }

  /** A client of a stub. It needs no setting and heeds none that could name a real tenant. */
  public static void requireNone(ParseResult options) {
    Arrays.stream(Setting.values()).filter(setting -> option(options, setting) != null).findFirst().ifPresent(setting -> {
      throw new InvalidInputException(setting.option(), "goes with no demo, which has a tenant, a token and a base URL of its own; leave it out");
    });
  }
}
