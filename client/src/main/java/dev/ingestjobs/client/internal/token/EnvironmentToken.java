package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The value of an environment variable. */
public final class EnvironmentToken implements TokenProvider {
  private final String variable;
  private final Function<String, @Nullable String> environment;

  /**
   * @throws InvalidInputException if the variable has no common name: it may be the token itself, which no message is to repeat
   */
  public EnvironmentToken(String variable, Function<String, @Nullable String> environment) {
    if (variable == null || !variable.matches("[A-Za-z_][A-Za-z0-9_]{0,127}")) {
      throw new InvalidInputException("variable",
          "is no name of an environment variable; give the name, not the token: letters, digits and _, for example AMPERITY_TOKEN");
    }
    this.variable = variable;
    this.environment = environment;
  }

  @Override
  public String token() {
    String value = environment.apply(variable);
    if (value == null || value.isBlank()) {
      throw new TokenException("the environment variable " + variable + " is " + (value == null ? "not set" : "blank")
          + "; set it to a token of the tenant", null, false);
    }
    return Tokens.checked("the environment variable " + variable, value);
  }

  @Override
  public String toString() {
    return "EnvironmentToken[variable=" + variable + "]";
  }
}
