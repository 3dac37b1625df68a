package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The content of a file, read again when the file has changed. */
public final class FileToken implements TokenProvider {
  private static final int MAX_BYTES = 64 * 1024;

  private final Path file;
  private volatile @Nullable Content content;

  /** What tells one state of a file from another. The key is its inode, where there are inodes. */
  private record State(long size, FileTime modified, @Nullable Object key) {}

  private record Content(State state, String token) {}

  /**
   * @throws InvalidInputException if it is null
   */
  public FileToken(Path file) {
    if (file == null) {
      throw new InvalidInputException("file", "is null; give the path of a file that holds a token");
    }
    this.file = file;
  }

  @Override
  public String token() {
    try {
      State state = state();
      Content known = content;
      if (known != null && known.state().equals(state)) {
        return known.token();
      }
      // If the file changes meanwhile, its new state is not this one, and it is read again the next time.
      String token = read();
      content = new Content(state, token);
      return token;
    } catch (NoSuchFileException e) {
      throw failure("does not exist");
    } catch (CharacterCodingException e) {
      throw failure("is not a text");
    } catch (IOException e) {
      // Its message and its causes are the file system's: nobody knows what is in them.
      throw failure("cannot be read: " + e.getClass().getSimpleName());
    }
  }

  /** What is kept may be older than the file if that was written twice within a tick of the file system's clock. */
  @Override
  public void rejected(String token) {
    content = null;
  }

  private State state() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw failure(attributes.isDirectory() ? "is a directory" : "is not a regular file");
    }
    return new State(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  private String read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw failure("has more than " + MAX_BYTES + " bytes");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      end--;
    }
    if (end == 0) {
      throw failure("is empty");
    }
    return Tokens.checked("the file " + file, text.substring(0, end));
  }

  private TokenException failure(String problem) {
    return new TokenException("the token file " + file + " " + problem, null, false);
  }

  @Override
  public String toString() {
    return "FileToken[file=" + file + "]";
  }
}
