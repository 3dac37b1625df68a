package dev.ingestjobs.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records where virtual threads are pinned to their carriers for long. */
final class PinnedThreads implements AutoCloseable {
  private final Recording recording = new Recording();

  PinnedThreads() {
    recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20)).withStackTrace();
    recording.start();
  }

  /** The stacks of those that have a frame of this package. */
  List<String> within(String packageName) throws IOException {
    recording.stop();
    Path file = Files.createTempFile("pinned", ".jfr");
    try {
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getStackTrace() != null && event.getStackTrace().getFrames().stream()
              .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(packageName)))
          .map(RecordedEvent::toString).toList();
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public void close() {
    recording.close();
  }
}
