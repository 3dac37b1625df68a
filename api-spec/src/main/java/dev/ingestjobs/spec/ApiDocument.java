package dev.ingestjobs.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * An OpenAPI document as a tree in which {@code $ref}s are followed and each place knows its JSON pointer.
 *
 * <p>Immutable and safe for use by several threads, as long as nobody changes the nodes that it hands out.
 */
public final class ApiDocument {
  private static final String RESOURCE = "ingest-jobs.yaml";
  private static final int MAX_ALIASES = 1000;
  private static final int MAX_DEPTH = 100;

  private static final ObjectMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final String name;
  private final JsonNode tree;

  private ApiDocument(String name, JsonNode tree) {
    this.name = name;
    this.tree = tree;
  }

  /** The document that this jar holds, which is the one that the client of the same version was generated from. */
  public static ApiDocument packaged() {
    try (InputStream in = ApiDocument.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks its document " + RESOURCE);
      }
      return parse(RESOURCE, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString());
    } catch (CharacterCodingException e) {
      throw new InvalidDocumentException(RESOURCE + ": this is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a document from a file, as YAML 1.2 or JSON.
   *
   * @throws InvalidDocumentException if the file does not hold one document, in UTF-8, whose root is an object
   * @throws UncheckedIOException if the file cannot be read
   */
  public static ApiDocument read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new InvalidDocumentException(file + ": this is not UTF-8", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a document from text, as YAML 1.2 or JSON.
   *
   * @param name what messages call the document
   * @throws InvalidDocumentException if the text does not hold one document whose root is an object
   */
  public static ApiDocument parse(String name, String text) {
    Object loaded;
    try {
      loaded = new Load(LoadSettings.builder()
          .setLabel(name)
          // As people write it: ~ for null, True, 0x1F, merge keys.
          .setSchema(new CoreSchema())
          .setMaxAliasesForCollections(MAX_ALIASES)
          .build()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      // Its own message is many lines long, with a picture of the place.
      String where = e.getProblemMark()
          .map(at -> ", line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1)).orElse("");
      throw new InvalidDocumentException(name + where + ": this is not YAML or JSON: " + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new InvalidDocumentException(name + " is not YAML or JSON: " + e.getMessage(), e);
    }
    JsonNode tree = tree(name + ", #", loaded, 0);
    if (!tree.isObject()) {
      throw new InvalidDocumentException(name + " does not hold an OpenAPI document: its root is no object");
    }
    return new ApiDocument(name, tree);
  }

  /** What YAML has and JSON has not is refused rather than bent: another reader would bend it in another way. */
  private static JsonNode tree(String at, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new InvalidDocumentException(at + " nests too deeply. Is there an anchor inside itself?");
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.createObjectNode();
      map.forEach((key, child) -> {
        String step = at + "/" + key;
        if (key == null || object.has(key.toString())) {
          throw new InvalidDocumentException(at + ": the key " + key + (key == null ? " is no text" : " stands there twice"));
        }
        object.set(key.toString(), tree(step, child, depth + 1));
      });
      return object;
    }
    if (value instanceof List<?> list) {
      ArrayNode array = JSON.createArrayNode();
      list.forEach(child -> array.add(tree(at + "/" + array.size(), child, depth + 1)));
      return array;
    }
    if (value instanceof Double number && !Double.isFinite(number)) {
      throw new InvalidDocumentException(at + ": " + value + " is no number in JSON");
    }
    return JSON.valueToTree(value);
  }

  /** What messages call this document. */
  public String name() {
    return name;
  }

  /** The document as JSON, in ASCII, of which all readers make the same. */
  public String json() {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root of the document. */
  public Place root() {
    return new Place(this, List.of(), tree);
  }

  /**
   * The place that {@code steps} lead to from the root, each {@code $ref} on the way followed.
   *
   * <p>It need not exist: see {@link Place#exists()}.
   */
  public Place at(String... steps) {
    Place place = root();
    for (String step : steps) {
      place = place.get(step);
    }
    return place;
  }

  /** Follows a chain of references until something else stands there. */
  Place resolve(Place place) {
    Set<String> seen = new HashSet<>();
    Place current = place;
    while (current.node().path("$ref").isTextual()) {
      String ref = current.node().path("$ref").textValue();
      if (!ref.startsWith("#/")) {
        throw new InvalidDocumentException(
            name + ", " + current.pointer() + ": the reference " + ref + " leaves the document; write it as #/…", current);
      }
      if (!seen.add(ref)) {
        throw new InvalidDocumentException(name + ", " + current.pointer() + ": the reference " + ref + " is a circle", current);
      }
      List<String> steps = new ArrayList<>();
      for (JsonPointer p = JsonPointer.compile(ref.substring(1)); !p.matches(); p = p.tail()) {
        steps.add(p.getMatchingProperty());
      }
      JsonNode target = tree.at(ref.substring(1));
      if (target.isMissingNode()) {
        throw new InvalidDocumentException(name + ", " + current.pointer() + ": the reference " + ref + " leads nowhere", current);
      }
      current = new Place(this, steps, target);
    }
    return current;
  }

  @Override
  public String toString() {
    return "ApiDocument[" + name + "]";
  }
}
