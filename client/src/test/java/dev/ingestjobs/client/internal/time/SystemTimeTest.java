package dev.ingestjobs.client.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimeTest {
  private static final long LATE = Duration.ofSeconds(8).toNanos();

  @Test
  void whoeverWaitsInAForkJoinPoolLetsAnotherThreadOfItWork() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1);
    try {
      CountDownLatch latch = new CountDownLatch(1);
      ForkJoinTask<Boolean> waiting = pool.submit(() -> SystemTime.INSTANCE.await(latch, LATE));
      pool.submit(latch::countDown);
      assertThat(waiting.get(2 * LATE, TimeUnit.NANOSECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aPoolThatHasNoMoreThreadsIsNoReasonNotToWait() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, false, 1, 1, 1, null, 1, TimeUnit.SECONDS);
    try {
      CountDownLatch latch = new CountDownLatch(1);
      ForkJoinTask<Boolean> waiting = pool.submit(() -> SystemTime.INSTANCE.await(latch, LATE));
      latch.countDown();
      assertThat(waiting.get(2 * LATE, TimeUnit.NANOSECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
  }
}
