package dev.ingestjobs.contract.report;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Writes the report when the last test of a run is over, whether tests passed or failed. The build asks for it with {@code
 * -Dcontract.report.write=true}; a run that has left no part leaves no report.
 *
 * <p>The platform finds it through {@code META-INF/services}.
 */
public final class ReportListener implements LauncherSessionListener {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * @throws IllegalStateException if the report cannot be written. That fails the build: nobody must take an old report, or none,
   *     for this one.
   */
  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (Boolean.getBoolean("contract.report.write")) {
      try {
        write(Part.folder());
      } catch (IOException | RuntimeException e) {
        System.out.println("[ERROR] The contract report could not be written: " + e);
        throw new IllegalStateException("the contract report could not be written", e);
      }
    }
  }

  static void write(Path folder) throws IOException {
    if (Files.isDirectory(folder.resolve("parts"))) {
      List<SynchronousHttp> pact = Files.isRegularFile(Contract.pactFile()) ? Pacts.read(Contract.pactFile()) : List.of();
      boolean uncoveredIsWarning = System.getProperty("contract.uncovered", "").equals("warn");
      Report report = Assembly.report(Parts.read(folder.resolve("parts")), document(), pact, uncoveredIsWarning, Clock.systemUTC());
      write(report, folder);
      System.out.println("[INFO] " + String.join(" ", report.headline(), report.notRun(), "The report:", folder.resolve("index.html").toString()));
    }
  }

  static void write(Report report, Path folder) throws IOException {
    Files.writeString(folder.resolve("index.html"), Html.of(report));
    Files.writeString(folder.resolve("reference.html"), Reference.pageWithLink("index.html", "The contract's report"));
    Files.writeString(folder.resolve("summary.md"), Markdown.of(report));
    Files.writeString(folder.resolve("junit.xml"), JUnitXml.of(report));
    JSON.writeValue(folder.resolve("report.json").toFile(), report);
  }

  private static String document() throws IOException {
    try (InputStream in = ApiDocument.class.getResourceAsStream("ingest-jobs.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
