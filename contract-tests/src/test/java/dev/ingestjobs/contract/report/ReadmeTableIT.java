package dev.ingestjobs.contract.report;

import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.ApiDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of responses is the one of today. {@code -Dcontract.readme.write=true} writes it anew. */
class ReadmeTableIT {
  private static final Path README = Path.of("../README.md");
  private static final String BEGIN = "<!-- contract -->\n";
  private static final String END = "<!-- /contract -->";

  @Test
  void theReadmeHasTheTableOfToday() throws IOException {
    String readme = Files.readString(README).replace("\r", "");
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    int end = readme.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw failure("README.md has no table between " + BEGIN.strip() + " and " + END + ".");
    }
    String table = ReadmeTable.of(ApiDocument.packaged(), Defined.interactions());
    if (Boolean.getBoolean("contract.readme.write")) {
      Files.writeString(README, readme.substring(0, begin) + table + readme.substring(end));
    } else if (!readme.substring(begin, end).equals(table)) {
      throw failure("README.md: its table of responses is not what document, pact and client say now. "
          + "Once the checks find nothing else, rewrite it: mvn verify -Dcontract.readme.write=true");
    }
  }

  /** One line: where in the tests it was thrown tells nobody anything. */
  private static AssertionError failure(String line) {
    AssertionError failure = new AssertionError(line);
    failure.setStackTrace(new StackTraceElement[0]);
    return failure;
  }
}
