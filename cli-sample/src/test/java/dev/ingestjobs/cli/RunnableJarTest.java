package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The one jar that holds the command and all it needs. */
class RunnableJarTest {
  private JarFile jar;
  private List<String> names;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(Path.of("target/ingest-jobs.jar").toFile());
    names = jar.stream().map(ZipEntry::getName).toList();
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void itTellsWhatToRun() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(names).contains(manifest.getValue(Attributes.Name.MAIN_CLASS).replace('.', '/') + ".class");
    // Jackson's parser has classes for newer JDKs.
    assertThat(names).anyMatch(name -> name.matches("META-INF/versions/\\d+/com/fasterxml/.*\\.class"));
    assertThat(jar.isMultiRelease()).isTrue();
  }

  @Test
  void nothingIsInItThatHoldsForOneLibraryOnly() {
    assertThat(names).doesNotHaveDuplicates().noneMatch(name ->
        name.endsWith("module-info.class") || name.matches("META-INF/.*\\.(SF|RSA|DSA|EC)|META-INF/INDEX.LIST|META-INF/maven/.*"));
  }

  @Test
  void servicesAreThoseOfAllLibraries() throws IOException {
    List<String> services = names.stream().filter(name -> name.matches("META-INF/services/.+")).toList();

    assertThat(services).contains("META-INF/services/com.fasterxml.jackson.core.JsonFactory");
    for (String service : services) {
      assertThat(providers(Stream.of(jar.getEntry(service)).map(this::read)))
          .as(service)
          .isEqualTo(providers(Collections.list(getClass().getClassLoader().getResources(service)).stream().map(RunnableJarTest::read)));
    }
  }

  /** Whether the library that this is a file of is one of those in the jar, and not one of the tests. */
  private boolean isMerged(URL file) throws IOException {
    return ((JarURLConnection) file.openConnection()).getJarFile().stream()
        .map(JarEntry::getName).filter(name -> name.matches("com/.*\\.class")).findFirst().filter(names::contains).isPresent();
  }

  @Test
  void licencesAndNoticesAreKept() throws IOException {
    assertThat(names).contains("META-INF/LICENSE");
    for (URL licence : Collections.list(getClass().getClassLoader().getResources("META-INF/LICENSE"))) {
      String library = Path.of(((JarURLConnection) licence.openConnection()).getJarFile().getName()).getFileName().toString();
      if (library.startsWith("jackson-") && isMerged(licence)) {
        String copy = "META-INF/licenses/" + library.replaceFirst("-\\d.*", "") + "/META-INF/LICENSE";
        assertThat(names).contains(copy);
        assertThat(read(jar.getEntry(copy))).isEqualTo(read(licence));
      }
    }
    assertThat(names).contains("META-INF/licenses/jackson-core/META-INF/NOTICE");
  }

  /** The same sources give the same bytes. */
  @Test
  void itDoesNotTellWhenItWasMade() {
    assertThat(jar.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
  }

  private static TreeSet<String> providers(Stream<String> files) {
    return files.flatMap(String::lines).filter(line -> !line.isBlank()).collect(Collectors.toCollection(TreeSet::new));
  }

  private String read(ZipEntry entry) {
    return read(() -> jar.getInputStream(entry));
  }

  private static String read(URL url) {
    return read(url::openStream);
  }

  private static String read(Callable<InputStream> source) {
    try (InputStream in = source.call()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
