package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.AwaitResult;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private final StringWriter err = new StringWriter();
  private final LiveProgress progress = new LiveProgress(new PrintWriter(err), Style.PLAIN, 60);

  @AfterEach
  void close() {
    progress.close();
  }

  private static JobSnapshot job(String id, long read, int tables) {
    IngestTable table = IngestTable.builder().state(TableState.of("running")).read(read).rejected(7L).build();
    return JobSnapshot.of(IngestJob.builder().id(id).workflowId("wf-1")
        .tables(IntStream.range(0, tables).mapToObj(i -> table.toBuilder().tableName("table " + i).build()).toList()).build());
  }

  /** What a terminal shows after all that was written. */
  private List<String> screen() {
    String written = err.toString(); // The next tick may come at any time.
    List<String> lines = new ArrayList<>(List.of(""));
    int row = 0;
    Matcher parts = Pattern.compile("\u001b\\[([0-9]+)A|\r\u001b\\[J|\u001b\\[\\?7[lh]|\n|[^\u001b\r\n]+").matcher(written);
    int end = 0;
    while (parts.find()) {
      assertThat(parts.start()).as("nothing else moves anything").isEqualTo(end);
      end = parts.end();
      String part = parts.group();
      if (parts.group(1) != null) {
        row -= Integer.parseInt(parts.group(1));
        assertThat(row).as("not above what was drawn").isNotNegative();
      } else if (part.equals("\n")) {
        row++;
        lines.add("");
      } else if (part.equals("\r\u001b[J")) {
        lines.subList(row, lines.size()).clear();
        lines.add("");
      } else if (!part.startsWith("\u001b")) {
        lines.set(row, lines.get(row) + part);
      }
    }
    assertThat(end).isEqualTo(written.length());
    lines.remove(lines.size() - 1);
    return lines;
  }

  @Test
  void aTableHasItsRateOnceThereAreTwoLooks() throws InterruptedException {
    progress.onSnapshot(job("isj-1", 1_000, 1));
    progress.onNextPoll("isj-1", Duration.ofSeconds(4));

    assertThat(screen()).hasSize(3);
    assertThat(screen().get(0)).matches("isj-1  waiting for [0-9]s, next look in [1-4]s");
    assertThat(screen().get(1)).matches("  TABLE +STATE +READ +RATE +REJECTED +ERRORS");
    assertThat(screen().get(2)).matches("  table 0 +running +1,000 +7 +0");

    Thread.sleep(2);
    progress.onSnapshot(job("isj-1", 3_000, 1));
    progress.onNextPoll("isj-1", Duration.ofSeconds(90));

    assertThat(screen()).hasSize(3);
    assertThat(screen().get(0)).matches(".*, next look in 1m (30|2[0-9])s");
    assertThat(screen().get(2)).matches("  table 0 +running +3,000 +[0-9,]+/s +7 +0");
    long rate = Long.parseLong(screen().get(2).replaceAll(".* ([0-9,]+)/s.*", "$1").replace(",", ""));
    assertThat(rate).as("2,000 rows in at least 2 ms").isBetween(1L, 1_000_000L);

    progress.onSnapshot(job("isj-1", 3_000, 1));
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    assertThat(screen().get(2)).as("nothing more was read").doesNotContain("/s");
  }

  @Test
  void troubleIsToldUntilALookSucceeds() {
    progress.onSnapshot(job("isj-1", 1, 1));
    progress.onPollFailed("isj-1", new TransportException("no \u001b[2Jroute " + "x".repeat(100), null));
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    assertThat(screen()).hasSize(4).element(1).asString().startsWith("  no ").doesNotContain("\u001b").hasSize(60).endsWith("…");

    progress.onSnapshot(job("isj-1", 1, 1));
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    assertThat(screen()).hasSize(3);
  }

  @Test
  void itIsNeverHigherThanTwentyLines() {
    for (int i = 0; i < 4; i++) {
      progress.onSnapshot(job("isj-" + i, 1, 8));
      progress.onNextPoll("isj-" + i, Duration.ofSeconds(1));
      assertThat(screen()).hasSizeLessThanOrEqualTo(20);
    }

    assertThat(screen()).hasSize(20).last().isEqualTo("… 21 lines more");
    assertThat(screen()).allMatch(line -> Text.width(line) <= 60);
  }

  @Test
  void aJobThatHasEndedIsTakenAway() {
    progress.onSnapshot(job("isj-1", 1, 1));
    progress.onSnapshot(job("isj-2", 1, 1));
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    progress.onEnd(AwaitOutcome.ended("isj-1", new AwaitResult(job("isj-1", 1, 1), JobProgress.SUCCEEDED, Duration.ZERO, 1)));

    assertThat(screen()).hasSize(3).first().asString().startsWith("isj-2 ");
  }

  @Test
  void atTheEndNothingIsLeft() {
    progress.onSnapshot(job("isj-1", 1, 3));
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    assertThat(screen()).hasSize(5);

    progress.close();
    assertThat(screen()).isEmpty();
    String written = err.toString();
    progress.close();
    progress.onNextPoll("isj-1", Duration.ofSeconds(1));
    assertThat(err).as("nothing is drawn any more").hasToString(written);
    assertThat(written.split(Pattern.quote("\u001b[?7l"), -1)).as("wrapping is on again").hasSameSizeAs(written.split(Pattern.quote("\u001b[?7h"), -1));
  }
}
