package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers that take long to find and depend on nothing but what they are remembered by. The mutation run asks for the same some
 * hundred times, of documents that differ elsewhere. Safe for use by several threads.
 */
final class Remembered<T> {
  private static final Map<SynchronousHttp, String> INTERACTIONS = Collections.synchronizedMap(new IdentityHashMap<>());

  private final Map<String, T> answers = new ConcurrentHashMap<>();

  /** The answer to what these texts ask. */
  T get(Supplier<T> answer, String... asked) {
    String key = digest(String.join("\n", asked));
    T known = answers.get(key);
    if (known == null) {
      // Not within computeIfAbsent, which would let others wait.
      known = answer.get();
      answers.put(key, known);
    }
    return known;
  }

  /** A short text that only interactions of the same content have in common, whichever pact they were read from. */
  static String content(SynchronousHttp interaction) {
    return INTERACTIONS.computeIfAbsent(interaction, key -> digest(key.toMap(PactSpecVersion.V4).toString()));
  }

  static String content(Collection<SynchronousHttp> interactions) {
    return interactions.stream().map(Remembered::content).collect(Collectors.joining(" "));
  }

  /** A schema and all that it refers to. */
  static String content(ApiDocument document, Place schema) {
    Map<String, JsonNode> referredTo = new TreeMap<>();
    gather(document, schema.node(), referredTo);
    return schema.pointer() + "\n" + schema.node() + "\n" + referredTo;
  }

  private static void gather(ApiDocument document, JsonNode node, Map<String, JsonNode> referredTo) {
    for (String reference : node.findValuesAsText("$ref")) {
      JsonNode target = reference.startsWith("#/") ? document.root().node().at(reference.substring(1)) : node;
      if (referredTo.putIfAbsent(reference, target) == null) {
        gather(document, target, referredTo);
      }
    }
  }

  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
