package dev.ingestjobs.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.Findings;
import feign.RequestLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientCompatibilityTest {
  /** A small client, from which each case starts. */
  private static final String CLIENT = """
      package dev.ingestjobs.client;
      public class Client {
        public static final int MAX = 1;
        public static final java.util.List<String> NAMES = java.util.List.of();
        public Client(String tenant) {}
        public Object get(String id) { return id; }
        public java.util.List<String> ids() { return java.util.List.of(); }
        public void put(java.util.Map<String, java.util.List<Long>> all) {}
        protected void onClose() {}
        void forThePackage() {}
        private void own() {}
        public interface Listener {
          void onEvent(String event);
          default void onEnd() {}
        }
        public sealed interface Change permits Added {
          String describe();
        }
        public record Added(String describe) implements Change {}
        public static final class Builder {
          private Builder() {}
          public Builder tenant(String tenant) { return this; }
        }
        public abstract static class Failure extends IllegalStateException {
          private static final long serialVersionUID = 1;
          Failure() {}
          public String id() { return ""; }
        }
        public interface Api {
          @feign.RequestLine("GET /") String get();
        }
        static class Hidden {
          public void method() {}
        }
      }
      """;

  @TempDir static Path folder;
  private static final Map<String, Path> COMPILED = new HashMap<>();

  @Test
  void theClientKeepsWhatTheReleasedOnePromised() {
    Findings.none("Mend the client, or raise its version; contract-tests/README.md says what each code means.",
        () -> ClientCompatibility.check(ClientApi.RELEASED, ClientApi.clientOfThisBuild()));
  }

  @Test
  void theReleasedClientIsTheApiOfAClientAndNothingElse() throws IOException {
    assertThat(ClientApi.of(ClientApi.RELEASED)).isEqualTo(Files.readAllBytes(ClientApi.RELEASED));
  }

  static Stream<Arguments> differences() {
    return Stream.of(
        broken("a method that is gone", "public Object get(String id) { return id; }", "",
            "client.api.method.removed  dev.ingestjobs.client.Client#get(String): public Object get(String) is gone"),
        broken("a method with another parameter", "get(String id)", "get(CharSequence id)",
            "client.api.method.removed  dev.ingestjobs.client.Client#get(String): "
                + "public Object get(String) (public Object get(CharSequence) is new here: changed?) is gone"),
        broken("a method of the package alone", "public Object get", "Object get",
            "client.api.method.removed  dev.ingestjobs.client.Client#get(String)"),
        broken("another return type", "public Object get", "public String get",
            "client.api.method.changed  dev.ingestjobs.client.Client#get(String): "
                + "Method return type changed: was public Object get(String) and is public String get(String). Change it back"),
        broken("another generic return type", "public java.util.List<String> ids", "public java.util.List<Integer> ids",
            "client.api.method.changed  dev.ingestjobs.client.Client#ids(): Generic types changed: was public List<String> ids()"),
        broken("another generic type of a parameter, deep down", "Map<String, java.util.List<Long>> all", "Map<String, java.util.List<Integer>> all",
            "client.api.method.changed  dev.ingestjobs.client.Client#put(Map<String, List<Long>>): Generic types changed: was public void"),
        broken("a checked exception", "get(String id)", "get(String id) throws java.io.IOException",
            "client.api.method.changed  dev.ingestjobs.client.Client#get(String): Method now throws checked exception"),
        broken("a static method", "public Object get", "public static Object get",
            "client.api.method.changed  dev.ingestjobs.client.Client#get(String)"),
        broken("a final method", "protected void onClose", "protected final void onClose",
            "client.api.method.changed  dev.ingestjobs.client.Client#onClose()"),
        broken("another constructor", "Client(String tenant)", "Client()",
            "client.api.method.removed  dev.ingestjobs.client.Client(String)"),
        broken("a class of the package alone", "public static final class Builder", "static final class Builder",
            "client.api.class.removed  dev.ingestjobs.client.Client.Builder: The class is gone, or no longer public. Put it back"),
        broken("an abstract class", "public class Client", "public abstract class Client",
            "client.api.class.changed  dev.ingestjobs.client.Client"),
        broken("a final class", "public class Client", "public final class Client",
            "client.api.class.changed  dev.ingestjobs.client.Client"),
        broken("another superclass", "extends IllegalStateException", "extends IllegalArgumentException",
            "client.api.class.changed  dev.ingestjobs.client.Client.Failure: Superclass removed: java.lang.IllegalStateException"),
        broken("an interface that is gone", "implements Change", "", "permits Added", "permits Other", "public record Added",
            "record Other(String describe) implements Change {} public record Added",
            "client.api.class.changed  dev.ingestjobs.client.Client.Added: Interface removed: dev.ingestjobs.client.Client$Change"),
        broken("a sealed interface", "public interface Listener {",
            "record Only() implements Listener { public void onEvent(String e) {} } public sealed interface Listener permits Only {",
            "client.api.class.changed  dev.ingestjobs.client.Client.Listener: Class now sealed"),
        broken("a new abstract method", "default void onEnd() {}", "default void onEnd() {} void onStart();",
            "client.api.method.demanded  dev.ingestjobs.client.Client.Listener#onStart(): "
                + "public abstract void onStart() is new, and whoever has a subtype has to implement it. Give it a default implementation"),
        broken("a default method that is none any more", "default void onEnd() {}", "void onEnd();",
            "client.api.method.demanded  dev.ingestjobs.client.Client.Listener#onEnd()"),
        broken("a field that is gone", "public static final int MAX = 1;", "",
            "client.api.field.removed  dev.ingestjobs.client.Client#MAX: public static final int MAX is gone"),
        broken("a field of another type", "int MAX", "long MAX", "client.api.field.changed  dev.ingestjobs.client.Client#MAX"),
        broken("a field of another generic type", "List<String> NAMES", "List<Object> NAMES",
            "client.api.field.changed  dev.ingestjobs.client.Client#NAMES: Generic types changed: was public static final List<String> NAMES"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void aDifferenceThatBreaksUsersIsFound(String name, List<String> edits, String line) throws IOException {
    List<Finding> findings = compare("1.2.3", CLIENT, "1.3.0", edited(edits));

    assertThat(findings).extracting(Finding::line).singleElement().asString().startsWith(line).endsWith(", or raise the version to 2.0.0.");
  }

  static Stream<Arguments> additions() {
    return Stream.of(
        tolerated("nothing"),
        tolerated("a new method", "public static final class Builder {",
            "public static final class Builder { public Builder region(String r) { return this; }"),
        tolerated("a new class", "static class Hidden", "public static class New {} static class Hidden"),
        tolerated("a new field", "int MAX = 1;", "int MAX = 1; public static final int MIN = 0;"),
        tolerated("a new default method", "default void onEnd() {}", "default void onEnd() {} default void onStart() {}"),
        tolerated("a new abstract method where nobody can implement it", "String describe();", "String describe(); String id();",
            "Added(String describe)", "Added(String describe, String id)", "implements Change {}",
            "implements Change { public Added(String describe) { this(describe, \"\"); } }"),
        tolerated("a new abstract method where nobody can extend it",
            "public String id()", "public abstract String other(); public String id()"),
        tolerated("a new method for Feign to implement", "String get();", "String get(); @feign.RequestLine(\"PUT /\") String put();"),
        tolerated("a method of a class where nobody can override it", "public String id()", "public final String id()"),
        tolerated("a new interface", "public class Client {", "public class Client implements java.io.Closeable { public void close() {}"),
        tolerated("another private method", "private void own()", "private void other()"),
        tolerated("another method of the package", "void forThePackage()", "void other()"),
        tolerated("another class of the package", "static class Hidden", "static class Other"),
        tolerated("a value of a constant", "MAX = 1", "MAX = 2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("additions")
  void aDifferenceThatBreaksNobodyIsTolerated(String name, List<String> edits) throws IOException {
    assertThat(compare("1.2.3", CLIENT, "1.2.4", edited(edits))).isEmpty();
  }

  @Test
  void whatIsInternalMayChange() throws IOException {
    String internal = "package dev.ingestjobs.client.internal; public class Internal { public void %s() {} }";
    assertThat(compare("1.2.3", internal.formatted("old"), "1.2.4", internal.formatted("other")))
        .extracting(Finding::code).containsExactly(ClientCompatibility.Code.RELEASED_EMPTY);
  }

  @Test
  void whatEveryoneInheritsIsOneFinding() throws IOException {
    String base = "package dev.ingestjobs.client; public class Base { public void one() {} public static class Sub extends Base {} }";
    assertThat(compare("1.2.3", base, "1.2.4", base.replace("public void one() {}", "")))
        .extracting(Finding::place).containsExactly("dev.ingestjobs.client.Base#one()");
  }

  @Test
  void whatIsInheritedFromAClassOfThePackageIsSeen() throws IOException {
    String client = "package dev.ingestjobs.client; public class Client extends Base {} class Base { public void one() {} }";
    assertThat(compare("1.2.3", client, "1.2.4", client.replace("public void one() {}", "")))
        .extracting(finding -> finding.code() + " " + finding.place()).containsExactly("client.api.method.removed dev.ingestjobs.client.Client");
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments("1.2.3", "1.2.4", false), arguments("1.2.3", "1.3.0", false), arguments("1.2.3", "2.0.0", true),
        arguments("1.2.3", "2.0.0-SNAPSHOT", true), arguments("1.2.3", "0.9.0", false),
        arguments("0.1.0", "0.1.1-SNAPSHOT", false), arguments("0.1.0", "0.2.0", true), arguments("0.1.0", "1.0.0", true),
        arguments("9.0.0", "10.0.0", true));
  }

  @ParameterizedTest
  @MethodSource("versions")
  void aVersionThatMayBreakSaysThatItDoes(String released, String current, boolean mayBreak) throws IOException {
    List<Finding> findings = compare(released, CLIENT, current, CLIENT.replace("ids()", "jobs()"));

    assertThat(findings).hasSize(1);
    assertThat(findings.get(0).code()).isEqualTo(mayBreak ? ClientCompatibility.Code.LIFTED : ClientCompatibility.Code.METHOD_REMOVED);
    assertThat(findings.get(0).line()).contains("dev.ingestjobs.client.Client#ids()");
  }

  @Test
  void sameApiSameBytes() throws IOException {
    Path one = compile("1.0.0", CLIENT);
    Path other = compile("1.0.0", CLIENT.replace("return id;",
        "Runnable run = () -> own(); run.run(); return \"<\" + id + \">\";"));

    assertThat(ClientApi.of(one)).isEqualTo(ClientApi.of(other));
  }

  private static Arguments broken(String name, String... editsAndLine) {
    List<String> all = List.of(editsAndLine);
    return arguments(name, all.subList(0, all.size() - 1), all.get(all.size() - 1));
  }

  private static Arguments tolerated(String name, String... edits) {
    return arguments(name, List.of(edits));
  }

  private static String edited(List<String> edits) {
    String edited = CLIENT;
    for (int i = 0; i < edits.size(); i += 2) {
      assertThat(edited).contains(edits.get(i));
      edited = edited.replace(edits.get(i), edits.get(i + 1));
    }
    return edited;
  }

  private static List<Finding> compare(String oldVersion, String oldClient, String newVersion, String newClient) throws IOException {
    return ClientCompatibility.check(compile(oldVersion, oldClient), compile(newVersion, newClient));
  }

  /** A folder of classes. */
  private static Path compile(String version, String source) throws IOException {
    Path known = COMPILED.get(version + source);
    if (known != null) {
      return known;
    }
    Path classes = Files.createTempDirectory(folder, "client");
    Path file = classes.resolve(source.replaceFirst("(?s).*?class (\\w+).*", "$1") + ".java");
    Files.writeString(file, source);
    int failed = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", classes.toString(),
        "-cp", ClientApi.locationOf(RequestLine.class).toString(), file.toString());
    assertThat(failed).as(source).isZero();
    Path properties = classes.resolve(ClientApi.PROPERTIES);
    Files.createDirectories(properties.getParent());
    Files.writeString(properties, "version=" + version + "\n");
    COMPILED.put(version + source, classes);
    return classes;
  }
}
