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
import dev.ingestjobs.client.summary.LoadTolerance;
import dev.ingestjobs.client.summary.NotFullyLoadedException;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ingest-jobs wait ID...}. */
final class WaitCommand extends JobsCommand {
  private static final int POLLS_OF_A_DEMO = 6;
  private static final String MAX_REJECTED = "--max-rejected";
  private static final String MAX_ERRORS = "--max-errors";
  private static final String INTERVAL = "--interval";

  /** What was last seen of the jobs. */
  private final Map<String, JobSnapshot> seen = new ConcurrentHashMap<>();

  private LoadTolerance tolerance = LoadTolerance.NONE;

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
    tolerance = Tolerance.of(MAX_REJECTED, text(MAX_REJECTED), MAX_ERRORS, text(MAX_ERRORS));
    Progress progress = progress();
    Thread whenInterrupted = new Thread(() -> leave(progress, report));
    Runtime.getRuntime().addShutdownHook(whenInterrupted);
    List<AwaitOutcome> outcomes;
    try {
      outcomes = client.awaitAll(ids(), options(new Watch(progress, report)));
    } finally {
      forget(whenInterrupted);
      progress.close();
    }
    if (!isTimely()) {
      outcomes.forEach(outcome -> report.end(outcome, exitCode(outcome)));
    }
    out().flush();
    return outcomes.stream().map(this::failure).flatMap(Optional::stream).mapToInt(this::failed).reduce(0, (first, next) -> first == 0 ? next : first);
  }

  /** Whether an end is written when it comes; what people read would be drawn over by the progress of the other jobs. */
  private boolean isTimely() {
    return output() == Output.JSONL;
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

  private int exitCode(AwaitOutcome outcome) {
    return failure(outcome).map(failure -> Failure.of(failure).exitCode()).orElse(0);
  }

  private Optional<IngestJobsException> failure(AwaitOutcome outcome) {
    if (outcome.result().isPresent()) {
      try {
        outcome.result().get().summary().requireFullyLoaded(tolerance);
      } catch (NotFullyLoadedException e) {
        return Optional.of(e);
      }
    }
    return outcome.failure().map(failure -> failure);
  }

  /** In the thread that ends the process: nothing of what was seen is lost. */
  private void leave(Progress progress, Report report) {
    progress.close();
    // In the order of the ids, and then what the server gives another id than it was asked for.
    Stream.concat(ids().stream(), seen.keySet().stream()).distinct().map(seen::get).filter(Objects::nonNull).forEach(report::job);
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

  /** Keeps what is seen, and passes everything on. */
  private final class Watch implements AwaitListener {
    private final Report report;
    private final List<AwaitListener> listeners;

    Watch(Progress progress, Report report) {
      this.report = report;
      this.listeners = List.of(progress, report);
    }

    @Override
    public void onSnapshot(JobSnapshot snapshot) {
      seen.put(snapshot.job().id(), snapshot);
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
      listeners.forEach(listener -> listener.onEnd(outcome));
      if (isTimely()) {
        report.end(outcome, exitCode(outcome));
      }
    }
  }
}
