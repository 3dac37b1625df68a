package dev.ingestjobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in Chromium, as a file, at the width of a desktop and of a phone: {@code mvn -Pbrowser test}. It needs {@code chromium}. */
class ReferenceInBrowser {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1280, 390})
  void everyResponseAndEveryExampleIsShownAndNothingIsFetched(int width) throws Exception {
    JsonNode seen = seenInBrowser(width);

    ApiDocument document = ApiDocument.packaged();
    Map<String, Place> responses = document.at("paths", "/ingest/jobs/{id}", "get", "responses").fields();
    String version = document.at("info", "version").text();
    assertThat(seen.get("title").textValue()).isEqualTo(document.at("info", "title").text() + " " + version + ": reference");
    assertThat(seen.get("header").textValue()).contains("Version " + version + " of the document", "sha256:");
    assertThat(seen.get("overflow").intValue()).as("pixels beyond the edge").isZero();
    assertThat(seen.get("responses")).extracting(JsonNode::textValue).containsExactlyInAnyOrderElementsOf(responses.keySet());
    assertThat(seen.get("examples").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(responses.keySet());
    responses.forEach((status, response) -> assertThat(seen.get("examples").get(status)).as(status)
        .containsExactlyElementsOf(response.get("content").get("application/json").get("examples").fields().values().stream()
            .map(example -> reread(example.get("value").node())).toList()));
    assertThat(requests()).as("requests of the page").isEmpty();
  }

  /** What {@code reader.html} has seen. */
  private JsonNode seenInBrowser(int width) throws IOException, InterruptedException {
    File page = folder.resolve("page").toFile();
    File log = folder.resolve("log").toFile();
    String reader = Reference.class.getResource("reader.html").toString().replace("file:/", "file:///") + "#" + width;
    Process chromium = new ProcessBuilder("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,1000",
        "--allow-file-access-from-files", "--user-data-dir=" + folder.resolve("profile"), "--virtual-time-budget=30000",
        // Chromium itself calls its maker; it shall not get through.
        "--host-resolver-rules=MAP * ~NOTFOUND", "--log-net-log=" + folder.resolve("net.json"), "--enable-logging=stderr",
        "--dump-dom", reader)
        .redirectOutput(page).redirectError(log).start();
    try {
      assertThat(chromium.waitFor(1, TimeUnit.MINUTES)).as("chromium ends within a minute").isTrue();
    } finally {
      chromium.destroyForcibly();
    }

    assertThat(Files.readAllLines(log.toPath()).stream().filter(line -> line.contains(":CONSOLE"))).as("the console").isEmpty();
    Matcher seen = Pattern.compile("data-seen=\"([^\"]+)\"").matcher(Files.readString(page.toPath()));
    assertThat(seen.find()).as("the page has been read to its end").isTrue();
    return JSON.readTree(URLDecoder.decode(seen.group(1), StandardCharsets.UTF_8));
  }

  /** The addresses that the page has asked for. Chromium's own requests come from no origin. */
  private List<String> requests() throws IOException {
    JsonNode log = JSON.readTree(folder.resolve("net.json").toFile());
    int begun = log.at("/constants/logEventTypes/URL_REQUEST_START_JOB").intValue();
    assertThat(begun).isPositive();
    List<String> requests = new ArrayList<>();
    for (JsonNode event : log.get("events")) {
      if (event.get("type").intValue() == begun && event.at("/params").has("url")
          && !event.at("/params/initiator").textValue().equals("not an origin")) {
        requests.add(event.at("/params/url").textValue());
      }
    }
    return requests;
  }

  /** A number is read as small as it can be, as in what comes from the browser. */
  private static JsonNode reread(JsonNode node) {
    try {
      return JSON.readTree(node.toString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
