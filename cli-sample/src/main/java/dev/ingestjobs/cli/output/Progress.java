package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.AwaitListener;
import java.io.PrintWriter;

/** Tells people, on standard error, how far a wait is. */
public interface Progress extends AwaitListener {
  /** Tells nothing. */
  Progress NONE = () -> {};

  /**
   * A picture that changes, or a line an event.
   *
   * @param alone whether it is told on a terminal that can be drawn on, and nothing else there
   * @param columns how wide that is
   */
  static Progress on(PrintWriter err, boolean alone, int columns, Style style) {
    return alone ? new LiveProgress(err, style, columns) : new EventLines(err);
  }

  /** Leaves nothing behind that would be in the way. */
  void close();
}
