package dev.ingestjobs.stub;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.InvalidDocumentException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;

/**
 * Runs the stub in a process of its own, for tests in any language. {@code --help} tells the options.
 *
 * <p>It needs its jar and what the jar depends on: {@code java -cp 'DIRECTORY/*' dev.ingestjobs.stub.Main --port 8080}.
 * The first line it prints ends in the address where it listens. What is wrong with an option is one line on stderr, and the exit
 * code 2.
 */
public final class Main {
  /** The environment variable that holds the password of the keystore. */
  static final String KEYSTORE_PASSWORD = "STUB_KEYSTORE_PASSWORD";

  private static final int MISUSED = 2;
  private static final List<String> OPTIONS = List.of("--port", "--document", "--keystore", "--wiremock");
  private static final String HELP = """
      Runs a stub of GET /ingest/jobs/{id} on this machine, until Ctrl-C. It answers with the document's examples.

        --port N         the port, or 0, the default, for a free one
        --document FILE  an OpenAPI document instead of the one in the jar
        --keystore FILE  speak HTTPS with the key in this keystore (PKCS12 or JKS), whose password is in the environment
                         variable STUB_KEYSTORE_PASSWORD
        --wiremock DIR   run nothing, but write the same as WireMock mappings into a new or empty directory
        --help           this text
      """;

  private Main() {}

  /** Runs the stub until the process is ended. */
  public static void main(String[] arguments) {
    int exitCode = run(List.of(arguments), System.getenv(), System.out, System.err);
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /** Runs the stub until the thread is interrupted. Returns the exit code. */
  static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    try {
      if (arguments.contains("--help")) {
        out.print(HELP);
        return 0;
      }
      Map<String, String> options = options(arguments);
      int port = port(options.getOrDefault("--port", "0"));
      ApiDocument document = document(Optional.ofNullable(options.get("--document")));
      if (options.containsKey("--wiremock")) {
        Path directory = Path.of(options.get("--wiremock"));
        out.println(WireMockMappings.write(document, directory) + " mappings are in " + directory);
        return 0;
      }
      Optional<SSLContext> tls = Optional.ofNullable(options.get("--keystore"))
          .map(file -> Keystore.context(Path.of(file), Optional.ofNullable(environment.get(KEYSTORE_PASSWORD))));
      try (StubServer stub = StubServer.start(document, port, tls)) {
        out.print(stub.usage());
        out.flush();
        new CountDownLatch(1).await();
      }
      return 0;
    } catch (InterruptedException e) {
      return 0;
    } catch (StubException e) {
      err.println("stub: " + e.getMessage());
      return MISUSED;
    }
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new TreeMap<>();
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      if (!OPTIONS.contains(option)) {
        throw new StubException(option + " is not an option; there are " + String.join(", ", OPTIONS) + " and --help");
      }
      if (rest.isEmpty()) {
        throw new StubException(option + " needs a value after it");
      }
      if (options.put(option, rest.remove()) != null) {
        throw new StubException(option + " is there twice");
      }
    }
    return options;
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new StubException("--port: " + text + " is not a number", e);
    }
  }

  private static ApiDocument document(Optional<String> file) {
    try {
      return file.map(name -> ApiDocument.read(Path.of(name))).orElseGet(ApiDocument::packaged);
    } catch (UncheckedIOException e) {
      throw new StubException("--document: " + file.orElseThrow() + " cannot be read", e);
    } catch (InvalidDocumentException e) {
      throw new StubException(e.getMessage(), e);
    }
  }
}
