package dev.ingestjobs.client.fault;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.model.IngestJob;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A row of the matrix: what the server or the network does, and what the caller sees of it. */
final class Fault {
  /** The deadline of the rows that need one. */
  static final Duration DEADLINE = Duration.ofMillis(500);

  static final int ANY = -1;
  static final String JOB = "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[]}";

  enum Group {
    NETWORK("Network"), FRAMING("Framing"), CONTENT("Content"), STATUS("Status"), RETRIES("Retries and limits"), TOKENS("Tokens"),
    WAITS("Waits"), ENDS("Interrupt, cancel and close");

    final String title;

    Group(String title) {
      this.title = title;
    }
  }

  /** What the server answers a request with. */
  interface Answer {
    void write(Arena arena, Socket client, OutputStream out) throws IOException, InterruptedException;
  }

  /** What the program calls. */
  interface Call {
    Object make(IngestJobsClient client, Arena arena) throws Exception;
  }

  /** Who ends the call while it is in progress. */
  interface End {
    void end(Arena arena, Thread caller);
  }

  final Group group;
  final String what;
  List<Answer> answers = List.of(says("200 OK", JOB));
  List<Answer> answersElsewhere = List.of(says("200 OK", JOB.replace("isj-1", "isj-elsewhere")));
  BiConsumer<IngestJobsClient.Builder, Arena> settings = (builder, arena) -> {};
  Call call = (client, arena) -> client.get("isj-1");
  End end;
  boolean inFakeTime;

  Class<? extends Throwable> type;
  List<String> words = List.of();
  String result = "the job";
  Predicate<Object> isResult = result -> ((IngestJob) result).id().equals("isj-1");
  Predicate<Throwable> isFailure = failure -> true;
  String time = "at once";
  Duration atLeast = Duration.ZERO;
  int requests = 1;
  int requestsElsewhere;
  Integer attempts;
  IntPredicate connections = open -> open == 0;
  boolean interrupted;
  String defect = "";

  Fault(Group group, String what) {
    this.group = group;
    this.what = what;
  }

  // What happens.

  /** A response that is framed as it should be, after which the connection can be used again. */
  static Answer says(String head, String body) {
    return says(head, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer says(String head, byte[] body) {
    return (arena, client, out) -> {
      String length = head.startsWith("1") || head.startsWith("204") || head.startsWith("304") ? "" : "\r\nContent-Length: " + body.length;
      out.write(RawServer.response(head + length, ""));
      out.write(body);
    };
  }

  /** Exactly these bytes, then silence. */
  static Answer silentAfter(String bytes) {
    return (arena, client, out) -> {
      write(out, bytes);
      RawServer.hang(client);
    };
  }

  /** Exactly these bytes, then the end of the stream. */
  static Answer endingAfter(String bytes) {
    return (arena, client, out) -> {
      write(out, bytes);
      client.shutdownOutput();
    };
  }

  /** Exactly these bytes, then a reset. */
  static Answer resetAfter(String bytes) {
    return (arena, client, out) -> {
      write(out, bytes);
      client.setSoLinger(true, 0);
      client.close();
    };
  }

  /** Bytes without an end, as fast as they are taken. */
  static Answer endless(String begin, String repeated) {
    return (arena, client, out) -> {
      write(out, begin);
      byte[] many = repeated.repeat(Math.max(1, 8192 / repeated.length())).getBytes(StandardCharsets.ISO_8859_1);
      while (!client.isClosed()) {
        out.write(many);
      }
    };
  }

  static void write(OutputStream out, String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  Fault answers(Answer... answers) {
    this.answers = List.of(answers);
    return this;
  }

  Fault answersElsewhere(Answer... answers) {
    this.answersElsewhere = List.of(answers);
    return this;
  }

  Fault with(BiConsumer<IngestJobsClient.Builder, Arena> settings) {
    BiConsumer<IngestJobsClient.Builder, Arena> before = this.settings;
    this.settings = (builder, arena) -> {
      before.accept(builder, arena);
      settings.accept(builder, arena);
    };
    return this;
  }

  Fault calling(Call call) {
    this.call = call;
    return this;
  }

  Fault endedBy(End end) {
    this.end = end;
    return this;
  }

  /** Waits take no time, and are measured exactly. */
  Fault inFakeTime() {
    this.inFakeTime = true;
    return this;
  }

  // What is seen.

  Fault gives(String result, Predicate<Object> isResult) {
    this.result = result;
    this.isResult = isResult;
    return this;
  }

  Fault fails(Class<? extends Throwable> type, String... words) {
    this.type = type;
    this.words = List.of(words);
    return this;
  }

  Fault failing(Predicate<Throwable> isFailure) {
    this.isFailure = isFailure;
    return this;
  }

  /** The call has a deadline, and ends at it. */
  Fault atDeadline() {
    this.time = "at the deadline";
    this.atLeast = DEADLINE;
    return with((builder, arena) -> builder.timeout(DEADLINE));
  }

  Fault after(String time, Duration atLeast) {
    this.time = time;
    this.atLeast = atLeast;
    return this;
  }

  /** How many requests come to the server. */
  Fault requests(int requests) {
    this.requests = requests;
    return this;
  }

  Fault requestsElsewhere(int requests) {
    this.requestsElsewhere = requests;
    return this;
  }

  /** How many attempts were made, if each is not one request. */
  Fault attempts(int attempts) {
    this.attempts = attempts;
    return this;
  }

  /** The result is there before the attempt is counted, or after. */
  Fault anyAttempts() {
    this.attempts = ANY;
    return this;
  }

  boolean isAttempts(int made) {
    return attempts() == ANY || attempts() == made;
  }

  int attempts() {
    return attempts == null ? requests : attempts;
  }

  /** The connection is there for the next call. */
  Fault kept() {
    this.connections = open -> open == 1;
    return this;
  }

  /** The connection is there for the next call, if the end of the body had arrived when it was no longer of interest. */
  Fault perhapsKept() {
    this.connections = open -> open <= 1;
    return this;
  }

  /** A defect of the JDK's that cannot be mended before JDK 21: nothing closes a connection whose response it could not read. */
  Fault leavesOpenBefore21(int connections) {
    int left = Runtime.version().feature() < 21 ? connections : 0;
    this.connections = open -> open == left;
    this.defect = "before JDK 21 each connection stays open: a defect of the JDK's";
    return this;
  }

  Fault interrupted() {
    this.interrupted = true;
    return this;
  }

  /** What the caller sees, for people. */
  String seen() {
    if (type == null) {
      return result;
    }
    String quoted = words.stream().filter(word -> !word.isBlank()).map(word -> "“" + word.strip() + "”").collect(Collectors.joining(", "));
    return "`" + type.getSimpleName() + "`" + (quoted.isEmpty() ? "" : ": " + quoted) + (defect.isEmpty() ? "" : " (" + defect + ")");
  }

  @Override
  public String toString() {
    return group.title + ": " + what;
  }
}
