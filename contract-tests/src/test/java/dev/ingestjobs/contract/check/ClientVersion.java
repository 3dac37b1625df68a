package dev.ingestjobs.contract.check;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the client, by Semantic Versioning. A pre-release counts as what it is going to be. */
record ClientVersion(int major, int minor, int patch) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})([-+].*)?");

  static ClientVersion parse(String text) {
    Matcher version = FORM.matcher(text);
    if (!version.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no version: it has the form 1.2.3, by https://semver.org.");
    }
    return new ClientVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3)));
  }

  /** The version that the client in that jar or folder of classes says that it has. */
  static ClientVersion of(Path client) throws IOException {
    if (Files.isDirectory(client)) {
      return read(client.resolve(ClientApi.PROPERTIES));
    }
    try (FileSystem jar = FileSystems.newFileSystem(client)) {
      return read(jar.getPath(ClientApi.PROPERTIES));
    }
  }

  private static ClientVersion read(Path file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file)));
    return parse(String.valueOf(properties.getProperty("version")));
  }

  /** Whether this one may break what the other promised: with a higher major version or, before 1.0.0, with a higher minor one. */
  boolean mayBreak(ClientVersion released) {
    return major > released.major || major == 0 && released.major == 0 && minor > released.minor;
  }

  /** The lowest version that may break what this one promises. */
  ClientVersion nextThatMayBreak() {
    return major == 0 ? new ClientVersion(0, minor + 1, 0) : new ClientVersion(major + 1, 0, 0);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
