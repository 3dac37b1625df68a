package dev.ingestjobs.client.internal.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.error.IngestJobsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** All that anybody can see of an exception. */
final class Shown {
  private Shown() {}

  static String of(Throwable thrown) {
    assertThat(thrown).isNotNull();
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
      out.writeObject(thrown);
    } catch (IOException e) {
      throw new AssertionError("an exception must be serializable", e);
    }
    String support = thrown instanceof IngestJobsException failure ? failure.toSupportString() : "";
    return trace + support + serialized.toString(StandardCharsets.ISO_8859_1);
  }
}
