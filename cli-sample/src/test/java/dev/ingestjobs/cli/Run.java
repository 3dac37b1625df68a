package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * One run of the command in this process, and what it left behind. No run may show the token or the secret, or a stack trace.
 */
public record Run(int exitCode, String out, String err) {
  public static final String TOKEN = "tok-5c1d-of-the-test";
  public static final String SECRET = "sec-7e2f-of-the-test";

  /** As in {@link Main}: what the client logs is said by the command itself. */
  private static final Logger LOG = Logger.getLogger("dev.ingestjobs.client");

  /** With this environment alone, no terminal, and a home without a config file. */
  public static Run in(Map<String, String> environment, String... args) {
    return in(surroundings(environment), args);
  }

  public static Run in(Surroundings surroundings, String... args) {
    LOG.setLevel(Level.OFF);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.commandLine(surroundings, args).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    Run run = new Run(exitCode, out.toString(), err.toString());
    assertThat(run.out + run.err).doesNotContain(TOKEN, SECRET).doesNotContain("\tat ");
    return run;
  }

  /** With all that is needed in the environment. */
  public static Run against(StubServer stub, String... args) {
    return against(stub.baseUrl(), args);
  }

  public static Run against(URI baseUrl, String... args) {
    return in(environment("AMPERITY_BASE_URL", baseUrl.toString()), args);
  }

  /** A tenant, a token, no patience, no limit to speak of, and these variables, by name and value. */
  public static Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN", TOKEN, "AMPERITY_MAX_ATTEMPTS", "1",
        "AMPERITY_REQUESTS_PER_SECOND", "1000"));
    environment.putAll(pairs(more));
    return environment;
  }

  /** A process with this environment, no terminal, a home without a config file, and these properties, by name and value. */
  public static Surroundings surroundings(Map<String, String> environment, String... more) {
    Map<String, String> properties = new HashMap<>(Map.of("user.home", "target/nobodys-home", "ingest-jobs.terminal", ""));
    properties.putAll(pairs(more));
    return new Surroundings(environment::get, properties::get);
  }

  private static Map<String, String> pairs(String... namesAndValues) {
    Map<String, String> pairs = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return pairs;
  }

  public List<String> outLines() {
    return out.lines().toList();
  }

  public List<String> errLines() {
    return err.lines().toList();
  }
}
