package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.DefaultPactReader;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads pacts. */
final class Pacts {
  private Pacts() {}

  /** The interactions of a pact file. */
  static List<SynchronousHttp> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("There is no pact at " + file + ": the consumer tests have to write it first.");
    }
    return interactions(DefaultPactReader.INSTANCE.loadPact(file.toFile()).asV4Pact().expect(() -> file + " is no pact"));
  }

  static List<SynchronousHttp> interactions(V4Pact pact) {
    return pact.getInteractions().stream().map(SynchronousHttp.class::cast).toList();
  }

  /** What Pact knows an interaction by: its description and its states. */
  static String key(SynchronousHttp interaction) {
    return interaction.getDescription()
        + interaction.getProviderStates().stream().map(ProviderState::getName).collect(Collectors.joining(" and ", " given ", ""));
  }
}
