package dev.ingestjobs.readme;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles snippets in one go. Each is a class, or the body of a method; a body knows {@link ReadersNames}, and the variables of the
 * snippets above it in its section.
 */
final class SnippetCompiler {
  private static final String IMPORTS = Stream.of(
      "dev.ingestjobs.client.*", "dev.ingestjobs.client.await.*", "dev.ingestjobs.client.limit.*", "dev.ingestjobs.client.summary.*",
      "dev.ingestjobs.stub.*", "dev.ingestjobs.stub.junit.*",
      "io.github.bucket4j.Bucket", "io.github.bucket4j.BucketConfiguration",
      "io.github.bucket4j.distributed.ExpirationAfterWriteStrategy", "io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper",
      "io.github.bucket4j.postgresql.Bucket4jPostgreSQL", "io.github.bucket4j.redis.lettuce.Bucket4jLettuce", "io.lettuce.core.RedisClient",
      "java.nio.file.*", "java.time.*", "java.util.*", "org.junit.jupiter.api.Test",
      "static java.nio.charset.StandardCharsets.*", "static org.assertj.core.api.Assertions.*")
      .map(name -> "import " + name + "; ").collect(Collectors.joining());

  private static final Pattern CLASS = Pattern.compile("(?m)^(public |final |abstract |sealed )*(class|interface|record|enum) ");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^(\\w[\\w.<>, ]*) (\\w+) = ");

  private SnippetCompiler() {}

  /** A snippet as javac reads it. What stands before its code is one line. */
  private static final class Source extends SimpleJavaFileObject {
    private final Snippet snippet;
    private final String text;

    private Source(Snippet snippet, String text) {
      super(URI.create("snippet:/Snippet.java"), Kind.SOURCE);
      this.snippet = snippet;
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    /** A class may have any name, whatever its file is called. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  /**
   * What is wrong with the snippets, each with its place in its file. Warnings count.
   *
   * @throws IllegalStateException if nothing is found to be wrong, and yet not every snippet has been looked at
   */
  static List<String> problems(List<Snippet> snippets) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<Source> sources = sources(snippets);
    JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, found,
        List.of("--release", "17", "-proc:none", "-Xlint:all,-classfile", "-cp", System.getProperty("java.class.path")), null, sources);
    Set<Object> packages = new HashSet<>();
    task.analyze().forEach(type -> packages.add(task.getElements().getPackageOf(type)));
    List<String> problems = found.getDiagnostics().stream().map(SnippetCompiler::problem).toList();
    if (problems.isEmpty() && packages.size() != snippets.size()) {
      throw new IllegalStateException("javac has looked at " + packages.size() + " of " + snippets.size() + " snippets");
    }
    return problems;
  }

  private static String problem(Diagnostic<? extends JavaFileObject> diagnostic) {
    String message = diagnostic.getMessage(null);
    return diagnostic.getSource() instanceof Source source ? source.snippet.message(diagnostic.getLineNumber() - 1, message) : message;
  }

  private static List<Source> sources(List<Snippet> snippets) {
    List<Source> sources = new ArrayList<>();
    String section = "";
    Map<String, String> variables = new LinkedHashMap<>();
    for (Snippet snippet : snippets) {
      if (!section.equals(snippet.file() + snippet.section())) {
        section = snippet.file() + snippet.section();
        variables.clear();
      }
      // A package of its own, for classes that have the same name.
      String begin = "package readme.number" + sources.size() + "; " + IMPORTS;
      if (CLASS.matcher(snippet.code()).find()) {
        sources.add(new Source(snippet, begin + "\n" + snippet.code()));
      } else {
        sources.add(new Source(snippet, begin + "class Snippet extends " + ReadersNames.class.getName() + " { "
            + String.join("", variables.values()) + "void run() throws Exception {\n" + snippet.code() + "\n}}"));
        VARIABLE.matcher(snippet.code()).results()
            .forEach(variable -> variables.put(variable.group(2), variable.group(1) + " " + variable.group(2) + "; "));
      }
    }
    return sources;
  }
}
