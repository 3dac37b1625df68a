package dev.ingestjobs.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The document as a page, which the build has made. It needs nothing but itself. */
public final class Reference {
  private static final String PLACE_FOR_LINKS = "<!-- links -->";

  private Reference() {}

  /** The page. It leads nowhere, because it does not know what lies beside it. */
  public static String page() {
    try (InputStream in = Reference.class.getResourceAsStream("ingest-jobs.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page with a link in its header. */
  public static String pageWithLink(String href, String text) {
    return page().replace(PLACE_FOR_LINKS, "<a href=\"" + href + "\">" + text + "</a>");
  }
}
