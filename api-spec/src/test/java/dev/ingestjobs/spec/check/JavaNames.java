package dev.ingestjobs.spec.check;

import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.DocumentLint.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Can the names of schemas and properties be those of classes and methods? Fields that have the name of a method that each
 * class has anyway are renamed in {@code client/pom.xml}.
 */
final class JavaNames {
  /** What the generated classes themselves use, by {@code client/src/main/templates}, and what stands beside them. */
  private static final Set<String> USED = Set.of("Builder", "Character", "Fields", "Generated", "IllegalArgumentException",
      "JsonAnyGetter", "JsonAnySetter", "JsonCreator", "JsonDeserialize", "JsonInclude", "JsonPOJOBuilder", "JsonProperty",
      "JsonPropertyOrder", "JsonSerialize", "JsonValue", "LinkedHashMap", "Map", "MissingFieldException", "Nullable", "Objects",
      "Override", "Rfc3339", "Set", "Strict", "String", "Headers", "Param", "RequestLine", "TypedResponse");

  /** What the generator takes for a class of Java's, whatever the document says. */
  private static final Set<String> TAKEN = Set.of("AnyType", "Array", "ArrayList", "BigDecimal", "ByteArray", "Date", "DateTime",
      "File", "HashMap", "LinkedHashSet", "LocalDateTime", "LocalTime", "Timestamp", "UUID", "URI");

  private JavaNames() {}

  /** What is wrong with the names of the schemas. */
  static List<Finding> ofSchemas(Place schemas) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> files = new HashMap<>();
    schemas.node().fieldNames().forEachRemaining(name -> {
      String type = capitalized(words(name));
      String place = schemas.pointerTo(name);
      // Where a file system knows no case, one file would replace the other.
      String other = files.putIfAbsent(type.toLowerCase(Locale.ROOT), name);
      if (USED.contains(type) || TAKEN.contains(type)) {
        findings.add(Finding.of(Code.JAVA_NAME, place,
            "A class " + type + " of the client would be taken for another. Give the schema another name."));
      } else if (other != null) {
        findings.add(Finding.of(Code.JAVA_NAME, place,
            "A class " + type + " of the client would replace that of the schema " + other + ". Give the schema another name."));
      }
    });
    return findings;
  }

  /** What is wrong with the names of an object's properties. */
  static List<Finding> ofProperties(Place properties) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> methods = new HashMap<>();
    properties.node().fieldNames().forEachRemaining(name -> {
      String method = method(name);
      String other = methods.putIfAbsent(method, name);
      if (other != null) {
        findings.add(Finding.of(Code.JAVA_NAME, properties.pointerTo(name), "A class of the client would have a method "
            + method + " for this and for " + other + ". Describe one of them only."));
      }
    });
    return findings;
  }

  /** The generated method for a property, or for a parameter. */
  static String method(String property) {
    if (property.matches("[A-Z0-9_-]+")) {
      return property.replace('-', '_');
    }
    List<String> words = words(property);
    if (words.isEmpty()) {
      return property;
    }
    String first = words.get(0);
    int capitals = first.matches("\\p{Lu}\\p{Lu}.*") ? 2 : 1;
    return first.substring(0, capitals).toLowerCase(Locale.ROOT) + first.substring(capitals)
        + capitalized(words.subList(1, words.size()));
  }

  private static String capitalized(List<String> words) {
    return words.stream().map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  private static List<String> words(String name) {
    return Stream.of(name.replace("@", "at-").split("[^\\p{L}\\p{N}$]+")).filter(word -> !word.isEmpty()).toList();
  }
}
