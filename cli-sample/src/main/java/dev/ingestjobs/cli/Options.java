package dev.ingestjobs.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The parts that commands are put together from. Picocli's annotations would say the same, but reading them takes a third of the
 * time of a short run.
 */
final class Options {
  private Options() {}

  /**
   * A command with its options for help and version.
   *
   * @param command is called; if it cannot be, a command below it is required
   * @param help its first line stands in the list of commands
   */
  static CommandSpec command(String name, Object command, String... help) {
    CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name).versionProvider(new Version())
        .addOption(OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help and exit.").build())
        .addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Show what runs and exit.").build());
    spec.usageMessage().header(help).sortOptions(false);
    return spec;
  }

  /** An option without a value. */
  static OptionSpec flag(String description, String... names) {
    return OptionSpec.builder(names).type(boolean.class).description(description).build();
  }

  /**
   * An option with a text.
   *
   * @param label what stands for the text in the help
   */
  static OptionSpec text(String label, String description, String... names) {
    return option(String.class, label, description, names);
  }

  /** An option with a value of a type that picocli knows. */
  static OptionSpec option(Class<?> type, String label, String description, String... names) {
    return OptionSpec.builder(names).type(type).paramLabel(label).description(description).build();
  }

  /** What stands without an option before it, and has to be there. */
  static PositionalParamSpec argument(Class<?> type, String arity, String label, String description) {
    return PositionalParamSpec.builder().type(type).arity(arity).required(true).paramLabel(label).description(description).build();
  }
}
