package dev.ingestjobs.client.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that answers each request with exactly the bytes that a test gives it, keeps what it was sent, and notices
 * when a connection is closed.
 */
final class FaultServer implements AutoCloseable {
  /** Writes an answer. The connection is closed when it throws. */
  interface Answer {
    void write(List<String> request, Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Answer answer;
  private final List<List<String>> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private boolean forgetful;

  FaultServer(Answer answer) {
    this.answer = answer;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::listen);
  }

  /** Keeps no requests, because there are too many of them. */
  FaultServer forgetful() {
    this.forgetful = true;
    return this;
  }

  static byte[] response(String head, String body) {
    return ("HTTP/1.1 " + head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  String url() {
    return "http://localhost:" + listener.getLocalPort() + "/api";
  }

  /** The lines of each request's head, in the order of their arrival. */
  List<List<String>> requests() {
    return requests;
  }

  /** How many of the connections the client has not closed, as far as the server has heard. */
  int openConnections() {
    return open.size();
  }

  /** Answers nothing more, and returns when the client has closed the connection. */
  static void hang(Socket client) throws IOException {
    while (client.getInputStream().read() >= 0) {
      // What the client says now is not answered.
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        daemon(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      while (true) {
        List<String> head = new ArrayList<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          head.add(line);
        }
        if (head.isEmpty()) {
          return;
        }
        if (!forgetful) {
          requests.add(head);
        }
        answer.write(head, client, client.getOutputStream());
        client.getOutputStream().flush();
      }
    } catch (SocketException e) {
      // The client has gone.
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      open.remove(client);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
