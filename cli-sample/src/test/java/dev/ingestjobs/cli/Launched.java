package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcessBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The command as people have it: its launcher, in a process of its own, with this environment alone. What it prints must be UTF-8 and
 * may not hold the token or the secret.
 */
final class Launched implements AutoCloseable {
  private static final String LAUNCHER = Path.of("ingest-jobs").toAbsolutePath().toString();
  /** Nothing takes that long; what does is stuck. */
  private static final int PATIENCE_SECONDS = 60;

  /** The bit of the signal. */
  private static final long INTERRUPT = 1 << 1;

  private final Process process;
  private final Reading out;
  private final Reading err;

  /** How a process ended, and what it left behind. */
  record Ended(int exitCode, String out, String err) {}

  private Launched(Process process) {
    this.process = process;
    this.out = new Reading(process.getInputStream());
    this.err = new Reading(process.getErrorStream());
  }

  /** Without a terminal. */
  static Launched start(Map<String, String> environment, String... args) {
    ProcessBuilder builder = new ProcessBuilder(command(args));
    builder.environment().clear();
    builder.environment().putAll(with(environment));
    try {
      Launched launched = new Launched(builder.start());
      launched.process.getOutputStream().close();
      return launched;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Ended run(Map<String, String> environment, String... args) throws InterruptedException {
    try (Launched launched = start(environment, args)) {
      return launched.end();
    }
  }

  /** In a terminal so wide: it is both standard output and standard error. */
  static Launched inTerminal(int columns, Map<String, String> environment, String... args) {
    return inTerminal(columns, environment, "exec \"$0\" \"$@\"", args);
  }

  /** The line is one for the shell, in which {@code "$0"} is the command. */
  static Launched shellInTerminal(int columns, Map<String, String> environment, String line) {
    return inTerminal(columns, environment, line, new String[0]);
  }

  private static Launched inTerminal(int columns, Map<String, String> environment, String line, String... args) {
    // Pty4j can set a size, but does so when the process runs already: some would have seen none.
    List<String> command = new ArrayList<>(List.of("sh", "-c", "stty cols " + columns + " rows " + Screen.ROWS + " && " + line));
    command.addAll(command(args));
    try {
      return new Launched(new PtyProcessBuilder(command.toArray(String[]::new)).setEnvironment(with(environment))
          .setRedirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String... args) {
    List<String> command = new ArrayList<>(isInterruptIgnored() ? List.of("env", "--default-signal=INT", LAUNCHER) : List.of(LAUNCHER));
    command.addAll(List.of(args));
    return command;
  }

  /** A build that a shell has put into its background is deaf to Ctrl-C, and so would be whatever it starts. */
  private static boolean isInterruptIgnored() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(line.indexOf('\t') + 1), 16) & INTERRUPT) != 0);
    } catch (IOException e) {
      return false; // Not on Linux.
    }
  }

  /** What the launcher needs, the Java of the tests, and a home without a config file. */
  private static Map<String, String> with(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("PATH", System.getenv("PATH"));
    all.put("JAVA_HOME", System.getProperty("java.home"));
    all.put("HOME", "/nowhere");
    all.put("XDG_CONFIG_HOME", "/nowhere");
    all.put("TERM", "xterm-256color");
    all.putAll(environment);
    return all;
  }

  /** Waits until it has printed this, and says what it has printed so far. */
  String untilOut(String text) throws InterruptedException {
    return out.until(text);
  }

  /** The same for standard error. */
  String untilErr(String text) throws InterruptedException {
    return err.until(text);
  }

  long pid() {
    return process.pid();
  }

  /** Presses a key. */
  void type(char key) throws IOException {
    process.getOutputStream().write(key);
    process.getOutputStream().flush();
  }

  /** Sends a signal, such as {@code INT}. */
  void signal(String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor()).isZero();
  }

  /** Waits until it ends. */
  Ended end() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; standard output:\n" + out.soFar() + "\nstandard error:\n" + err.soFar());
    }
    Ended ended = new Ended(process.exitValue(), out.all(), err.all());
    assertThat(ended.out + ended.err).doesNotContain(Run.TOKEN, Run.SECRET);
    return ended;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** What a stream has given so far, read by a thread of its own. */
  private static final class Reading {
    private final Thread thread;
    private byte[] bytes = new byte[0];

    Reading(InputStream stream) {
      thread = new Thread(() -> read(stream));
      thread.setDaemon(true);
      thread.start();
    }

    private void read(InputStream stream) {
      byte[] buffer = new byte[1 << 13];
      try {
        for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
          add(buffer, length);
        }
      } catch (IOException e) {
        // The terminal is gone with its process.
      }
    }

    private synchronized void add(byte[] more, int length) {
      byte[] all = Arrays.copyOf(bytes, bytes.length + length);
      System.arraycopy(more, 0, all, bytes.length, length);
      bytes = all;
      notifyAll();
    }

    synchronized String soFar() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    synchronized String until(String text) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!soFar().contains(text)) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no '" + text + "' in:\n" + soFar());
        }
        wait(left);
      }
      return soFar();
    }

    String all() throws InterruptedException {
      thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      synchronized (this) {
        try {
          CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
          return text.toString();
        } catch (CharacterCodingException e) {
          throw new AssertionError("this is no UTF-8: " + soFar(), e);
        }
      }
    }
  }
}
