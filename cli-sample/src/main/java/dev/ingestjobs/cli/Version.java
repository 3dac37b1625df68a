package dev.ingestjobs.cli;

import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What runs: the version of the command and of its client, which is one, of the document and of Java. */
final class Version implements IVersionProvider {
  private static final int HASH_BYTES = 6;

  @Override
  public String[] getVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    }
    ApiDocument document = ApiDocument.packaged();
    return new String[] {
      "ingest-jobs " + properties.getProperty("version"),
      "client      " + properties.getProperty("version"),
      "document    " + document.at("info", "version").node().asText() + " (sha256:" + hash() + ")",
      "Java        " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"};
  }

  /** The beginning of what the reference and the contract's report show. */
  private static String hash() throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream("ingest-jobs.yaml")) {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
  }
}
