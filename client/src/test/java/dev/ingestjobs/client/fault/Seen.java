package dev.ingestjobs.client.fault;

import dev.ingestjobs.client.error.IngestJobsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;

/** What the caller of a row has seen. */
record Seen(Object result, Throwable failure, Duration elapsed, boolean interrupted) {
  /** Makes the row's call in a thread of its own, so that a call that hangs is a failure of its row and of nothing else. */
  static Seen of(Arena arena) throws InterruptedException {
    AtomicReference<Seen> seen = new AtomicReference<>();
    Thread caller = new Thread(() -> seen.set(call(arena)), "caller");
    caller.setDaemon(true);
    caller.start();
    long ended = System.nanoTime();
    if (arena.fault.end != null) {
      arena.awaitReached();
      ended = System.nanoTime();
      arena.fault.end.end(arena, caller);
    }
    caller.join(Arena.LATE.multipliedBy(2).toMillis());
    if (seen.get() == null) {
      StringWriter where = new StringWriter();
      for (StackTraceElement element : caller.getStackTrace()) {
        where.append("\n  at ").append(element.toString());
      }
      throw new AssertionError(arena.fault + ": the call hangs" + where);
    }
    if (arena.fault.end == null) {
      return seen.get();
    }
    return new Seen(seen.get().result, seen.get().failure, Duration.ofNanos(System.nanoTime() - ended), seen.get().interrupted);
  }

  private static Seen call(Arena arena) {
    long start = System.nanoTime();
    Object result = null;
    Throwable failure = null;
    try {
      result = arena.fault.call.make(arena.client, arena);
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (Throwable e) {
      failure = e;
    }
    Duration elapsed = arena.fault.inFakeTime ? arena.fakeTime.passed() : Duration.ofNanos(System.nanoTime() - start);
    return new Seen(result, failure, elapsed, Thread.currentThread().isInterrupted());
  }

  /** Everything that the failure can show to anybody: printed, serialized, in a ticket. */
  String everything() throws IOException {
    if (failure == null) {
      return String.valueOf(result);
    }
    StringWriter shown = new StringWriter();
    failure.printStackTrace(new PrintWriter(shown));
    if (failure instanceof IngestJobsException ours) {
      shown.append(ours.toSupportString());
    }
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
      out.writeObject(failure);
    }
    return shown + serialized.toString(StandardCharsets.ISO_8859_1);
  }

  /** What ends a call from outside is the only failure that is not of the library. */
  boolean isOurs() {
    return failure instanceof IngestJobsException || failure instanceof CancellationException;
  }
}
