package dev.ingestjobs.client.feign;

import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.IngestJob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Decodes the largest job that is documented, in a JVM of its own, whose heap is the test. */
final class ManyFiles {
  static final int FILES = 500_000;
  static final int TOO_LITTLE_MEMORY = 3;

  private ManyFiles() {}

  public static void main(String[] arguments) throws IOException {
    try {
      Body body = new Body();
      if (arguments[0].equals("with")) {
        new IngestJobsDecoder().decode(Bodies.response(200, Bodies.CHUNKED, body), IngestJob.class);
      } else {
        FileCounts counts = new FileCounts();
        Bodies.decodeWithoutFiles(body, counts);
        System.out.println(counts.of(0) + " files, " + body.bytes / 1_000_000 + " MB");
      }
    } catch (OutOfMemoryError e) {
      System.exit(TOO_LITTLE_MEMORY);
    }
  }

  /** A job of one table with many files, made while it is read. */
  private static final class Body extends InputStream {
    private static final byte[] BEGIN = bytes("{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[{\"table_name\":\"T\",\"files\":[");
    private static final byte[] END = bytes("]}]}");

    private byte[] piece = BEGIN;
    private int at;
    private int file;
    private long bytes;

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = 0;
      while (count < length && fill()) {
        int some = Math.min(length - count, piece.length - at);
        System.arraycopy(piece, at, target, offset + count, some);
        at += some;
        count += some;
      }
      bytes += count;
      return count == 0 ? -1 : count;
    }

    private boolean fill() {
      if (at == piece.length && piece != END) {
        at = 0;
        piece = file == FILES ? END : bytes((file == 0 ? "" : ",") + "{\"file_id\":\"cb-20240618-71992-SF3Uz/customers/2024/06/01/part" + file
            + ".avro\",\"name\":\"customers-part" + file++ + ".avro\",\"read\":1000,\"errors\":0}");
      }
      return at < piece.length;
    }
  }
}
