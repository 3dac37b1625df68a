package dev.ingestjobs.client.internal.time;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/** Everything that depends on time or chance, so that a test can do without both. Safe for use by several threads. */
public interface Time {
  /** A monotonic clock, as {@link System#nanoTime()}: deadlines are measured with it and with nothing else. */
  long nanoTime();

  /** The wall clock: for dates that a server or a token names, and for nothing else. */
  Instant now();

  /**
   * Waits until the latch opens, but no longer than {@code nanos}.
   *
   * @return whether the latch has opened
   */
  boolean await(CountDownLatch latch, long nanos) throws InterruptedException;

  /** A number from 0 to less than 1, evenly distributed. */
  double random();
}
