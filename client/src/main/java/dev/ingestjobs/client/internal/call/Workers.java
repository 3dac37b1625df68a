package dev.ingestjobs.client.internal.call;

import dev.ingestjobs.client.internal.time.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a client. All are daemons, begin when there is something to do and end after some idle seconds.
 *
 * <p>There are two kinds: those that make asynchronous calls and polls, of a bounded number, and those that serve a call (the
 * network, what the user has plugged in), of which every call in progress may need some.
 */
public final class Workers implements Scheduler, Executor, AutoCloseable {
  private static final int IDLE_SECONDS = 5;
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final ThreadPoolExecutor helpers = new ThreadPoolExecutor(
      0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("ingest-jobs-io-"));
  private final ScheduledThreadPoolExecutor callers;

  /**
   * @param maxConcurrency how many asynchronous calls and polls are made at once
   */
  public Workers(int maxConcurrency) {
    this.callers = new ScheduledThreadPoolExecutor(maxConcurrency, daemons("ingest-jobs-"));
    callers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    callers.allowCoreThreadTimeOut(true);
    callers.setRemoveOnCancelPolicy(true);
    callers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs an action at once, in a thread of its own. */
  @Override
  public void execute(Runnable action) {
    helpers.execute(action);
  }

  /** Runs an action when its time has come and one of the bounded number of threads is free. */
  @Override
  public Future<?> schedule(Runnable action, Duration delay) {
    return callers.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Begins no calls and polls any more that are not due, and keeps no idle thread. What is in progress or due ends with its own scope,
   * helped to its end.
   */
  @Override
  public void close() {
    callers.shutdown();
    helpers.setKeepAliveTime(0, TimeUnit.SECONDS);
  }

  private static ThreadFactory daemons(String name) {
    return action -> {
      Thread thread = new Thread(action, name + THREADS.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
