package dev.ingestjobs.client.internal.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.client.token.TokenProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The providers that the library brings. */
class OwnProvidersTest {
  private static final String SECRET = "s3cr3t-0123456789";
  private static final FileTime MODIFIED = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir
  private Path directory;

  @Test
  void aFixedTokenIsGivenAndNotShown() throws Exception {
    TokenProvider provider = TokenProvider.fixed(SECRET);

    assertThat(provider.token()).isEqualTo(SECRET);
    assertThat(provider).hasToString("FixedToken");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", value = {
    "null | is null; give a token of the tenant", "'' | is blank; give a token of the tenant", "' ' | is blank; give a token of the tenant",
    "Bearer s3cr3t-0123456789 | holds white space (U+0020); give the token alone, without \"Bearer\" and without a line break at its end",
    "s3cr3t-0123456789é | holds a character that is not ASCII (U+00E9); give the token alone, without \"Bearer\" and without a line break "
        + "at its end"
  })
  void aFixedTokenThatIsNoneIsRefusedAtOnce(String token, String problem) {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> TokenProvider.fixed(token));

    assertThat(thrown).hasMessage("token: " + problem);
    assertThat(thrown.input()).isEqualTo("token");
    assertThat(Shown.of(thrown)).doesNotContain(SECRET);
  }

  @Test
  void aTokenMayHave16384Characters() throws Exception {
    assertThat(TokenProvider.fixed("x".repeat(16_384)).token()).hasSize(16_384);
    assertThat(catchThrowableOfType(InvalidInputException.class, () -> TokenProvider.fixed("x".repeat(16_385))))
        .hasMessage("token: has more than 16384 characters; give the token alone");
  }

  @Test
  void anEnvironmentVariableIsReadEachTime() {
    AtomicReference<String> value = new AtomicReference<>("one");
    EnvironmentToken provider = new EnvironmentToken("AMPERITY_TOKEN", name -> name.equals("AMPERITY_TOKEN") ? value.get() : null);

    assertThat(provider.token()).isEqualTo("one");
    value.set("two");
    assertThat(provider.token()).isEqualTo("two");
    assertThat(provider).hasToString("EnvironmentToken[variable=AMPERITY_TOKEN]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", value = {
    "null | the environment variable AMPERITY_TOKEN is not set; set it to a token of the tenant",
    "''   | the environment variable AMPERITY_TOKEN is blank; set it to a token of the tenant",
    "'  ' | the environment variable AMPERITY_TOKEN is blank; set it to a token of the tenant",
    "'Bearer s3cr3t-0123456789' | the token of the environment variable AMPERITY_TOKEN holds white space (U+0020); give the token alone, "
        + "without \"Bearer\" and without a line break at its end"
  })
  void aVariableWithoutATokenIsNamed(String value, String message) {
    TokenException thrown = catchThrowableOfType(TokenException.class, () -> new EnvironmentToken("AMPERITY_TOKEN", name -> value).token());

    assertThat(thrown).hasMessage(message).hasNoCause();
    assertThat(thrown.isRetryable()).isFalse();
    assertThat(Shown.of(thrown)).doesNotContain(SECRET);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "A B", "A=B", "1A", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ0ZXN0In0.c2lnbmF0dXJl", "Ä"})
  void whatIsNoNameOfAVariableIsRefusedAndNotRepeated(String name) {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> TokenProvider.environment(name));

    assertThat(thrown.input()).isEqualTo("variable");
    assertThat(thrown).hasMessage("variable: is no name of an environment variable; give the name, not the token: "
        + "letters, digits and _, for example AMPERITY_TOKEN");
  }

  @Test
  void theEnvironmentIsTheProcesssOwn() {
    TokenException thrown = catchThrowableOfType(TokenException.class, () -> TokenProvider.environment("INGEST_JOBS_NO_SUCH_VARIABLE").token());

    assertThat(thrown).hasMessageContaining("INGEST_JOBS_NO_SUCH_VARIABLE is not set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n", "\n\n\r\n"})
  void aFileGivesItsContentWithoutTheLineBreaksAtItsEnd(String end) throws Exception {
    Path file = write(SECRET + end);

    assertThat(TokenProvider.file(file).token()).isEqualTo(SECRET);
    assertThat(TokenProvider.file(file)).hasToString("FileToken[file=" + file + "]");
  }

  @Test
  void aFileIsReadAgainWhenItsSizeChanges() throws IOException {
    FileToken provider = new FileToken(write("one"));
    assertThat(provider.token()).isEqualTo("one");

    write("three");
    assertThat(provider.token()).isEqualTo("three");
  }

  @Test
  void aFileIsReadAgainWhenItsMomentChanges() throws IOException {
    FileToken provider = new FileToken(write("one"));
    assertThat(provider.token()).isEqualTo("one");

    Files.setLastModifiedTime(write("two"), FileTime.fromMillis(MODIFIED.toMillis() + 1));
    assertThat(provider.token()).isEqualTo("two");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "files have no key there")
  void aFileIsReadAgainWhenAnotherOneIsRenamedOverIt() throws IOException {
    Path file = write("one");
    FileToken provider = new FileToken(file);
    assertThat(provider.token()).isEqualTo("one");

    Path other = Files.writeString(directory.resolve("other"), "two");
    Files.setLastModifiedTime(other, MODIFIED);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    assertThat(provider.token()).isEqualTo("two");
  }

  @Test
  void aFileThatDoesNotChangeIsNotReadAgainUnlessItsTokenWasRejected() throws IOException {
    FileToken provider = new FileToken(write("one"));
    assertThat(provider.token()).isEqualTo("one");

    write("two");
    assertThat(provider.token()).isEqualTo("one");
    provider.rejected("one");
    assertThat(provider.token()).isEqualTo("two");
  }

  @Test
  void aFileThatComesAndGoesIsReadWhenItIsThere() throws IOException {
    Path file = directory.resolve("token");
    FileToken provider = new FileToken(file);
    assertRefused(provider, "the token file " + file + " does not exist");

    write("one");
    assertThat(provider.token()).isEqualTo("one");
    Files.delete(file);
    assertRefused(provider, "the token file " + file + " does not exist");
  }

  @Test
  void whatIsNoFileWithATokenIsNamed() throws IOException {
    Path file = directory.resolve("token");
    assertRefused(new FileToken(directory), "the token file " + directory + " is a directory");
    assertRefused(new FileToken(write("")), "the token file " + file + " is empty");
    assertRefused(new FileToken(write("\n\r\n")), "the token file " + file + " is empty");
    assertRefused(new FileToken(write(SECRET + "\n" + SECRET)), "the token of the file " + file + " holds white space (U+000A); "
        + "give the token alone, without \"Bearer\" and without a line break at its end");
    assertRefused(new FileToken(write(SECRET + "\n".repeat(64 * 1024))), "the token file " + file + " has more than 65536 bytes");
    Files.write(file, new byte[] {'a', (byte) 0xff, 'b'});
    assertRefused(new FileToken(file), "the token file " + file + " is not a text");
    Files.write(file, SECRET.getBytes(StandardCharsets.UTF_16));
    assertRefused(new FileToken(file), "the token file " + file + " is not a text");
  }

  @Test
  void aFileOf65536BytesIsRead() throws IOException {
    assertThat(new FileToken(write("x" + "\n".repeat(64 * 1024 - 1))).token()).isEqualTo("x");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such file")
  void whatIsNoRegularFileIsNotRead() {
    assertRefused(new FileToken(Path.of("/dev/null")), "the token file /dev/null is not a regular file");
  }

  @Test
  void anErrorOfTheFileSystemIsToldByItsType() throws IOException {
    Path loop = directory.resolve("loop");
    Files.createSymbolicLink(loop, loop);

    assertRefused(new FileToken(loop), "the token file " + loop + " cannot be read: FileSystemException");
  }

  @Test
  void noFileAtAllIsRefused() {
    InvalidInputException thrown = catchThrowableOfType(InvalidInputException.class, () -> TokenProvider.file(null));

    assertThat(thrown).hasMessage("file: is null; give the path of a file that holds a token");
  }

  /** Always with the same moment of change. */
  private Path write(String content) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), content);
    return Files.setLastModifiedTime(file, MODIFIED);
  }

  private static void assertRefused(FileToken provider, String message) {
    TokenException thrown = catchThrowableOfType(TokenException.class, provider::token);

    assertThat(thrown).hasMessage(message).hasNoCause();
    assertThat(thrown.isRetryable()).isFalse();
    assertThat(Shown.of(thrown)).doesNotContain(SECRET);
  }
}
