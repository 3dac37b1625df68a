package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.token.TokenProvider;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The value of an environment variable. */
public final class EnvironmentToken implements TokenProvider {
  private final String variable;
  private final Function<String, @Nullable String> environment;

  public EnvironmentToken(String variable, Function<String, @Nullable String> environment) {
    this.variable = variable;
    this.environment = environment;
  }

  @Override
  public String token() {
    return String.valueOf(environment.apply(variable));
  }
}
