package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.token.TokenProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a file. */
public final class FileToken implements TokenProvider {
  private final Path file;

  public FileToken(Path file) {
    this.file = file;
  }

  @Override
  public String token() throws IOException {
    return Files.readString(file).replaceFirst("\\R+\\z", "");
  }
}
