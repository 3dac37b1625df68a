package dev.ingestjobs.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** A server on loopback that answers each request with exactly the bytes that a test gives it, and keeps what it was sent. */
public final class RawServer implements AutoCloseable {
  /** Writes an answer. The connection is closed when it returns, unless the answer keeps it open. */
  public interface Answer {
    void write(Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  /** As {@link Answer}, for a server that answers each request in its own way. */
  public interface AnswerTo {
    void write(List<String> request, Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final AnswerTo answer;
  private final List<List<String>> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Socket newest;
  private volatile boolean forgetful;
  private final CountDownLatch closing = new CountDownLatch(1);

  public RawServer(Answer answer) {
    this(onLoopback(), answer);
  }

  public RawServer(ServerSocket listener, Answer answer) {
    this(listener, (request, client, out) -> answer.write(client, out));
  }

  private RawServer(ServerSocket listener, AnswerTo answer) {
    this.answer = answer;
    this.listener = listener;
    daemon(this::listen);
  }

  private static ServerSocket onLoopback() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server whose answer depends on the request. */
  public static RawServer answeringTo(AnswerTo answer) {
    return new RawServer(onLoopback(), answer);
  }

  /** A server that always answers with this status line, these headers and this body, and keeps its connections open. */
  public static RawServer answering(String head, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new RawServer((client, out) -> out.write(response(head + "\r\nContent-Length: " + bytes.length, body)));
  }

  /** A server that writes this and then nothing more. */
  public static RawServer stalling(String begin) {
    AtomicReference<RawServer> self = new AtomicReference<>();
    RawServer server = new RawServer((client, out) -> {
      out.write(begin.getBytes(StandardCharsets.UTF_8));
      out.flush();
      self.get().hang();
    });
    self.set(server);
    return server;
  }

  public static byte[] response(String head, String body) {
    return ("HTTP/1.1 " + head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
  }

  public String url() {
    return "http://localhost:" + listener.getLocalPort() + "/api";
  }

  /** The lines of each request's head, in the order of their arrival. */
  public List<List<String>> requests() {
    return requests;
  }

  /** Keeps no requests from now on, because there are too many of them. */
  public RawServer forgetful() {
    this.forgetful = true;
    return this;
  }

  public int connections() {
    return connections.get();
  }

  /** How many of the connections are open, as far as the server has heard. */
  public int openConnections() {
    return open.size();
  }

  /** Answers nothing more, and returns when the client has closed the connection. */
  public static void hang(Socket client) throws IOException {
    while (client.getInputStream().read() >= 0) {
      // What the client says now is not answered.
    }
  }

  /** Answers nothing more until the server is closed. */
  public void hang() throws InterruptedException {
    closing.await();
  }

  /** Waits until the client has closed the newest connection; false if it has not after some seconds. */
  public boolean isLeft() throws IOException {
    Socket connection = Objects.requireNonNull(newest);
    try {
      connection.setSoTimeout(8000);
      hang(connection);
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private void listen() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.incrementAndGet();
        open.add(client);
        newest = client;
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
    } catch (SocketException | SSLException e) {
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
    closing.countDown();
    listener.close();
    for (Socket connection : open) {
      connection.close();
    }
  }
}
