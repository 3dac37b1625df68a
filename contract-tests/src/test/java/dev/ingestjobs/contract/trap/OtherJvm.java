package dev.ingestjobs.contract.trap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.Map;

/** Runs a class in a JVM of its own, with the class path and the environment that this one was given by the build. */
public final class OtherJvm {
  private OtherJvm() {}

  /** Starts a program, with that edit of the environment and more options of the JVM. Both its streams are one. */
  public static Process start(Class<?> program, Consumer<Map<String, String>> environment, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
    command.addAll(List.of(options));
    command.add(program.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    environment.accept(builder.environment());
    return builder.start();
  }

  /** All that the program has printed. It has ended well, or this throws. */
  public static String output(Process process) throws IOException, InterruptedException {
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("The program failed:\n" + output);
    }
    return output;
  }
}
