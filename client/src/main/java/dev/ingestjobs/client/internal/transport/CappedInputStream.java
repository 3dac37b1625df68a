package dev.ingestjobs.client.internal.transport;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives no more than so many bytes, and an error where there are more. */
final class CappedInputStream extends FilterInputStream {
  private final long maxBytes;
  private long count;

  CappedInputStream(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read > 0) {
      count += read;
      if (count > maxBytes) {
        throw new BodyTooLargeException(maxBytes);
      }
    }
    return read;
  }
}
