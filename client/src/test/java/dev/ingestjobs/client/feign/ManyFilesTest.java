package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManyFilesTest {
  /** The JVM itself and what it reads from the socket need some; half a million files need far more. */
  private static final String HEAP = "-Xmx16m";

  @Test
  void aJobIsReadWithoutItsFilesInAHeapThatDoesNotHoldThem() throws Exception {
    Process without = start("without");
    Process with = start("with");

    assertThat(output(without)).isEqualTo("500000 files, 66 MB");
    assertThat(without.waitFor()).isZero();
    assertThat(with.waitFor()).isEqualTo(ManyFiles.TOO_LITTLE_MEMORY);
  }

  private static Process start(String how) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ProcessBuilder(
            List.of(java, HEAP, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath, ManyFiles.class.getName(), how))
        .redirectErrorStream(true)
        .start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
  }
}
