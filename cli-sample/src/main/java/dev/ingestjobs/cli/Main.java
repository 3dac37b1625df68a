package dev.ingestjobs.cli;

import dev.ingestjobs.client.error.ResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command. What it is built from, what it does with mistakes, and where the process begins and ends. */
@Command(name = "ingest-jobs", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT, description = "Reads ingest jobs of an Amperity tenant. Unofficial: the vendor has no part in it.")
final class Main {
  private Main() {}

  /** The command says by itself what its user is to know. Kept, because a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("dev.ingestjobs.client");

  public static void main(String[] args) {
    LOG.setLevel(Level.OFF);
    System.exit(commandLine(System::getenv).execute(args));
  }

  /**
   * @param environment the value of a variable, or null
   */
  static CommandLine commandLine(Function<String, @Nullable String> environment) {
    CommandLine get = new CommandLine(new GetCommand(environment));
    Map<String, String> exitCodes = new TreeMap<>(Map.of("0", "done"));
    for (Failure failure : Failure.values()) {
      exitCodes.put(Integer.toString(failure.exitCode()), failure.meaning());
    }
    get.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes);
    return new CommandLine(new Main())
        .addSubcommand(get)
        .addSubcommand(new StubCommand())
        // An argument like @FILE would print what is in the file.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  /** Says what is wrong with the arguments, and repeats no value: it may be a token. */
  private static int misused(ParameterException misuse, String[] args) {
    CommandLine command = misuse.getCommandLine();
    PrintWriter err = command.getErr();
    if (misuse instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0).split("=", 2)[0];
      err.println("ingest-jobs: " + (first.matches("--[a-z-]+") ? first : "an argument") + " is not expected here");
      UnmatchedArgumentException.printSuggestions(unmatched, err);
    } else {
      err.println("ingest-jobs: " + misuse.getMessage().replace("'" + misuse.getValue() + "'", "another value"));
    }
    err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return Failure.INPUT.exitCode();
  }

  /** Says what happened, with the ids that support asks for, and what to do next. */
  private static int failed(Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Optional<Failure> failure = Failure.of(exception);
    if (failure.isEmpty()) {
      // The type alone: nobody has made sure that the message holds no token.
      err.println("ingest-jobs: failed unexpectedly, with " + exception.getClass().getName());
      return Failure.OTHER.exitCode();
    }
    err.println("ingest-jobs: " + Printable.of(exception.getMessage()));
    if (exception instanceof ResponseException response) {
      response.retryAfter().ifPresent(wait -> err.println("The server asks to wait for " + wait.toSeconds() + " s."));
    }
    err.println(failure.get().advice());
    return failure.get().exitCode();
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      }
      return new String[] {"ingest-jobs " + properties.getProperty("version")};
    }
  }
}
