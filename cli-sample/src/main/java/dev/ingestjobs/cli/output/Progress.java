package dev.ingestjobs.cli.output;

import dev.ingestjobs.client.await.AwaitListener;
import java.io.PrintWriter;

/** Tells people, on standard error, how far a wait is. */
public interface Progress extends AwaitListener {
  /** Tells nothing. */
  Progress NONE = () -> {};

  /** The one that suits where it is told: a picture that changes on a terminal, else a line an event. */
  static Progress on(PrintWriter err, Terminal terminal, Style style) {
    return terminal.err() ? new LiveProgress(err, style, terminal.columns()) : new EventLines(err);
  }

  /** Leaves nothing behind that would be in the way. */
  void close();
}
