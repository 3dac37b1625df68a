package dev.ingestjobs.cli;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the command sees of the process it runs in, so that a test can show it another one.
 *
 * @param environment gives the value of a variable, or null
 * @param properties gives the value of a system property, or null
 */
public record Surroundings(Function<String, @Nullable String> environment, Function<String, @Nullable String> properties) {
  /** The real ones. */
  public static final Surroundings PROCESS = new Surroundings(System::getenv, System::getProperty);

  /** A variable; null if it is not set or blank. */
  public @Nullable String variable(String name) {
    return given(environment.apply(name));
  }

  /** A system property; null if it is not set or blank. */
  public @Nullable String property(String name) {
    return given(properties.apply(name));
  }

  private static @Nullable String given(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }
}
