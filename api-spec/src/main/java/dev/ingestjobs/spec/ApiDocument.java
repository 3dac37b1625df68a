package dev.ingestjobs.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
   * @throws InvalidDocumentException if the file does not hold one document whose root is an object
   * @throws UncheckedIOException if the file cannot be read
   */
  public static ApiDocument read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
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
    JsonNode tree = tree(name, loaded);
    if (!tree.isObject()) {
      throw new InvalidDocumentException(name + " does not hold an OpenAPI document: its root is no object", null);
    }
    return new ApiDocument(name, tree);
  }

  private static JsonNode tree(String name, Object loaded) {
    ObjectMapper json = new ObjectMapper();
    try {
      // By way of text, because a writer stops at a depth that an anchor inside itself exceeds.
      return json.readTree(json.writeValueAsBytes(loaded));
    } catch (IOException e) {
      throw new InvalidDocumentException(name + " nests too deeply. Is there an anchor inside itself?", e);
    }
  }

  /** What messages call this document. */
  public String name() {
    return name;
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
            name + ", " + current.pointer() + ": the reference " + ref + " leaves the document; write it as #/…", null);
      }
      if (!seen.add(ref)) {
        throw new InvalidDocumentException(name + ", " + current.pointer() + ": the reference " + ref + " is a circle", null);
      }
      List<String> steps = new ArrayList<>();
      for (JsonPointer p = JsonPointer.compile(ref.substring(1)); !p.matches(); p = p.tail()) {
        steps.add(p.getMatchingProperty());
      }
      JsonNode target = tree.at(ref.substring(1));
      if (target.isMissingNode()) {
        throw new InvalidDocumentException(name + ", " + current.pointer() + ": the reference " + ref + " leads nowhere", null);
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
