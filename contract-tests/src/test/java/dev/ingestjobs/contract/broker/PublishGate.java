package dev.ingestjobs.contract.broker;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.contract.check.Check;
import dev.ingestjobs.contract.check.Counts;
import dev.ingestjobs.contract.consumer.Defined;
import dev.ingestjobs.spec.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * Lets a pact through to a broker only if this build has written all of it, checked it and verified it. Judged by what the tests have
 * left, not by how the build was called: there are more ways to leave a test out than anybody can list.
 */
final class PublishGate {
  private static final String CHECKS = "dev.ingestjobs.contract.check.ContractIT";
  private static final String VERIFICATION = "dev.ingestjobs.contract.provider.StubProviderIT";

  private PublishGate() {}

  /** Takes a pact, the folder it is published from, and the folders with the reports of the tests. Prints why, where it must not. */
  public static void main(String[] paths) throws IOException {
    Path pact = Path.of(paths[0]);
    Path publishable = Path.of(paths[1]);
    List<String> objections = objections(pact, Arrays.stream(paths).skip(2).map(Path::of).toList());
    if (!objections.isEmpty()) {
      objections.forEach(System.out::println);
      System.exit(1);
    }
    Files.createDirectories(publishable);
    Files.copy(pact, publishable.resolve(pact.getFileName()));
  }

  /** Why the pact must not be published, one line each. */
  static List<String> objections(Path pact, List<Path> reports) throws IOException {
    if (!Files.isRegularFile(pact)) {
      return List.of("There is no pact at " + pact + ".");
    }
    List<String> objections = new ArrayList<>();
    Counts.check(Defined.interactions(), interactions(pact)).stream().map(Finding::line).forEach(objections::add);
    Map<String, Tests> classes = tests(reports);
    classes.values().stream().filter(tests -> tests.failed > 0)
        .map(tests -> tests.name + " has failed.").forEach(objections::add);
    objections.addAll(wholly(CHECKS, Check.values().length, classes));
    objections.addAll(wholly(VERIFICATION, Defined.interactions().size(), classes));
    return objections;
  }

  private static List<String> wholly(String name, int least, Map<String, Tests> classes) {
    Tests tests = classes.get(name);
    if (tests == null) {
      return List.of(name + " has not run in this build.");
    }
    int run = tests.run - tests.skipped;
    return run < least ? List.of(name + " has run in part: " + run + " of " + least + " tests.") : List.of();
  }

  /** What a report says of a class of tests. */
  private record Tests(String name, int run, int failed, int skipped) {
    static Tests read(Path report) {
      try {
        Element suite = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        return new Tests(suite.getAttribute("name"), number(suite, "tests"), number(suite, "failures") + number(suite, "errors"),
            number(suite, "skipped"));
      } catch (IOException | ParserConfigurationException | SAXException e) {
        throw new IllegalStateException(report + " is no report of tests", e);
      }
    }

    private static int number(Element suite, String attribute) {
      return Integer.parseInt(suite.getAttribute(attribute));
    }
  }

  private static Map<String, Tests> tests(List<Path> folders) throws IOException {
    Map<String, Tests> classes = new TreeMap<>();
    for (Path folder : folders) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).map(Tests::read)
              .forEach(tests -> classes.put(tests.name, tests));
        }
      }
    }
    return classes;
  }

  private static List<SynchronousHttp> interactions(Path pact) {
    return DefaultPactReader.INSTANCE.loadPact(pact.toFile()).getInteractions().stream().map(SynchronousHttp.class::cast).toList();
  }
}
