package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class WorkersTest {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  private Runnable noting(CountDownLatch done, CountDownLatch goOn) {
    return () -> {
      threads.add(Thread.currentThread());
      done.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private void assertGone() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  @Test
  void callsAreBoundedAndHelpersAreNotAndAllAreDaemons() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    Workers workers = new Workers(2);
    CountDownLatch two = new CountDownLatch(2);
    for (int i = 0; i < 5; i++) {
      workers.schedule(noting(two, goOn), Duration.ZERO);
    }
    two.await();
    CountDownLatch helpers = new CountDownLatch(5);
    for (int i = 0; i < 5; i++) {
      workers.execute(noting(helpers, goOn));
    }
    helpers.await();

    assertThat(threads).hasSize(7).allMatch(Thread::isDaemon);
    assertThat(threads.stream().filter(thread -> thread.getName().matches("ingest-jobs-\\d+"))).hasSize(2);
    assertThat(threads.stream().filter(thread -> thread.getName().matches("ingest-jobs-io-\\d+"))).hasSize(5);
    goOn.countDown();
    workers.close();
    assertGone();
  }

  @Test
  void aCloseLeavesNoIdleThreadAndHelpsToItsEndWhatIsInProgress() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    Workers workers = new Workers(2);
    workers.schedule(noting(begun, goOn), Duration.ZERO);
    workers.execute(noting(begun, goOn));
    begun.await();

    workers.close();

    assertThat(threads).allMatch(Thread::isAlive).noneMatch(Thread::isInterrupted);
    CountDownLatch helped = new CountDownLatch(1);
    workers.execute(noting(helped, goOn));
    helped.await();
    goOn.countDown();
    assertGone();
    assertThatThrownBy(() -> workers.schedule(() -> {}, Duration.ZERO)).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void whatIsNotDueYetIsNotDoneAfterAClose() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Workers workers = new Workers(1);
    workers.schedule(noting(begun, goOn), Duration.ZERO);
    workers.schedule(() -> threads.add(Thread.currentThread()), Duration.ofHours(1));
    begun.await();

    workers.close();
    goOn.countDown();
    assertGone();

    assertThat(threads).hasSize(1);
  }

  @Test
  void whatIsTakenBackIsNotDone() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(2);
    try (Workers workers = new Workers(1)) {
      Future<?> planned = workers.schedule(() -> threads.add(Thread.currentThread()), Duration.ofHours(1));
      assertThat(planned.cancel(false)).isTrue();
      workers.schedule(done::countDown, Duration.ofMillis(2));
      workers.schedule(done::countDown, Duration.ZERO);

      assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(threads).isEmpty();
  }
}
