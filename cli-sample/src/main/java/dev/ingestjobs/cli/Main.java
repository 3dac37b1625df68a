package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Style;
import dev.ingestjobs.cli.output.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command. What it is built from, what it does with mistakes, and where the process begins and ends. */
final class Main {
  private static final String COMPLETION = "completion";
  private static final String[] HELP = {
    "Reads ingest jobs of an Amperity tenant. Unofficial: the vendor has no part in it.",
    "",
    "Examples:",
    "  ingest-jobs get isj-20240701-48815-6dcXdk",
    "  ingest-jobs wait isj-20240701-48815-6dcXdk --max-rejected 1%% && ./next-step",
    "  ingest-jobs get isj-1f73r9u2 --demo",
    ""};

  /** Picocli takes no less. */
  private static final int NARROWEST_HELP = 55;
  /** Longer lines are hard to read. */
  private static final int WIDEST_HELP = 120;

  private static final String[] SETTINGS = {
    "",
    "Each setting can also be a variable, such as AMPERITY_TENANT, or a key of the config file, such as tenant. A secret is no option,",
    "because a command line is seen by everybody: give AMPERITY_TOKEN, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET."};

  private Main() {}

  public static void main(String[] args) {
    CommandLine command = commandLine(Surroundings.PROCESS, args).setOut(utf8(FileDescriptor.out)).setErr(utf8(FileDescriptor.err));
    int exitCode;
    try {
      exitCode = command.execute(args);
    } catch (Error e) {
      // No memory, for example. The JVM's own way to say so is a stack trace.
      Failure.lines(e).forEach(command.getErr()::println);
      exitCode = Failure.OTHER.exitCode();
    }
    command.getOut().flush();
    command.getErr().flush();
    System.exit(exitCode);
  }

  /** A locale without letters beyond ASCII, as in most containers, must not turn the names of tables into question marks. */
  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  /**
   * The command.
   *
   * @param args if they name a command that needs no other, only that one is made; it takes some milliseconds for each
   */
  static CommandLine commandLine(Surroundings surroundings, String... args) {
    Map<String, Supplier<CommandSpec>> commands = new LinkedHashMap<>();
    commands.put("get", () -> withExitCodes(new GetCommand(surroundings).spec()));
    commands.put("wait", () -> withExitCodes(new WaitCommand(surroundings).spec()));
    commands.put("config", () -> new ConfigCommand(surroundings).spec());
    commands.put("stub", () -> new StubCommand().spec());
    commands.put(COMPLETION, () -> new CompletionCommand().spec());
    CommandSpec root = Options.command("ingest-jobs", new Main(), HELP);
    boolean one = args.length > 0 && commands.containsKey(args[0]) && !args[0].equals(COMPLETION);
    commands.forEach((name, spec) -> {
      if (!one || name.equals(args[0])) {
        root.addSubcommand(name, spec.get());
      }
    });
    return new CommandLine(root)
        // An argument like @FILE would print what is in the file.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(Help.defaultColorScheme(
            Style.of(Terminal.of(surroundings).out(), surroundings) == Style.COLOURED ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(Terminal.of(surroundings).columns(), WIDEST_HELP)))
        .setExecutionStrategy(Main::run)
        .setParameterExceptionHandler(Main::misused)
        .setExecutionExceptionHandler(Main::failed);
  }

  private static int run(ParseResult parsed) {
    int exitCode = new RunLast().execute(parsed);
    CommandLine command = parsed.commandSpec().commandLine();
    // A PrintWriter keeps its errors to itself: a full disk must not look like success.
    if (command.getOut().checkError()) {
      command.getErr().println("ingest-jobs: the output could not be written");
      return Failure.OTHER.exitCode();
    }
    return exitCode;
  }

  private static CommandSpec withExitCodes(CommandSpec jobs) {
    jobs.usageMessage().exitCodeListHeading("%nExit codes:%n").footer(SETTINGS);
    // Made when it is shown: a run that ends well needs nothing of what may go wrong.
    jobs.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST_HEADING, help -> help.exitCodeListHeading());
    jobs.usageMessage().sectionMap().put(UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST, help -> help.createTextTable(exitCodes()).toString());
    return jobs;
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
    if (command.getCommand() instanceof JobsCommand jobs && jobs.isVerbose()) {
      err.println(exception.getClass().getName());
      for (StackTraceElement frame : exception.getStackTrace()) {
        err.println("    at " + frame);
      }
    }
    return Failure.of(exception).exitCode();
  }
}
