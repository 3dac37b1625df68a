package dev.ingestjobs.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of code in a Markdown file.
 *
 * @param section the heading above it
 * @param line the number, from 1, of the line on which its code begins
 */
record Snippet(Path file, String section, String language, int line, String code) {
  private static final String FENCE = "```";

  /** The Markdown files of a project: those of its root and of the folders there. */
  static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.find(root, 2, (path, attributes) -> path.toString().endsWith(".md"))) {
      return files.sorted().toList();
    }
  }

  /** The blocks of those files, in their order. */
  static List<Snippet> of(Path root) throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path file : files(root)) {
      snippets.addAll(of(root.relativize(file), Files.readAllLines(file)));
    }
    return snippets;
  }

  private static List<Snippet> of(Path file, List<String> lines) {
    List<Snippet> snippets = new ArrayList<>();
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("#")) {
        section = line;
      } else if (line.startsWith(FENCE)) {
        List<String> code = lines.subList(i + 1, lines.size());
        if (!code.contains(FENCE)) {
          throw new IllegalStateException(file + ":" + (i + 1) + ": this block has no end");
        }
        code = code.subList(0, code.indexOf(FENCE));
        snippets.add(new Snippet(file, section, line.substring(FENCE.length()).strip(), i + 2, String.join("\n", code)));
        i += code.size() + 1;
      }
    }
    return snippets;
  }

  /** A message about a line of the code, that line being counted from 1. */
  String message(long lineOfCode, String message) {
    return file + ":" + (line + lineOfCode - 1) + ": " + message;
  }
}
