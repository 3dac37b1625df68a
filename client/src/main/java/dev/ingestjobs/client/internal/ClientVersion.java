package dev.ingestjobs.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The version of this library, as the build wrote it. */
public final class ClientVersion {
  private static final String VERSION = read();

  private ClientVersion() {}

  /** For example {@code 1.2.0}. */
  public static String version() {
    return VERSION;
  }

  /**
   * For example {@code my-pipeline/1.4 amperity-ingest-client/1.2.0 (Java 17.0.15)}.
   *
   * @param application the application's own name, or null
   */
  public static String userAgent(@Nullable String application) {
    return (application == null ? "" : application + " ")
        + "amperity-ingest-client/" + VERSION + " (Java " + System.getProperty("java.version") + ")";
  }

  private static String read() {
    Properties properties = new Properties();
    try (InputStream in = ClientVersion.class.getResourceAsStream("client.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
