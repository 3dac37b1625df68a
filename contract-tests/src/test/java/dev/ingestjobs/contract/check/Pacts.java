package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads pacts. */
public final class Pacts {
  private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Pacts() {}

  /** The interactions of a pact file. */
  public static List<SynchronousHttp> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("There is no pact at " + file + ": the consumer tests have to write it first.");
    }
    return interactions(DefaultPactReader.INSTANCE.loadPact(file.toFile()).asV4Pact().expect(() -> file + " is no pact"));
  }

  static List<SynchronousHttp> interactions(V4Pact pact) {
    return pact.getInteractions().stream().map(SynchronousHttp.class::cast).toList();
  }

  /** The JSON of a response. A missing node if it has none: that is for B1 to say. */
  public static JsonNode body(HttpResponse response) {
    try {
      return response.getBody().isPresent() ? JSON.readTree(response.getBody().valueAsString()) : MissingNode.getInstance();
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The id of the job that the interaction asks for. */
  static String jobId(SynchronousHttp interaction) {
    return interaction.getRequest().getPath().replaceFirst(".*/", "");
  }

  /** What Pact knows an interaction by: its description and its states. */
  public static String key(SynchronousHttp interaction) {
    return interaction.getDescription()
        + interaction.getProviderStates().stream().map(ProviderState::getName).collect(Collectors.joining(" and ", " given ", ""));
  }
}
