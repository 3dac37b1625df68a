package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Output;
import dev.ingestjobs.cli.output.Printable;
import dev.ingestjobs.cli.output.Report;
import dev.ingestjobs.cli.output.Style;
import dev.ingestjobs.cli.output.Terminal;
import dev.ingestjobs.cli.settings.Settings;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.observe.AttemptEvent;
import dev.ingestjobs.client.observe.ClientWarning;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.stub.StubServer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What {@code get} and {@code wait} have in common: which jobs, of which tenant, in which form. */
abstract class JobsCommand implements Callable<Integer> {
  protected static final String TIMEOUT = "--timeout";
  private static final String OUTPUT = "--output";
  private static final String FILES = "--files";
  private static final String QUIET = "--quiet";
  private static final String VERBOSE = "--verbose";
  private static final String DEMO = "--demo";

  protected final Surroundings surroundings;
  private CommandSpec spec = CommandSpec.create();

  JobsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * What there is to say on the command line.
   *
   * @param description what the help says below the examples
   * @param own the options that the other commands do not have
   * @param help the command in a line, and examples
   */
  protected CommandSpec spec(String name, String description, List<OptionSpec> own, String... help) {
    spec = Options.command(name, this, help)
        .addPositional(Options.argument(String[].class, "1..*", "ID", "The ids of jobs, such as isj-20240701-48815-6dcXdk."))
        .addOption(Options.option(Output.class, "FORM",
            "table, for people, the default; json, as the API has it; jsonl, an event a line; or csv, a row a table.", "-o", OUTPUT))
        .addOption(Options.flag("Show the files, too, those with the most errors first.", FILES))
        .addOption(Options.flag("Nothing on standard error but errors.", "-q", QUIET))
        .addOption(Options.flag("Tell each attempt and, of a failure, all there is to tell, on standard error.", "-v", VERBOSE))
        .addOption(Options.text("TIME", "How long it may take in all, such as 30s or 1h30m.", TIMEOUT));
    own.forEach(spec::addOption);
    spec.addOption(Options.flag("Ask a stub in this process, which needs no settings. 'ingest-jobs stub' lists its job ids.", DEMO));
    Settings.addOptions(spec);
    spec.usageMessage().description(description);
    return spec;
  }

  /**
   * Does it.
   *
   * @param client is closed by whoever calls
   * @return the exit code
   */
  protected abstract int run(IngestJobsClient client, Report report);

  /** Changes what the command says of the client by itself. */
  protected void configure(IngestJobsClient.Builder builder) {}

  /** Gives the stub of a demo something to play. */
  protected void prepare(StubServer stub) {}

  @Override
  public Integer call() {
    IngestJobsClient.Builder builder = IngestJobsClient.builder().application("ingest-jobs").listener(listener());
    configure(builder);
    if (given().hasMatchedOption(DEMO)) {
      Settings.requireNone(given());
      try (StubServer stub = StubServer.start();
          IngestJobsClient client = builder.settingsFrom(name -> null, name -> null).baseUrl(stub.baseUrl()).tenant("demo").token("demo-token").build()) {
        prepare(stub);
        return run(client);
      }
    }
    try (IngestJobsClient client = Settings.of(given(), surroundings).client(builder)) {
      return run(client);
    }
  }

  private int run(IngestJobsClient client) {
    Terminal terminal = Terminal.of(surroundings);
    return run(client, output().to(out(), hasFiles(), Style.of(terminal.out(), surroundings), terminal));
  }

  private IngestJobsListener listener() {
    return new IngestJobsListener() {
      @Override
      public void onWarning(ClientWarning warning) {
        if (!isQuiet()) {
          err().println("ingest-jobs: " + Printable.of(warning.message()));
        }
      }

      @Override
      public void onAttempt(AttemptEvent attempt) {
        if (isVerbose()) {
          err().println("ingest-jobs: " + Printable.of(attempt.jobId()) + " attempt " + attempt.attempt() + ": "
              + (attempt.status().isPresent() ? attempt.status().getAsInt() : "no response") + " after " + attempt.elapsed().toMillis() + " ms"
              + attempt.retryIn().map(wait -> ", again in " + wait.toMillis() + " ms").orElse(""));
        }
      }
    };
  }

  /** Tells of a job that failed, and returns the exit code. */
  protected int failed(IngestJobsException failure) {
    Failure.lines(failure).forEach(err()::println);
    if (isVerbose()) {
      failure.toSupportString().lines().map(Printable::of).forEach(err()::println);
    }
    err().flush();
    return Failure.of(failure).exitCode();
  }

  protected List<String> ids() {
    return List.of(given().matchedPositionalValue(0, new String[0]));
  }

  protected Output output() {
    return given().matchedOptionValue(OUTPUT, Output.TABLE);
  }

  protected boolean hasFiles() {
    return given().hasMatchedOption(FILES);
  }

  protected boolean isQuiet() {
    return given().hasMatchedOption(QUIET);
  }

  protected boolean isVerbose() {
    return given().hasMatchedOption(VERBOSE);
  }

  /** What an option says; null if it was not given. */
  protected @Nullable String text(String option) {
    return given().matchedOptionValue(option, (String) null);
  }

  /** Hands on the time that an option gives, if it does. What is wrong with it is said of the option. */
  protected void time(String option, Consumer<Duration> to) {
    String text = text(option);
    if (text != null) {
      try {
        to.accept(duration(option, text));
      } catch (InvalidInputException e) {
        throw new InvalidInputException(option, e.problem());
      }
    }
  }

  private static Duration duration(String option, String text) {
    String iso = text.toUpperCase(Locale.ROOT);
    try {
      return iso.matches("[0-9]{1,9}MS") ? Duration.ofMillis(Long.parseLong(iso.replace("MS", ""))) : Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
    } catch (DateTimeParseException e) {
      throw new InvalidInputException(option, "is no time; give it as in 30s, 1m30s, 250ms or PT30S");
    }
  }

  private ParseResult given() {
    return spec.commandLine().getParseResult();
  }

  protected PrintWriter out() {
    return spec.commandLine().getOut();
  }

  protected PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
