package dev.ingestjobs.cli.output;

import dev.ingestjobs.cli.output.Grid.Cell;
import dev.ingestjobs.cli.output.Grid.Column;
import dev.ingestjobs.cli.output.Style.Tone;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.summary.Figure;
import dev.ingestjobs.client.summary.TableSummary;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A picture of the jobs that is drawn anew in its place: a line a table, how fast it goes, and when the next look is taken. */
final class LiveProgress implements Progress {
  private static final List<Column> COLUMNS = List.of(
      new Column("TABLE", false, 0), new Column("STATE", false, 0), new Column("READ", true, 0), new Column("RATE", true, 2),
      new Column("REJECTED", true, 1), new Column("ERRORS", true, 0));
  private static final String INDENT = "  ";
  /** Lines that scrolled away could not be drawn again. */
  private static final int MOST_LINES = 20;
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintWriter err;
  private final Style style;
  private final int columns;
  private final long begin = System.nanoTime();
  private final Map<String, Seen> jobs = new LinkedHashMap<>();
  private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(work -> {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  });
  private int drawn;
  private boolean closed;

  /** What is known of one job. */
  private static final class Seen {
    private @Nullable JobSnapshot now;
    private @Nullable JobSnapshot before;
    private long nowAt;
    private long beforeAt;
    private long nextPollAt;
    private @Nullable String trouble;
  }

  LiveProgress(PrintWriter err, Style style, int columns) {
    this.err = err;
    this.style = style;
    this.columns = columns;
    ticks.scheduleAtFixedRate(this::draw, 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void onSnapshot(JobSnapshot snapshot) {
    Seen seen = jobs.computeIfAbsent(snapshot.job().id(), id -> new Seen());
    seen.before = seen.now;
    seen.beforeAt = seen.nowAt;
    seen.now = snapshot;
    seen.nowAt = System.nanoTime();
    seen.trouble = null;
  }

  @Override
  public synchronized void onPollFailed(String jobId, IngestJobsException failure) {
    jobs.computeIfAbsent(jobId, id -> new Seen()).trouble = failure.getMessage();
  }

  @Override
  public synchronized void onNextPoll(String jobId, Duration delay) {
    jobs.computeIfAbsent(jobId, id -> new Seen()).nextPollAt = System.nanoTime() + delay.toNanos();
    draw();
  }

  @Override
  public synchronized void onEnd(AwaitOutcome outcome) {
    jobs.remove(outcome.jobId());
    draw();
  }

  private synchronized void draw() {
    if (closed) {
      return;
    }
    List<String> lines = lines();
    err.print((drawn > 0 ? "\u001b[" + drawn + "A" : "") + "\r\u001b[J" + NO_WRAP + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n") + WRAP);
    err.flush();
    drawn = lines.size();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    jobs.forEach((id, seen) -> lines.addAll(lines(id, seen)));
    if (lines.size() > MOST_LINES) {
      int hidden = lines.size() - MOST_LINES + 1;
      lines.subList(MOST_LINES - 1, lines.size()).clear();
      lines.add(style.of(Tone.FAINT, "… " + Text.counted(hidden, "line") + " more"));
    }
    return lines;
  }

  private List<String> lines(String id, Seen seen) {
    long now = System.nanoTime();
    String next = seen.nextPollAt > now ? ", next look in " + Text.duration(Duration.ofSeconds((seen.nextPollAt - now) / 1_000_000_000L + 1)) : "";
    List<String> lines = new ArrayList<>();
    String name = Printable.of(id);
    String since = "  waiting for " + Text.duration(Duration.ofSeconds((now - begin) / 1_000_000_000L));
    lines.add(style.of(Tone.STRONG, name) + Text.shortened(since + next, columns - Text.width(name)));
    if (seen.trouble != null) {
      lines.add(INDENT + style.of(Tone.DOUBTFUL, Text.shortened(Printable.of(seen.trouble), columns - INDENT.length())));
    }
    JobSnapshot job = seen.now;
    if (job != null && !job.summary().tables().isEmpty()) {
      List<List<Cell>> rows = job.summary().tables().stream().map(table -> row(table, seen)).toList();
      new Grid(COLUMNS, rows).lines(style, columns - INDENT.length()).forEach(line -> lines.add(INDENT + line));
    }
    return lines;
  }

  private static List<Cell> row(TableSummary table, Seen seen) {
    return List.of(
        new Cell(Tone.NORMAL, Printable.of(table.label())), new Cell(Style.tone(table.state()), JobTable.state(table.state())),
        new Cell(Tone.NORMAL, Text.count(Figure.READ.of(table))), new Cell(Tone.FAINT, rate(table, seen)),
        count(table, Figure.REJECTED, Tone.DOUBTFUL), count(table, Figure.ERRORS, Tone.BAD));
  }

  private static Cell count(TableSummary table, Figure figure, Tone alarm) {
    long rows = figure.of(table);
    return new Cell(rows > 0 ? alarm : Tone.NORMAL, Text.count(rows));
  }

  /** Rows read in a second, between the last two looks; empty where that is not known. */
  private static String rate(TableSummary table, Seen seen) {
    JobSnapshot before = seen.before;
    long nanos = seen.nowAt - seen.beforeAt;
    if (before == null || nanos <= 0 || table.place() >= before.summary().tables().size()) {
      return "";
    }
    long rows = Figure.READ.of(table) - Figure.READ.of(before.summary().tables().get(table.place()));
    return rows <= 0 ? "" : Text.count(Math.round(rows * 1e9 / nanos)) + "/s";
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      ticks.shutdownNow();
      err.print((drawn > 0 ? "\u001b[" + drawn + "A" : "") + "\r\u001b[J");
      err.flush();
    }
  }
}
