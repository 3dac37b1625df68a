package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.IngestJob;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that nobody should send, in everything that the client decodes. */
class BrokenBodyTest {
  private static final int DEEP = 100_000;
  private static final String JOB =
      "{\"id\":\"i\",\"workflow_id\":\"wé€😀\\u00e9\",\"tables\":[{\"read\":12,\"state\":null,\"x\":[true,false,-1.5e3,1.5E-7,[],{}]}]}";

  static Stream<Arguments> notJobs() {
    return Stream.of(
        arguments("an unknown field nested in arrays", field("x", "[".repeat(DEEP) + "]".repeat(DEEP))),
        arguments("an unknown field nested in objects", field("x", "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP))),
        arguments("a known field nested", field("read", "[".repeat(DEEP) + "]".repeat(DEEP))),
        arguments("a job nested", "[".repeat(DEEP)),
        arguments("a count of many digits", field("read", "9".repeat(100_000))),
        arguments("a count of many negative digits", field("read", "-" + "9".repeat(100_000))),
        arguments("a count with a great exponent", field("read", "1e400")),
        arguments("an unknown number with an exponent beyond any", field("x", "1e99999999999")),
        arguments("an unknown number with a negative exponent beyond any", field("x", "1e-99999999999")),
        arguments("NaN", field("x", "NaN")),
        arguments("-Infinity", field("x", "-Infinity")),
        arguments("a duplicate of an unknown field", field("x", "1,\"x\":1")),
        arguments("a duplicate within an unknown field", field("x", "{\"a\":1,\"a\":1}")),
        arguments("a comment", field("x", "1/* one */")),
        arguments("single quotes", field("x", "'one'")),
        arguments("a name without quotes", "{id:\"i\"}"),
        arguments("a control character", field("x", "\"\u0001\"")),
        arguments("an escape that is none", field("x", "\"\\q\"")),
        arguments("an escape that is no hexadecimal number", field("x", "\"\\u12g4\"")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notJobs")
  void isUndecodableWithFilesAndWithout(String what, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Bodies.decode(bytes)).isExactlyInstanceOf(UndecodableResponseException.class).hasNoCause();
    assertThatThrownBy(() -> Bodies.decodeWithoutFiles(bytes, new FileCounts()))
        .isExactlyInstanceOf(UndecodableResponseException.class).hasNoCause();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("notJobs")
  void isNoEnvelopeEither(String what, String body) {
    byte[] bytes = body.replaceFirst("\"id\".*?\"tables\":\\[\\{", "\"message\":\"m\",\"status\":503,").replace("}]}", "}")
        .getBytes(StandardCharsets.UTF_8);

    assertThat(Bodies.error(503, bytes)).isInstanceOf(ResponseException.class);
  }

  @Test
  void aStackThatIsTooSmallForABodyIsNotTheCallersError() {
    byte[] deep = field("x", "[".repeat(900) + "]".repeat(900)).getBytes(StandardCharsets.UTF_8);
    Throwable thrown = withLittleStack(() -> Bodies.decode(deep));

    // With a JVM that gives every thread much more than it is asked for, this is a job.
    assertThat(thrown).satisfiesAnyOf(
        none -> assertThat(none).isNull(),
        some -> assertThat(some).isInstanceOf(UndecodableResponseException.class).hasMessageEndingWith(": it is nested too deeply"));
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Throwable withLittleStack(Work work) {
    Throwable[] thrown = {null};
    Thread thread = new Thread(null, () -> {
      try {
        work.run();
      } catch (Throwable e) {
        thrown[0] = e;
      }
    }, "little", 150_000);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return thrown[0];
  }

  @Test
  void bytesThatAreNoUtf8AreUndecodable() {
    for (byte[] bytes : List.of(new byte[] {(byte) 0xff}, new byte[] {(byte) 0xc3, '"'}, new byte[] {(byte) 0xe2, (byte) 0x82, '"'},
        new byte[] {(byte) 0x80}, new byte[] {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80})) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.writeBytes("{\"id\":\"".getBytes(StandardCharsets.UTF_8));
      body.writeBytes(bytes);
      body.writeBytes("\",\"workflow_id\":\"w\",\"tables\":[]}".getBytes(StandardCharsets.UTF_8));

      assertThatThrownBy(() -> Bodies.decode(body.toByteArray())).isInstanceOf(UndecodableResponseException.class);
      assertThat(Bodies.error(500, body.toByteArray())).isInstanceOf(UndecodableResponseException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void aJobInAnyEncodingOfJsonMayBeginWithAByteOrderMark(String charset) throws IOException {
    byte[] body = ("\ufeff" + JOB).getBytes(Charset.forName(charset));

    assertThat(Bodies.decode(body)).isEqualTo(Bodies.decode(JOB));
  }

  @Test
  void halfACharacterInAnEscapeIsAText() throws IOException {
    assertThat(Bodies.decode("{\"id\":\"\\ud800\",\"workflow_id\":\"\\udc00x\",\"tables\":[]}").id()).isEqualTo("\ud800");
  }

  @Test
  void anUnknownNumberMayBeGreaterThanAnyDouble() throws IOException {
    assertThat(Bodies.decode(field("x", "1e400")).tables().get(0).additionalProperties()).hasToString("{x=1E+400}");
  }

  @Test
  void aBodyThatBreaksOffAnywhereBeforeItsConnectionEndsDidNotArrive() {
    byte[] whole = JOB.getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < whole.length; length++) {
      byte[] body = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> Bodies.decode(Map.of(), body))
          .as("the first %s bytes", length)
          .isExactlyInstanceOf(EOFException.class)
          .hasMessage("the body broke off: its JSON is not at its end, and no header says where that is");
    }
  }

  @Test
  void aBodyThatArrivedAsAWholeAndIsHalfAJobIsUndecodable() {
    byte[] whole = JOB.getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      byte[] body = Arrays.copyOf(whole, length);
      for (var headers : List.of(Bodies.CHUNKED, Map.<String, Collection<String>>of("content-length", List.of("" + length)))) {
        assertThatThrownBy(() -> Bodies.decode(headers, body)).isInstanceOf(UndecodableResponseException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "<html>", "truth", "tru e", "nul}", "{\"id\":\"i\"}", "{]", "nothing", "12", "null", "[]"})
  void aBodyThatIsNotTheBeginningOfAJobIsUndecodableHoweverItEnds(String body) {
    assertThatThrownBy(() -> Bodies.decode(Map.of(), body.getBytes(StandardCharsets.UTF_8))).isInstanceOf(UndecodableResponseException.class);
  }

  @Test
  void aBodyOfHalfACharacterIsUndecodableHoweverItEnds() {
    byte[] body = Arrays.copyOf("{\"id\":1}".getBytes(Charset.forName("UTF-32BE")), 30);
    assertThatThrownBy(() -> Bodies.decode(Map.of(), body)).isInstanceOf(UndecodableResponseException.class);
  }

  @Test
  void aWholeJobNeedsNoHeaderThatSaysWhereItEnds() throws IOException {
    assertThat(Bodies.decode(Map.of(), JOB.getBytes(StandardCharsets.UTF_8))).isInstanceOf(IngestJob.class);
  }

  private static String field(String name, String value) {
    return "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{\"" + name + "\":" + value + "}]}";
  }
}
