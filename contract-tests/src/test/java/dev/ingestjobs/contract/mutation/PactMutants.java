package dev.ingestjobs.contract.mutation;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ingestjobs.contract.check.Pacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Pacts that differ from one in one respect. To an operator, a pact is an object with each interaction under its description. */
final class PactMutants implements Kind {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode pact;
  private final Function<List<SynchronousHttp>, Map<String, String>> checks;
  /** Those that an operator left as they were are the same in all mutants, and so is what is known of them. */
  private final Map<JsonNode, SynchronousHttp> read = new ConcurrentHashMap<>();

  /**
   * @param checks who complains of a pact, and the first thing that each says
   */
  PactMutants(Path file, Function<List<SynchronousHttp>, Map<String, String>> checks) throws IOException {
    this.pact = JsonNodeFactory.instance.objectNode();
    JSON.readTree(file.toFile()).get("interactions").forEach(interaction -> pact.set(interaction.get("description").textValue(), interaction));
    this.checks = checks;
  }

  @Override
  public List<Mutant> mutants(Operator operator) {
    return Kind.complete(operator, Spot.of(operator, pact).stream()
        .map(spot -> new Mutant(spot, spot.pointer(), () -> checks.apply(edited(operator, spot)))).toList());
  }

  private List<SynchronousHttp> edited(Operator operator, Spot spot) {
    List<SynchronousHttp> interactions = new ArrayList<>();
    Kind.<JsonNode>changed(pact, Kind.edit(operator, spot).applyTo(pact))
        .forEach(interaction -> interactions.add(read.computeIfAbsent(interaction, PactMutants::read)));
    return interactions;
  }

  private static SynchronousHttp read(JsonNode interaction) {
    return Pacts.interaction(interaction.toString());
  }
}
