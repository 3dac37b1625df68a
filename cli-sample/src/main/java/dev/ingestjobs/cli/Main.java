package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Style;
import dev.ingestjobs.cli.output.Terminal;
import dev.ingestjobs.cli.settings.Settings;
import dev.ingestjobs.spec.ApiDocument;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command. What it is built from, what it does with mistakes, and where the process begins and ends. */
@Command(name = "ingest-jobs", mixinStandardHelpOptions = true, versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT)
final class Main {
  private static final String[] EXAMPLES = {
    "Reads ingest jobs of an Amperity tenant. Unofficial: the vendor has no part in it.",
    "",
    "Examples:",
    "  ingest-jobs get isj-20240701-48815-6dcXdk",
    "  ingest-jobs wait isj-20240701-48815-6dcXdk --max-rejected 1%% && ./next-step",
    "  ingest-jobs get isj-1f73r9u2 --demo",
    ""};

  private static final String[] SETTINGS = {
    "",
    "Each setting can also be a variable, such as AMPERITY_TENANT, or a key of the config file, such as tenant. A secret is no option,",
    "because a command line is seen by everybody: give AMPERITY_TOKEN, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET."};

  /** The command says by itself what its user is to know. Kept, because a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("dev.ingestjobs.client");

  private Main() {}

  public static void main(String[] args) {
    LOG.setLevel(Level.OFF);
    CommandLine command = commandLine(Surroundings.PROCESS).setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
    int exitCode;
    try {
      exitCode = command.execute(args);
    } catch (Error e) {
      // No memory, for example. The JVM's own way to say so is a stack trace.
      Failure.lines(e).forEach(command.getErr()::println);
      exitCode = Failure.OTHER.exitCode();
    }
    System.exit(exitCode);
  }

  /** A locale without letters beyond ASCII, as in most containers, must not turn the names of tables into question marks. */
  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  static CommandLine commandLine(Surroundings surroundings) {
    CommandLine commands = new CommandLine(new Main())
        .addSubcommand(withSettings(new GetCommand(surroundings)))
        .addSubcommand(withSettings(new WaitCommand(surroundings)))
        .addSubcommand(withSettings(new ConfigCommand(surroundings)))
        .addSubcommand(new StubCommand())
        .addSubcommand(new CompletionCommand())
        // An argument like @FILE would print what is in the file.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(
            Style.of(Terminal.of(surroundings).out(), surroundings) == Style.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF))
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
    commands.getCommandSpec().usageMessage().header(EXAMPLES);
    return commands;
  }

  private static CommandLine withSettings(Object command) {
    CommandLine line = new CommandLine(command);
    Settings.addOptions(line.getCommandSpec());
    line.getCommandSpec().usageMessage().sortOptions(false).exitCodeListHeading("%nExit codes:%n").exitCodeList(exitCodes()).footer(SETTINGS);
    return line;
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> exitCodes = new TreeMap<>((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    exitCodes.put("0", "done; for wait: everything was loaded");
    for (Failure failure : Failure.values()) {
      if (!failure.meaning().isEmpty()) {
        exitCodes.put(Integer.toString(failure.exitCode()), failure.meaning());
      }
    }
    return exitCodes;
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

  private static int failed(Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Failure.lines(exception).forEach(err::println);
    if (command.getCommand() instanceof JobsCommand jobs && jobs.verbose) {
      err.println(exception.getClass().getName());
      for (StackTraceElement frame : exception.getStackTrace()) {
        err.println("    at " + frame);
      }
    }
    return Failure.of(exception).exitCode();
  }

  /** What runs: the versions of the command and of its client, which are one, of the document and of Java. */
  static final class Version implements IVersionProvider {
    private static final int HASH_BYTES = 8;

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream in = Main.class.getResourceAsStream("version.properties")) {
        properties.load(in);
      }
      ApiDocument document = ApiDocument.packaged();
      return new String[] {
        "ingest-jobs " + properties.getProperty("version"),
        "client      " + properties.getProperty("version"),
        "document    " + document.at("info", "version").node().asText() + " (SHA-256 of its JSON " + hash(document.json()) + ")",
        "Java        " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"};
    }

    private static String hash(String text) {
      try {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)), 0, HASH_BYTES);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // Every JVM has it.
      }
    }
  }
}
