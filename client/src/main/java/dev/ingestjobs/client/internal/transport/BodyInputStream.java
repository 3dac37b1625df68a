package dev.ingestjobs.client.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of an exchange as its reader sees it: unzipped, of a bounded size, and not beyond the end of its call. */
final class BodyInputStream extends InputStream {
  private final Exchange exchange;
  private final InputStream received;
  private final boolean zipped;
  private final long maxBytes;
  private @Nullable InputStream content;
  private long count;

  BodyInputStream(Exchange exchange, boolean zipped, long maxBytes) {
    this.exchange = exchange;
    this.received = exchange.body();
    this.zipped = zipped;
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    // A few bytes may unzip to millions, for which nothing has to arrive.
    exchange.checkEnded();
    int read = content().read(target, offset, length);
    if (read > 0) {
      count += read;
      if (count > maxBytes) {
        throw new BodyTooLargeException(maxBytes);
      }
    }
    return read;
  }

  /** Opened at the first read, because that is where an error in it belongs. */
  private InputStream content() throws IOException {
    if (content == null) {
      content = zipped ? unzipped() : received;
    }
    return content;
  }

  private InputStream unzipped() throws IOException {
    PushbackInputStream peeked = new PushbackInputStream(received);
    int first = peeked.read();
    if (first < 0) {
      return peeked;
    }
    peeked.unread(first);
    return new GZIPInputStream(peeked);
  }

  @Override
  public void close() throws IOException {
    // Unzipping holds memory outside of the heap until it is closed.
    (content == null ? received : content).close();
  }
}
