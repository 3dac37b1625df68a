package dev.ingestjobs.client.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleSupplier;

/**
 * Time that passes only when somebody waits, and then at once. What is planned for a moment is done, in the thread that waits,
 * when a wait reaches that moment. Safe for use by several threads.
 */
public final class FakeTime implements Time, Scheduler {
  /** Far from zero, so that whoever takes a nanoTime for a duration is found out. */
  private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  private record Plan(long at, long order, Runnable action) {}

  private final PriorityQueue<Plan> plans = new PriorityQueue<>(Comparator.comparingLong(Plan::at).thenComparingLong(Plan::order));
  private final List<Duration> waits = new ArrayList<>();
  private long passed;
  private long order;
  private Instant wall = Instant.parse("2026-06-01T00:00:00Z");
  private DoubleSupplier random = () -> 0.5;
  private boolean running;

  @Override
  public synchronized long nanoTime() {
    return BEGIN + passed;
  }

  @Override
  public synchronized Instant now() {
    return wall.plusNanos(passed);
  }

  @Override
  public synchronized double random() {
    return random.getAsDouble();
  }

  /** Lets the wall clock jump; the monotonic clock does not notice. */
  public synchronized void jump(Duration by) {
    wall = wall.plus(by);
  }

  /** What {@link #random} gives from now on. */
  public synchronized void random(DoubleSupplier random) {
    this.random = random;
  }

  /** Plans an action for a moment from now. */
  public synchronized void after(Duration delay, Runnable action) {
    plans.add(new Plan(passed + delay.toNanos(), order++, action));
  }

  /** As {@link #after}: what is planned is done by whoever waits, one thing at a time. */
  @Override
  public Future<?> schedule(Runnable action, Duration delay) {
    FutureTask<?> task = new FutureTask<>(action, null);
    after(delay, task);
    return task;
  }

  /** How much time has passed in all. */
  public synchronized Duration passed() {
    return Duration.ofNanos(passed);
  }

  /** Each wait that was asked for, in order. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    try {
      await(new CountDownLatch(1), time.toNanos());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long end;
    synchronized (this) {
      waits.add(Duration.ofNanos(nanos));
      end = passed + nanos;
    }
    while (latch.getCount() > 0) {
      Plan plan = next(end);
      if (plan == null) {
        break;
      }
      plan.action().run();
      synchronized (this) {
        running = false;
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return latch.getCount() == 0;
  }

  /** The next plan before {@code end}, with the time set to its moment; or null, with the time set to {@code end}. Plans do not nest. */
  private synchronized Plan next(long end) {
    Plan plan = plans.peek();
    if (running || plan == null || plan.at() > end) {
      passed = Math.max(passed, end);
      return null;
    }
    plans.remove();
    passed = Math.max(passed, plan.at());
    running = true;
    return plan;
  }
}
