package dev.ingestjobs.contract.check;

import dev.ingestjobs.client.IngestJobsClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javassist.bytecode.AccessFlag;
import javassist.bytecode.AttributeInfo;
import javassist.bytecode.ClassFile;
import javassist.bytecode.FieldInfo;
import javassist.bytecode.InnerClassesAttribute;
import javassist.bytecode.MethodInfo;

/**
 * What users of the client can see of it, as a jar: its public and protected classes, fields, methods and constructors, without
 * any code. The same client gives the same bytes, whatever built it.
 */
final class ClientApi {
  /** The API of the last release, kept there by {@code mvn -Preleased -DskipTests package}. */
  static final Path RELEASED = Path.of("src/test/released/amperity-ingest-client.jar");
  /** Says which version of the client it is. */
  static final String PROPERTIES = "dev/ingestjobs/client/internal/client.properties";

  private static final String ROOT = "dev/ingestjobs/client";
  private static final String INTERNAL = "dev.ingestjobs.client.internal";
  /** All else, such as line numbers or how lambdas are made, is of no use to a user or differs from compiler to compiler. */
  private static final Set<String> KEPT = Set.of("AnnotationDefault", "ConstantValue", "Deprecated", "Exceptions", "InnerClasses",
      "PermittedSubclasses", "Record", "RuntimeVisibleAnnotations", "Signature");
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ClientApi() {}

  /** Writes the API of the client in the first path, a jar or a folder of classes, to the second. */
  public static void main(String[] paths) throws IOException {
    byte[] api = of(Path.of(paths[0]));
    Files.createDirectories(Path.of(paths[1]).getParent());
    Files.write(Path.of(paths[1]), api);
    System.out.println("The API of " + paths[0] + " is in " + paths[1] + ", " + api.length + " bytes");
  }

  /** Where the client is that these tests use: a jar or, before it is packaged, a folder of classes. */
  static Path clientOfThisBuild() {
    return locationOf(IngestJobsClient.class);
  }

  static Path locationOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  /** The API of the client in that jar or folder of classes, as the bytes of a jar. */
  static byte[] of(Path client) throws IOException {
    if (Files.isDirectory(client)) {
      return ofRoot(client);
    }
    try (FileSystem jar = FileSystems.newFileSystem(client)) {
      return ofRoot(jar.getPath("/"));
    }
  }

  private static byte[] ofRoot(Path root) throws IOException {
    Map<String, ClassFile> classes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root.resolve(ROOT))) {
      files.filter(file -> file.toString().endsWith(".class")).map(ClientApi::read)
          .forEach(type -> classes.put(type.getName(), type));
    }
    Map<String, byte[]> entries = new TreeMap<>();
    Set<String> visible = visible(classes);
    for (String name : visible) {
      entries.put(name.replace('.', '/') + ".class", stripped(classes.get(name), visible));
    }
    if (Files.exists(root.resolve(PROPERTIES))) {
      entries.put(PROPERTIES, Files.readString(root.resolve(PROPERTIES)).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
    }
    return jar(entries);
  }

  private static ClassFile read(Path file) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      return new ClassFile(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The classes that users can name, and what those inherit from. */
  private static Set<String> visible(Map<String, ClassFile> classes) {
    Set<String> visible = new HashSet<>();
    classes.forEach((name, type) -> {
      if (!name.startsWith(INTERNAL) && isAccessible(type, classes)) {
        addWithSupertypes(name, classes, visible);
      }
    });
    return visible;
  }

  private static void addWithSupertypes(String name, Map<String, ClassFile> classes, Set<String> visible) {
    ClassFile type = classes.get(name);
    if (type != null && visible.add(name)) {
      addWithSupertypes(type.getSuperclass(), classes, visible);
      Stream.of(type.getInterfaces()).forEach(supertype -> addWithSupertypes(supertype, classes, visible));
    }
  }

  private static boolean isAccessible(ClassFile type, Map<String, ClassFile> classes) {
    InnerClassesAttribute inner = (InnerClassesAttribute) type.getAttribute(InnerClassesAttribute.tag);
    int index = inner == null ? -1 : inner.find(type.getName());
    if (index < 0) {
      return AccessFlag.isPublic(type.getAccessFlags());
    }
    String outer = inner.outerClass(index);
    return isForUsers(inner.accessFlags(index)) && outer != null && isAccessible(classes.get(outer), classes);
  }

  private static boolean isForUsers(int flags) {
    return (AccessFlag.isPublic(flags) || AccessFlag.isProtected(flags)) && (flags & AccessFlag.SYNTHETIC) == 0;
  }

  private static byte[] stripped(ClassFile type, Set<String> visible) throws IOException {
    type.getMethods().removeIf(method -> !isForUsers(method.getAccessFlags()));
    type.getFields().removeIf(field -> !isForUsers(field.getAccessFlags()));
    type.getMethods().sort(Comparator.comparing(MethodInfo::getName).thenComparing(MethodInfo::getDescriptor));
    type.getFields().sort(Comparator.comparing(FieldInfo::getName));
    strip(type.getAttributes());
    forgetOtherClasses((InnerClassesAttribute) type.getAttribute(InnerClassesAttribute.tag), visible);
    type.getMethods().forEach(method -> strip(method.getAttributes()));
    type.getFields().forEach(field -> strip(field.getAttributes()));
    type.compact();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    type.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static void strip(List<AttributeInfo> attributes) {
    attributes.removeIf(attribute -> !KEPT.contains(attribute.getName()));
    attributes.sort(Comparator.comparing(AttributeInfo::getName));
  }

  /** A class lists the nested classes that its code uses as well. */
  private static void forgetOtherClasses(InnerClassesAttribute inner, Set<String> visible) {
    for (int index = inner == null ? -1 : inner.tableLength() - 1; index >= 0; index--) {
      if (!visible.contains(inner.innerClass(index))) {
        inner.remove(index);
      }
    }
  }

  /** Not compressed, because each JDK may compress in its own way. */
  private static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      jar.setMethod(ZipOutputStream.STORED);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        CRC32 checksum = new CRC32();
        checksum.update(content.getValue());
        ZipEntry entry = new ZipEntry(content.getKey());
        entry.setTimeLocal(NO_TIME);
        entry.setSize(content.getValue().length);
        entry.setCrc(checksum.getValue());
        jar.putNextEntry(entry);
        jar.write(content.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
