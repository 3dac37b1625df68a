package dev.ingestjobs.client.internal.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Workers workers = new Workers(2);

  @Test
  void everybodyWhoNeedsAThreadAtOnceHasOneAndItIsADaemon() throws Exception {
    CountDownLatch all = new CountDownLatch(50);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 50; i++) {
      workers.execute(() -> {
        threads.add(Thread.currentThread());
        all.countDown();
        await(all);
      });
    }

    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).doesNotHaveDuplicates().allMatch(Thread::isDaemon)
        .allMatch(thread -> thread.getName().matches("ingest-jobs-io-[0-9]+"));
  }

  @Test
  void noMoreThanTheBoundedNumberOfCallsIsMadeAtOnce() throws Exception {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(20);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 20; i++) {
      workers.schedule(() -> {
        threads.add(Thread.currentThread());
        two.countDown();
        await(release);
        done.countDown();
      }, Duration.ZERO);
    }
    assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads).hasSize(2);
    release.countDown();

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(threads.stream().distinct()).hasSize(2).allMatch(Thread::isDaemon)
        .allMatch(thread -> thread.getName().matches("ingest-jobs-[0-9]+"));
  }

  @Test
  void whatWasPlannedIsTakenBackOrDoneWithItsDelay() throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    Future<?> far = workers.schedule(() -> done.complete("far"), Duration.ofHours(1));
    assertThat(callers().getQueue()).hasSize(1);
    assertThat(far.cancel(false)).isTrue();
    assertThat(callers().getQueue()).isEmpty();

    workers.schedule(() -> done.complete("near"), Duration.ofMillis(1));
    assertThat(done.get(10, TimeUnit.SECONDS)).isEqualTo("near");
  }

  @Test
  void afterTheCloseNothingBeginsButHelp() throws Exception {
    workers.schedule(() -> {}, Duration.ofHours(1));
    workers.close();

    assertThat(callers().getQueue()).isEmpty();
    assertThat(callers().awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> workers.schedule(() -> {}, Duration.ZERO)).isInstanceOf(RejectedExecutionException.class);
    CompletableFuture<String> helped = new CompletableFuture<>();
    workers.execute(() -> helped.complete("yes"));
    assertThat(helped.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
  }

  @Test
  void noThreadOutlivesItsWorkForLong() throws Exception {
    assertThat(callers().allowsCoreThreadTimeOut()).isTrue();
    assertThat(callers().getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(pool("helpers").getKeepAliveTime(TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(pool("helpers").getCorePoolSize()).isZero();
  }

  private ThreadPoolExecutor callers() throws ReflectiveOperationException {
    return pool("callers");
  }

  private ThreadPoolExecutor pool(String name) throws ReflectiveOperationException {
    var pool = Workers.class.getDeclaredField(name);
    pool.setAccessible(true);
    return (ThreadPoolExecutor) pool.get(workers);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
