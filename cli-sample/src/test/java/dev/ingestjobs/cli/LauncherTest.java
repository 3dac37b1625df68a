package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree whose path has spaces and whose modules are those of this build. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final List<String> MODULES = List.of("api-spec", "client", "contract-tests");

  @TempDir
  Path folder;

  private Path tree;
  private Path launcher;

  @BeforeEach
  void makeTree() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    tree = Files.createDirectories(folder.resolve("a tree"));
    launcher = Files.createDirectories(tree.resolve("cli-sample")).resolve("ingest-jobs");
    Files.copy(here.resolve("ingest-jobs"), launcher, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createSymbolicLink(tree.resolve("cli-sample/target"), here.resolve("target"));
    for (String module : MODULES) {
      Files.createSymbolicLink(tree.resolve(module), here.resolveSibling(module));
    }
  }

  /** The folder's own cleaning-up would warn of links that lead out of it. */
  @AfterEach
  void removeLinks() throws IOException {
    Files.deleteIfExists(tree.resolve("cli-sample/target"));
    for (String module : MODULES) {
      Files.delete(tree.resolve(module));
    }
  }

  @Test
  void itRunsThroughLinksFromAnywhere() throws IOException, InterruptedException {
    Path relative = Files.createSymbolicLink(tree.resolve("relative"), Path.of("cli-sample/ingest-jobs"));
    Path absolute = Files.createSymbolicLink(folder.resolve("a link"), relative);

    assertThat(run(absolute, "get", "isj-1f73r9u2", "--demo")).startsWith("0\nJob       isj-1f73r9u2\n");
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws IOException, InterruptedException {
    assertThat(run(launcher, "get", "an id *", "--demo"))
        .startsWith("2\ningest-jobs: id: holds white space (U+0020) at character 3");
  }

  @Test
  void aBuildThatFailsIsShown() throws IOException, InterruptedException {
    Files.delete(tree.resolve("cli-sample/target"));

    String output = run(launcher, "--version");

    assertThat(output).startsWith("1\n")
        .endsWith("ingest-jobs: the build failed, as above; it needs Maven and a JDK, 17 or later\n");
    assertThat(output.lines()).hasSizeGreaterThan(2);
    Files.delete(tree.resolve("cli-sample/target/build.log"));
  }

  /** The exit code and, below it, all output. */
  private String run(Path program, String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + "\n" + output;
  }
}
