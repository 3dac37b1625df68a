package dev.ingestjobs.client.internal.config;

import dev.ingestjobs.client.error.InvalidInputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings as texts from outside of the program: a system property or, without it, an environment variable. What is blank is
 * not set. No message repeats a value: it may be a token in the wrong place.
 */
public final class Sources {
  private final Function<String, @Nullable String> properties;
  private final Function<String, @Nullable String> environment;

  /**
   * @param properties the value of a system property, or null
   * @param environment the value of an environment variable, or null
   */
  public Sources(Function<String, @Nullable String> properties, Function<String, @Nullable String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  /** Those of this process. */
  public static Sources ofTheProcess() {
    return new Sources(System::getProperty, System::getenv);
  }

  /** A value and where it stands. */
  public record Found(Setting setting, String name, String value) {
    /** The error for a value that cannot be used. */
    public InvalidInputException invalid(String problem) {
      return new InvalidInputException(name, problem);
    }

    /** As a time such as {@code 30s}, {@code 1m30s}, {@code 250ms} or {@code PT30S}. */
    public Duration duration() {
      String iso = value.toUpperCase(Locale.ROOT);
      try {
        if (iso.matches("[0-9]{1,9}MS")) {
          return Duration.ofMillis(Long.parseLong(iso.substring(0, iso.length() - 2)));
        }
        return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
      } catch (DateTimeParseException e) {
        throw invalid("is no time; give it as in 30s, 1m30s, 250ms or PT30S");
      }
    }

    /** As a whole number. */
    public long number() {
      if (!value.matches("[0-9]{1,18}")) {
        throw invalid("is no whole number; give it in digits, at most 18 of them");
      }
      return Long.parseLong(value);
    }

    /** As a whole number that is small: {@link Integer#MAX_VALUE} if it is not. */
    public int smallNumber() {
      return (int) Math.min(Integer.MAX_VALUE, number());
    }

    /** Without the value, which may be a secret. */
    @Override
    public String toString() {
      return "Found[" + name + "]";
    }
  }

  /** The value of a setting. */
  public Optional<Found> find(Setting setting) {
    return ofProperty(setting).or(() -> ofVariable(setting));
  }

  /**
   * The settings of a group that exclude each other: those of the first source that has any of them.
   *
   * @throws InvalidInputException if one source has two of them
   */
  public Optional<Found> findOne(Setting... group) {
    return one(group, this::ofProperty).or(() -> one(group, this::ofVariable));
  }

  private static Optional<Found> one(Setting[] group, Function<Setting, Optional<Found>> source) {
    List<Found> found = Arrays.stream(group).map(source).flatMap(Optional::stream).toList();
    if (found.size() > 1) {
      throw found.get(1).invalid("is set and so is " + found.get(0).name() + ", which says another thing; set one of the two");
    }
    return found.stream().findFirst();
  }

  private Optional<Found> ofProperty(Setting setting) {
    return setting.property().flatMap(name -> found(setting, name, properties.apply(name)));
  }

  private Optional<Found> ofVariable(Setting setting) {
    return found(setting, setting.variable(), environment.apply(setting.variable()));
  }

  private static Optional<Found> found(Setting setting, String name, @Nullable String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(new Found(setting, name, value.strip()));
  }
}
