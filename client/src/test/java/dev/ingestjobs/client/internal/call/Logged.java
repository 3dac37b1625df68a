package dev.ingestjobs.client.internal.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the client logs, at every level, while this is open. */
public final class Logged extends Handler implements AutoCloseable {
  // Held, because the JDK forgets a logger that nobody holds.
  private final Logger logger = Logger.getLogger("dev.ingestjobs.client");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public Logged() {
    this(Level.ALL);
  }

  public Logged(Level level) {
    logger.setUseParentHandlers(false);
    logger.setLevel(level);
    logger.addHandler(this);
  }

  /** Each as {@code LEVEL message}. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord record) {
    lines.add(record.getLevel() + " " + record.getMessage() + (record.getThrown() == null ? "" : " " + record.getThrown()));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setLevel(null);
    logger.setUseParentHandlers(true);
  }
}
