package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher, in folders whose names have spaces. Most tests give it a Java and a Maven that are scripts: this Java learns by
 * writing a file, and otherwise shows its arguments.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final Path BUILT = HERE.resolve("target/ingest-jobs.jar");
  private static final Instant A_TIME = Instant.parse("2001-01-01T00:00:00Z");

  private static final String JAVA = """
      #!/bin/sh
      for argument in "$@"; do
        case $argument in
          -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)
            echo noise
            echo "$argument" >>'%1$s/learned'
            echo "all classes of $(cat '%1$s/a distribution/ingest-jobs.jar')" >"${argument#*=}"
            exit ;;
        esac
      done
      printf '%%s\\n' "$@"
      """;

  private static final String MAVEN = """
      #!/bin/sh
      echo built >>'%1$s/built'
      sleep 0.3
      echo a jar >'%1$s/a tree/cli-sample/target/ingest-jobs.jar'
      """;

  /** What a run printed. */
  private record Run(int exitCode, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  @TempDir
  Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private Path cache;
  private Path jar;
  private Path launcher;

  /** A distribution: the jar lies beside the launcher. */
  @BeforeEach
  void makeDistribution() throws IOException {
    Path distribution = Files.createDirectories(folder.resolve("a distribution"));
    jar = Files.writeString(distribution.resolve("ingest-jobs.jar"), "one jar");
    Files.setLastModifiedTime(jar, FileTime.from(A_TIME));
    launcher = Files.copy(HERE.resolve("ingest-jobs"), distribution.resolve("ingest-jobs"), StandardCopyOption.COPY_ATTRIBUTES);
    cache = folder.resolve("a cache");
    environment.put("XDG_CACHE_HOME", cache.toString());
    environment.put("JAVA_HOME", java("17.0.1").toString());
    environment.put("PATH", folder.resolve("bin") + File.pathSeparator + System.getenv("PATH"));
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws IOException, InterruptedException {
    assertThat(run("get", "an id *", "", "--demo").lines()).endsWith("-jar", jar.toString(), "get", "an id *", "", "--demo");
  }

  @Test
  void itRunsThroughLinksFromAnywhere() throws IOException, InterruptedException {
    Path relative = Files.createSymbolicLink(folder.resolve("relative"), Path.of("a distribution/ingest-jobs"));
    launcher = Files.createSymbolicLink(folder.resolve("a link"), relative);

    assertThat(run().lines()).endsWith("-jar", jar.toRealPath().toString());
  }

  /** With a real Java. What it has learned is used, and not learned twice. */
  @Test
  void theJvmLearnsTheClassesOnce() throws IOException, InterruptedException {
    // Java 17 does not share the classes of a jar whose path has spaces.
    Path distribution = Files.move(launcher.getParent(), folder.resolve("distribution"));
    launcher = distribution.resolve("ingest-jobs");
    Files.copy(BUILT, distribution.resolve("ingest-jobs.jar"), StandardCopyOption.REPLACE_EXISTING);
    environment.put("JAVA_HOME", System.getProperty("java.home"));

    Run first = run("get", "isj-1f73r9u2", "--demo");
    Object made = Files.getAttribute(archive(), "unix:ino");
    Path log = folder.resolve("log");
    // The second makes the JVM say something, which must not get into the data.
    environment.put("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log + " -XX:+PrintCommandLineFlags");
    Run second = run("get", "isj-1f73r9u2", "--demo");

    assertThat(first.out).startsWith("Job       isj-1f73r9u2\n");
    assertThat(first.err).isEmpty();
    assertThat(second.out).isEqualTo(first.out);
    assertThat(log).content().containsPattern("dev.ingestjobs.client.IngestJobsClient source: shared objects file");
    assertThat(Files.getAttribute(archive(), "unix:ino")).isEqualTo(made);

    // And so for what it says of an archive of another jar.
    environment.remove("JAVA_TOOL_OPTIONS");
    Path used = distribution.resolve("ingest-jobs.jar");
    FileTime time = Files.getLastModifiedTime(used);
    try (FileSystem content = FileSystems.newFileSystem(used)) {
      Files.createFile(content.getPath("another"));
    }
    Files.setLastModifiedTime(used, time);
    assertThat(run("get", "isj-1f73r9u2", "--demo")).isEqualTo(first);
  }

  /** With a real Java, and archives that it did not make. */
  @ParameterizedTest
  @ValueSource(strings = {"", "garbage"})
  void theJvmIsSilentOfAnArchiveThatItCannotUse(String content) throws IOException, InterruptedException {
    Path java = java(System.getProperty("java.version"));
    environment.put("JAVA_HOME", java.toString());
    run();
    Files.writeString(archive(), content);
    Files.copy(BUILT, jar, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(jar, FileTime.from(A_TIME));
    Files.setLastModifiedTime(archive(), FileTime.from(A_TIME));
    script(java + "/bin/java", "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");

    Run run = run("--version");

    assertThat(run.out).startsWith("ingest-jobs ");
    assertThat(run.err).isEmpty();
    assertThat(archive()).as("the archive that was used").hasContent(content);
  }

  @Test
  void anArchiveIsMadeInTheWayOfTheJvm() throws IOException, InterruptedException {
    assertThat(run().lines()).contains("-XX:SharedArchiveFile=" + archive());
    assertThat(archive()).hasContent("all classes of one jar");
    assertThat(learned()).singleElement().asString().startsWith("-XX:ArchiveClassesAtExit=");

    environment.put("JAVA_HOME", java("25").toString());
    assertThat(run().lines()).as("the archive of each Java is kept").anyMatch(line -> line.matches("-XX:AOTCache=.*java-25-.*"));
    assertThat(learned()).hasSize(2).last().asString().startsWith("-XX:AOTCacheOutput=");

    environment.put("JAVA_HOME", java("17.0.1").toString());
    run();
    assertThat(learned()).as("runs that learn").hasSize(2);
  }

  @Test
  void anotherJarAnotherJdkOrADamageMakesANewArchive() throws IOException, InterruptedException {
    run();
    for (int seconds : List.of(1, -1)) {
      String content = "a jar of another time, by " + seconds;
      Files.writeString(jar, content);
      Files.setLastModifiedTime(jar, FileTime.from(A_TIME.plusSeconds(seconds)));
      run();
      assertThat(archive()).hasContent("all classes of " + content);
    }

    Files.writeString(archive(), "cut sh");
    run();
    assertThat(archive()).content().startsWith("all classes");

    Path old = archive();
    Path release = Path.of(environment.get("JAVA_HOME")).resolve("release");
    Files.writeString(release, Files.readString(release).replace("17.0.1", "17.0.2"));
    run();
    assertThat(archive()).as("the only one").isNotEqualTo(old);
    assertThat(learned()).hasSize(5);
  }

  @Test
  void withoutACacheItRunsAllTheSame() throws IOException, InterruptedException {
    environment.put("XDG_CACHE_HOME", Files.createFile(folder.resolve("a file")).toString());

    Run run = run("--version");

    assertThat(run.err).isEmpty();
    assertThat(run.lines()).endsWith("--version").noneMatch(line -> line.contains("Archive"));
    assertThat(folder.resolve("learned")).doesNotExist();
  }

  @Test
  void aJvmThatCannotLearnIsNotAskedAgain() throws IOException, InterruptedException {
    Path java = Path.of(environment.get("JAVA_HOME")).resolve("bin/java");
    Files.writeString(java, Files.readString(java).replace("exit ;;", "exit 1 ;;"));

    assertThat(run("--version").lines()).endsWith("--version");
    assertThat(run("--version").lines()).endsWith("--version");

    assertThat(learned()).hasSize(1);
    assertThat(archive()).isEmptyFile();
  }

  @Test
  void aJavaThatIsMissingOrTooOldIsSaid() throws IOException, InterruptedException {
    environment.put("JAVA_HOME", folder.resolve("nowhere").toString());
    assertThat(run()).isEqualTo(new Run(1, "",
        "ingest-jobs: JAVA_HOME is " + folder + "/nowhere, and there is no Java in it; it needs Java 17 or later\n"));

    for (String old : List.of("11.0.2", "1.8.0_392")) {
      environment.put("JAVA_HOME", java(old).toString());
      assertThat(run()).isEqualTo(new Run(1, "",
          "ingest-jobs: it needs Java 17 or later, and that of " + folder + "/jdk " + old + " is " + old + "\n"));
    }
  }

  @Test
  void theJavaOfThePathIsFoundThroughLinks() throws IOException, InterruptedException {
    Path home = Path.of(environment.remove("JAVA_HOME"));
    Files.createSymbolicLink(Files.createDirectories(folder.resolve("bin")).resolve("java"), home.resolve("bin/java"));

    assertThat(run().lines()).contains("-XX:SharedArchiveFile=" + archive());
  }

  @Test
  void noTerminalIsToldOfWhereThereIsNone() throws IOException, InterruptedException {
    assertThat(run().lines()).contains("-Dingest-jobs.terminal=").noneMatch(line -> line.startsWith("-Dingest-jobs.columns"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTerminalIsToldOf() throws IOException, InterruptedException {
    String line = "stty cols 97; '" + launcher + "'; '" + launcher + "' 2>'" + folder + "/err'; '" + launcher + "' | cat";

    Run run = start(List.of("script", "-qec", line, "/dev/null"));

    assertThat(run.lines().stream().filter(argument -> argument.startsWith("-Dingest-jobs.")))
        .containsExactly("-Dingest-jobs.terminal=12", "-Dingest-jobs.columns=97",
            "-Dingest-jobs.terminal=1", "-Dingest-jobs.columns=97",
            "-Dingest-jobs.terminal=2", "-Dingest-jobs.columns=97");
  }

  @Test
  void twoFirstRunsBuildOnce() throws Exception {
    makeTree();
    Process other = builder(List.of(launcher.toString())).redirectOutput(folder.resolve("other").toFile()).start();

    assertThat(run().lines()).endsWith("-jar", jar.toString());
    assertThat(other.waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("other"))).endsWith("-jar", jar.toString());
    assertThat(folder.resolve("built")).hasContent("built");
    assertThat(jar.resolveSibling("building")).doesNotExist();
  }

  @Test
  void theLockOfARunThatWasKilledIsTakenOver() throws Exception {
    makeTree();
    Process killed = new ProcessBuilder("true").start();
    killed.waitFor();
    Path lock = Files.createDirectories(jar.resolveSibling("building"));
    Files.createFile(lock.resolve(Long.toString(killed.pid())));
    Files.writeString(jar, "half a j");

    assertThat(run().exitCode).isZero();
    assertThat(jar).hasContent("a jar");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aBuildThatFailsIsShown() throws IOException, InterruptedException {
    makeTree();
    script("bin/mvn", "#!/bin/sh\necho why\nexit 1\n");

    assertThat(run()).isEqualTo(new Run(1, "",
        "why\ningest-jobs: the build failed, as above; it needs Maven and a JDK, 17 or later\n"));
    assertThat(jar.resolveSibling("building")).doesNotExist();
  }

  /** A source tree in which nothing has been built. */
  private void makeTree() throws IOException {
    Path module = Files.createDirectories(folder.resolve("a tree/cli-sample"));
    launcher = Files.copy(launcher, module.resolve("ingest-jobs"), StandardCopyOption.COPY_ATTRIBUTES);
    jar = module.resolve("target/ingest-jobs.jar");
    script("bin/mvn", MAVEN.formatted(folder));
  }

  /** A JDK, as far as the launcher sees it. */
  private Path java(String version) throws IOException {
    Path home = folder.resolve("jdk " + version);
    script(home + "/bin/java", JAVA.formatted(folder));
    Files.writeString(home.resolve("release"), """
        IMPLEMENTOR="Nobody"
        JAVA_RUNTIME_VERSION="%1$s+1-LTS"
        JAVA_VERSION="%1$s"
        MODULES="java.base"
        """.formatted(version));
    return home;
  }

  private void script(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private List<String> learned() throws IOException {
    return Files.readAllLines(folder.resolve("learned"));
  }

  /** The one archive, and nothing else beside it. */
  private Path archive() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      List<Path> archives = files.filter(Files::isRegularFile).toList();
      assertThat(archives).hasSize(1);
      return archives.get(0);
    }
  }

  private Run run(String... args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(args));
    return start(command);
  }

  private Run start(List<String> command) throws IOException, InterruptedException {
    Path out = folder.resolve("out of run");
    Path err = folder.resolve("err of run");
    Process process = builder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroy();
      throw new AssertionError("still running: " + command);
    }
    return new Run(process.exitValue(), Files.readString(out).replace("\r", ""), Files.readString(err));
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    if (!environment.containsKey("JAVA_HOME")) {
      builder.environment().remove("JAVA_HOME");
    }
    return builder;
  }
}
