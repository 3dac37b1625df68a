package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Output;
import dev.ingestjobs.cli.output.Progress;
import dev.ingestjobs.cli.output.Report;
import dev.ingestjobs.cli.output.Style;
import dev.ingestjobs.cli.output.Terminal;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.JobChange;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.summary.LoadTolerance;
import dev.ingestjobs.client.summary.NotFullyLoadedException;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ingest-jobs wait ID...}. */
final class WaitCommand extends JobsCommand {
  private static final int POLLS_OF_A_DEMO = 6;
  private static final String MAX_REJECTED = "--max-rejected";
  private static final String MAX_ERRORS = "--max-errors";
  private static final String INTERVAL = "--interval";

  /** What was last seen of the jobs that have not ended. */
  private final Map<String, JobSnapshot> running = new ConcurrentHashMap<>();

  WaitCommand(Surroundings surroundings) {
    super(surroundings);
  }

  CommandSpec spec() {
    return spec("wait",
        "%nProgress is told on standard error, the end on standard output. "
            + "The exit code is that of the first job that has another than 0.%n",
        List.of(
            Options.text("N|N%", "How many rejected rows are tolerable in each table, or how many of those read. By default 0.", MAX_REJECTED),
            Options.text("N|N%", "The same for rows with errors. By default 0.", MAX_ERRORS),
            Options.text("TIME", "The time between two looks. By default 1s at first and less often the longer it takes, up to 30s.", INTERVAL)),
        "Waits until jobs have ended, and succeeds if everything was loaded.",
        "",
        "Examples:",
        "  ingest-jobs wait isj-20240701-48815-6dcXdk",
        "  ingest-jobs wait isj-20240701-48815-6dcXdk --timeout 2h --max-rejected 1%% && ./next-step",
        "  ingest-jobs wait isj-20240701-48815-6dcXdk isj-20240701-48816-7edYel -o jsonl",
        "  ingest-jobs wait isj-of-mine --demo",
        "");
  }

  @Override
  protected void prepare(StubServer stub) {
    ids().stream().filter(id -> !stub.jobIds().containsKey(id)).forEach(id -> stub.play(id, TimeLine.succeeding(POLLS_OF_A_DEMO)));
  }

  @Override
  protected int run(IngestJobsClient client, Report report) {
    LoadTolerance tolerance = tolerance();
    Progress progress = progress();
    Thread whenInterrupted = new Thread(() -> leave(progress, report));
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    List<AwaitOutcome> outcomes;
    try {
      outcomes = client.awaitAll(ids(), options(new Both(progress, report)));
    } finally {
      forget(whenInterrupted);
      progress.close();
    }
    return outcomes.stream().mapToInt(outcome -> end(outcome, tolerance, report)).reduce(0, (first, next) -> first == 0 ? next : first);
  }

  private Progress progress() {
    Terminal terminal = Terminal.of(surroundings);
    // Both on one terminal would be drawn over each other.
    if (isQuiet() || output() == Output.JSONL && terminal.out()) {
      return Progress.NONE;
    }
    boolean alone = terminal.err() && !Terminal.isDumb(surroundings) && !isVerbose();
    return Progress.on(err(), alone, terminal.columns(), Style.of(terminal.err(), surroundings));
  }

  private AwaitOptions options(AwaitListener listener) {
    AwaitOptions.Builder options = AwaitOptions.builder().listener(listener).files(hasFiles() || output() == Output.JSON || output() == Output.JSONL);
    time(TIMEOUT, options::timeout);
    time(INTERVAL, time -> options.pollInterval(time, time));
    return options.build();
  }

  private int end(AwaitOutcome outcome, LoadTolerance tolerance, Report report) {
    IngestJobsException failure = outcome.failure().orElse(null);
    if (outcome.result().isPresent()) {
      try {
        outcome.result().get().summary().requireFullyLoaded(tolerance);
      } catch (NotFullyLoadedException e) {
        failure = e;
      }
    }
    report.end(outcome, failure == null ? 0 : Failure.of(failure).exitCode());
    out().flush();
    return failure == null ? 0 : failed(failure);
  }

  /** In the thread that ends the process: nothing of what was seen is lost. */
  private void leave(Progress progress, Report report) {
    progress.close();
    running.values().forEach(report::job);
    out().flush();
    err().println("ingest-jobs: interrupted; the job goes on all the same: wait again with the same id.");
    err().flush();
  }

  private static void forget(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook has run.
    }
  }

  private LoadTolerance tolerance() {
    LoadTolerance tolerance = LoadTolerance.NONE;
    String rejected = text(MAX_REJECTED);
    if (rejected != null) {
      tolerance = isShare(rejected) ? tolerance.maxRejectedShare(share(MAX_REJECTED, rejected)) : tolerance.maxRejected(rows(MAX_REJECTED, rejected));
    }
    String errors = text(MAX_ERRORS);
    if (errors != null) {
      tolerance = isShare(errors) ? tolerance.maxErrorsShare(share(MAX_ERRORS, errors)) : tolerance.maxErrors(rows(MAX_ERRORS, errors));
    }
    return tolerance;
  }

  private static boolean isShare(String text) {
    return text.endsWith("%");
  }

  private static double share(String option, String text) {
    String digits = text.substring(0, text.length() - 1);
    if (!digits.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") || Double.parseDouble(digits) > 100) {
      throw new InvalidInputException(option, "is no share; give it as in 1% or 0.5%");
    }
    // By way of decimals: 0.57 / 100 is a little less than 0.0057.
    return new BigDecimal(digits).movePointLeft(2).doubleValue();
  }

  private static long rows(String option, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidInputException(option, "is no number of rows; give it as in 10, or as a share of those read, as in 1%");
    }
    return Long.parseLong(text);
  }

  /** Passes everything on to two others. */
  private final class Both implements AwaitListener {
    private final List<AwaitListener> listeners;

    Both(AwaitListener... listeners) {
      this.listeners = List.of(listeners);
    }

    @Override
    public void onSnapshot(JobSnapshot snapshot) {
      running.put(snapshot.job().id(), snapshot);
      listeners.forEach(listener -> listener.onSnapshot(snapshot));
    }

    @Override
    public void onChange(String jobId, JobChange change) {
      listeners.forEach(listener -> listener.onChange(jobId, change));
    }

    @Override
    public void onPollFailed(String jobId, IngestJobsException failure) {
      listeners.forEach(listener -> listener.onPollFailed(jobId, failure));
    }

    @Override
    public void onNextPoll(String jobId, Duration delay) {
      listeners.forEach(listener -> listener.onNextPoll(jobId, delay));
    }

    @Override
    public void onEnd(AwaitOutcome outcome) {
      running.remove(outcome.jobId());
      listeners.forEach(listener -> listener.onEnd(outcome));
    }
  }
}
