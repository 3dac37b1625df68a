package dev.ingestjobs.client.feign;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps the beginning of what is read, to be shown if it turns out to be something else than was expected. */
final class BeginningInputStream extends FilterInputStream {
  private static final int MAX_BYTES = 8 * 1024;

  private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
  private boolean ended;

  BeginningInputStream(InputStream in) {
    super(in);
  }

  /** Whether all was read, and then more was asked for. */
  boolean isAtEnd() {
    return ended;
  }

  byte[] beginning() {
    return beginning.toByteArray();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    ended |= read < 0;
    if (read > 0 && beginning.size() < MAX_BYTES) {
      beginning.write(target, offset, Math.min(read, MAX_BYTES - beginning.size()));
    }
    return read;
  }
}
