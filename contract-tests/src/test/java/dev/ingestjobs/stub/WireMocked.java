package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A WireMock with our mappings. */
public final class WireMocked implements AutoCloseable {
  private final WireMockServer server;

  private WireMocked(WireMockServer server) {
    this.server = server;
  }

  /** With those of the jar that was built, found in it as Spring Cloud Contract's Stub Runner finds them. */
  public static WireMocked packaged() {
    WireMockServer server = server(WireMockConfiguration.options());
    String jar = System.getProperty("stubs.jar");
    String directory = System.getProperty("stubs.mappings");
    try (JarFile stubs = new JarFile(jar)) {
      // Stub Runner takes any JSON in the jar for a mapping.
      List<? extends ZipEntry> files = stubs.stream().filter(entry -> entry.getName().endsWith(".json")).toList();
      assertThat(files).as("mappings in " + jar).isNotEmpty()
          .allSatisfy(entry -> assertThat(entry.getName()).startsWith(directory + "/"));
      for (ZipEntry file : files) {
        try (InputStream in = stubs.getInputStream(file)) {
          server.addStubMapping(StubMapping.buildFrom(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WireMocked(server);
  }

  /** A WireMock with mappings that were written into the directory {@code mappings} of this one. */
  static WireMocked of(Path directory) {
    return new WireMocked(server(WireMockConfiguration.options().usingFilesUnderDirectory(directory.toString())));
  }

  private static WireMockServer server(WireMockConfiguration options) {
    WireMockServer server = new WireMockServer(options.dynamicPort().bindAddress("127.0.0.1"));
    server.start();
    return server;
  }

  public URI baseUrl() {
    return URI.create("http://localhost:" + server.port() + StubServer.BASE_PATH);
  }

  /** As {@link StubServer#announceEnd}, with WireMock's means. */
  public void announceEnd(boolean announced) {
    if (announced) {
      server.setScenarioState(WireMockMappings.SCENARIO, WireMockMappings.ANNOUNCED);
    } else {
      server.resetScenarios();
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
