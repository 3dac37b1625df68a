package dev.ingestjobs.client.internal.time;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The machine's own. */
public enum SystemTime implements Time {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
    return Boolean.TRUE.equals(Waiting.managed(() -> latch.await(nanos, TimeUnit.NANOSECONDS)));
  }

  @Override
  public double random() {
    return ThreadLocalRandom.current().nextDouble();
  }
}
