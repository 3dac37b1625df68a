package dev.ingestjobs.contract.trap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A proxy on this machine that remembers the first line of the first request and lets nothing through. */
final class DeadEnd implements AutoCloseable {
  private static final byte[] REFUSAL =
      "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Thread acceptor = new Thread(this::refuse, "dead end");
  private volatile String first = "nothing";

  DeadEnd() throws IOException {
    acceptor.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The line, or {@code nothing}. */
  String firstRequest() {
    return first;
  }

  private void refuse() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
        if (first.equals("nothing")) {
          first = String.valueOf(line);
        }
        socket.getOutputStream().write(REFUSAL);
      } catch (IOException e) {
        // Closed, by the client or by this test.
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
