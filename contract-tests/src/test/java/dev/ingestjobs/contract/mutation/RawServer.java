package dev.ingestjobs.contract.mutation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that sends whatever bytes it is given, and then closes the connection. Safe for use by several threads. */
final class RawServer implements AutoCloseable {
  private final Map<String, byte[]> messages = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
    Thread thread = new Thread(task, "raw-server");
    thread.setDaemon(true);
    return thread;
  });
  private final ServerSocket listener;

  RawServer() {
    try {
      listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::listen);
  }

  /** Where whoever asks, for anything, is answered with these bytes. */
  URI answering(byte[] message) {
    String name = Integer.toString(count.incrementAndGet());
    messages.put(name, message);
    return URI.create("http://localhost:" + listener.getLocalPort() + "/" + name);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        threads.execute(() -> answer(client));
      } catch (SocketException e) {
        return; // It was closed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      BufferedReader request = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
      String line = request.readLine();
      if (line == null) {
        return;
      }
      String name = line.split("[ /]+")[1];
      while (line != null && !line.isEmpty()) {
        line = request.readLine();
      }
      client.getOutputStream().write(messages.get(name));
    } catch (IOException e) {
      // Who asked has had enough.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    threads.shutdownNow();
  }
}
