package dev.ingestjobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.stub.StubServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StubCommandTest {
  @Test
  void itSaysHowToUseItAndAnswersUntilItIsStopped() throws IOException, InterruptedException {
    PipedWriter out = new PipedWriter();
    try (BufferedReader reader = new BufferedReader(new PipedReader(out, 1 << 16))) {
      PrintWriter printer = new PrintWriter(out);
      Thread command = new Thread(() -> Main.commandLine(Run.surroundings(Map.of())).setOut(printer).setErr(printer).execute("stub"));
      command.start();
      String lastId;
      try (StubServer other = StubServer.start()) {
        lastId = List.copyOf(other.jobIds().keySet()).get(other.jobIds().size() - 1);
      }
      List<String> lines = new ArrayList<>();
      do {
        lines.add(reader.readLine());
      } while (!lines.get(lines.size() - 1).startsWith("  " + lastId));
      String text = String.join("\n", lines);
      Matcher url = Pattern.compile("http://localhost:[0-9]+/api").matcher(text);

      assertThat(url.find()).isTrue();
      assertThat(text).contains("curl -H").contains("  isj-1f73r9u2  ");
      URI baseUrl = URI.create(url.group());
      assertThat(Run.against(baseUrl, "get", "isj-1f73r9u2").exitCode()).isZero();

      command.interrupt();
      command.join();
      try (StubServer next = StubServer.start(baseUrl.getPort())) {
        assertThat(next.baseUrl()).isEqualTo(baseUrl);
      }
    }
  }

  @Test
  void aPortInUseIsBadInput() {
    try (StubServer stub = StubServer.start()) {
      String port = Integer.toString(stub.baseUrl().getPort());
      Run run = Run.in(Map.of(), "stub", "--port", port);

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err()).contains("port " + port);
    }
  }
}
