package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of the command in this process, and what it left behind. No run may show the token. */
record Run(int exitCode, String out, String err) {
  static final String TOKEN = "tok-5c1d-of-the-test";

  static Run in(Function<String, @Nullable String> environment, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.commandLine(environment).setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
    Run run = new Run(exitCode, out.toString(), err.toString());
    assertThat(run.out + run.err).doesNotContain(TOKEN).doesNotContain("\tat ");
    return run;
  }

  /** With all that is needed in the environment. */
  static Run against(StubServer stub, String... args) {
    return against(stub.baseUrl(), args);
  }

  static Run against(URI baseUrl, String... args) {
    return in(environment("AMPERITY_BASE_URL", baseUrl.toString())::get, args);
  }

  /** A tenant, a token, no patience, and these variables, by name and value. */
  static Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN", TOKEN, "AMPERITY_MAX_ATTEMPTS", "1"));
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }
}
