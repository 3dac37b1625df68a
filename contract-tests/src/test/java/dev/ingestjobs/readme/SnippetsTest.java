package dev.ingestjobs.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SnippetsTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void everySnippetOfJavaCompiles() throws IOException {
    List<Snippet> snippets = snippets(ROOT, "java");

    assertThat(snippets).isNotEmpty();
    assertThat(SnippetCompiler.problems(snippets)).isEmpty();
  }

  /** An indented or otherwise unusual block would be none to {@link Snippet}. */
  @Test
  void noSnippetIsOverlooked() throws IOException {
    for (String language : List.of("java", "xml")) {
      long mentioned = 0;
      for (Path file : Snippet.files(ROOT)) {
        mentioned += Files.readAllLines(file).stream().filter(line -> line.matches("(?i)\\W*(```|~~~)\\W*" + language + "\\b.*")).count();
      }
      assertThat(snippets(ROOT, language)).as(language).hasSize((int) mentioned);
    }
  }

  @Test
  void everyDependencyIsAModuleOfThisBuildInItsVersion() throws Exception {
    List<String> modules = new ArrayList<>();
    for (Element module : elements(parsed(Files.readString(ROOT.resolve("pom.xml"))), "module")) {
      Element pom = parsed(Files.readString(ROOT.resolve(module.getTextContent()).resolve("pom.xml"))).getDocumentElement();
      Element parent = (Element) pom.getElementsByTagName("parent").item(0);
      modules.add(text(parent, "groupId") + ":" + text(pom, "artifactId") + ":" + text(parent, "version"));
    }
    List<Snippet> snippets = snippets(ROOT, "xml");

    assertThat(snippets).isNotEmpty();
    for (Snippet snippet : snippets) {
      assertThat(elements(parsed(snippet.code()), "dependency")).as(snippet.message(1, "dependencies")).isNotEmpty()
          .allSatisfy(dependency -> assertThat(modules)
              .contains(text(dependency, "groupId") + ":" + text(dependency, "artifactId") + ":" + text(dependency, "version")));
    }
  }

  @Test
  void whatDoesNotCompileIsFoundAtItsPlace(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("README.md"), """
        # One
        ```java
        Duration pause = Duration.ofSeconds(1);
        ```
        ```java
        client.get(id);
        log.info("{}", pause);
        Duration pause = 1;
        ```
        # Other
        ```java
        log.info("{}", pause);
        ```
        """);
    Files.writeString(Files.createDirectory(root.resolve("module")).resolve("README.md"), """
        ```java

        class Example {
          java.util.List raw;
        }
        ```
        """);

    assertThat(SnippetCompiler.problems(snippets(root, "java"))).extracting(problem -> problem.lines().findFirst().orElseThrow())
        .containsExactlyInAnyOrder(
            "README.md:8: incompatible types: int cannot be converted to java.time.Duration",
            "README.md:12: cannot find symbol",
            "module/README.md:4: found raw type: java.util.List");
  }

  @Test
  void whatOnlyTheFlowOfTheCodeShowsIsFound(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("README.md"), "```java\nDuration pause;\nlog.info(\"{}\", pause);\n```\n");

    assertThat(SnippetCompiler.problems(snippets(root, "java"))).containsExactly("README.md:3: variable pause might not have been initialized");
  }

  @Test
  void aBlockWithoutAnEndIsAnError(@TempDir Path root) throws IOException {
    Files.writeString(root.resolve("README.md"), "# One\n```java\nclient.close();\n");

    assertThatThrownBy(() -> Snippet.of(root)).hasMessage("README.md:2: this block has no end");
  }

  private static List<Snippet> snippets(Path root, String language) throws IOException {
    return Snippet.of(root).stream().filter(snippet -> snippet.language().equals(language)).toList();
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(nodes::item).map(Element.class::cast).toList();
  }

  /** The text of the child of that name, and not of what lies deeper. */
  private static String text(Element parent, String name) {
    NodeList children = parent.getChildNodes();
    return IntStream.range(0, children.getLength()).mapToObj(children::item).filter(child -> child.getNodeName().equals(name))
        .flatMap(child -> Stream.of(child.getTextContent())).findFirst().orElse("no " + name);
  }
}
