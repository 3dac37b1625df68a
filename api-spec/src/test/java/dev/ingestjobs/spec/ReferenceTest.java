package dev.ingestjobs.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the page without a browser; {@link ReferenceInBrowser} says the rest. */
class ReferenceTest {
  private static final Pattern SCRIPT = Pattern.compile("(?is)(<script\\b[^>]*>)(.*?)(</script)");

  private final String page = Reference.page();
  private final List<MatchResult> scripts = SCRIPT.matcher(page).results().toList();
  private final String withoutScripts = SCRIPT.matcher(page).replaceAll("");

  @Test
  void theDocumentInThePageIsTheOneOfTheBuild() throws Exception {
    ObjectMapper json = new ObjectMapper();

    assertThat(json.readTree(scripts.get(0).group(2))).isEqualTo(json.readTree(ApiDocument.packaged().json()));
  }

  @Test
  void thePageTellsTheHashOfTheDocument() throws Exception {
    try (InputStream in = ApiDocument.class.getResourceAsStream("ingest-jobs.yaml")) {
      String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(in.readAllBytes()));

      assertThat(withoutScripts).contains("sha256:<code>" + sha256 + "</code>");
    }
  }

  /** Everything stands in the page, and whatever Redoc would fetch nevertheless is forbidden. */
  @Test
  void nothingIsFetched() {
    assertThat(scripts).extracting(script -> script.group(1))
        .containsExactly("<script type=\"application/json\" id=\"document\">", "<script>", "<script>");
    assertThat(withoutScripts)
        .contains("content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\"")
        .doesNotContainPattern("(?i)src=|href=|url\\(|@import|<link|https?:");
  }

  /** A new host in a new release of Redoc is to be looked at: does Redoc name it, or call it? */
  @Test
  void redocCallsNobody() {
    Pattern address = Pattern.compile("https?://([a-z0-9-]+(\\.[a-z0-9-]+)+)");

    assertThat(address.matcher(scripts.get(1).group(2)).results().map(host -> host.group(1))).containsOnly("example.com", "fb.me", "git.io",
        "github.com", "marked.js.org", "reactjs.org", "redoc.ly", "redocly.com", "stackoverflow.com", "www.w3.org");
  }

  /** Neither a text of the document nor Redoc's code ends its script before its end, or begins what hides that end. */
  @Test
  void aScriptEndsWhereItShould() {
    assertThat(scripts).hasSize(3)
        .allSatisfy(script -> assertThat(script.group(2)).doesNotContainPattern("(?i)<!--|<script"));
    assertThat(withoutScripts).doesNotContainIgnoringCase("script>/").endsWith("\n</body>\n</html>\n");
    assertThat(scripts.get(0).group(2)).doesNotContain("<");
  }

  @Test
  void aLinkIsPutIntoTheHeader() {
    assertThat(Reference.pageWithLink("index.html", "The report")).containsOnlyOnce("<a href=\"index.html\">The report</a>\n</header>");
  }
}
