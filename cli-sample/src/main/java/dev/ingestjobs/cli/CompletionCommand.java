package dev.ingestjobs.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code ingest-jobs completion SHELL}. */
final class CompletionCommand implements Callable<Integer> {
  /** The shells that are known. */
  enum Shell {
    BASH, ZSH, FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private CommandSpec spec = CommandSpec.create();

  CommandSpec spec() {
    spec = Options.command("completion", this,
        "Writes a script that lets a shell complete this command.",
        "",
        "Examples:",
        "  source <(ingest-jobs completion bash)",
        "  source <(ingest-jobs completion zsh)",
        "  ingest-jobs completion fish > ~/.config/fish/completions/ingest-jobs.fish",
        "")
        .addPositional(Options.argument(Shell.class, "1", "SHELL", "One of ${COMPLETION-CANDIDATES}."));
    return spec;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    if (spec.commandLine().getParseResult().matchedPositionalValue(0, Shell.BASH) == Shell.FISH) {
      fish(root, out);
    } else {
      // Zsh reads bash's, which sees to that by itself.
      out.print(AutoComplete.bash(root.getCommandName(), root));
    }
    return 0;
  }

  private static void fish(CommandLine root, PrintWriter out) {
    String name = root.getCommandName();
    out.println("complete -c " + name + " -f");
    root.getSubcommands().forEach((command, line) -> {
      out.println("complete -c " + name + " -n __fish_use_subcommand -a " + command + " -d " + quoted(summary(line)));
      String here = "complete -c " + name + " -n '__fish_seen_subcommand_from " + command + "'";
      line.getCommandSpec().options().forEach(option -> out.println(here + fish(option)));
      line.getCommandSpec().positionalParameters().forEach(parameter -> fish(parameter, here, out));
    });
  }

  private static void fish(PositionalParamSpec parameter, String here, PrintWriter out) {
    if (parameter.completionCandidates() != null) {
      parameter.completionCandidates().forEach(value -> out.println(here + " -a " + value));
    }
  }

  private static String fish(OptionSpec option) {
    StringBuilder line = new StringBuilder();
    for (String name : option.names()) {
      line.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    if (option.arity().max() > 0) {
      line.append(option.paramLabel().equals("FILE") ? " -r -F" : " -x");
      if (option.completionCandidates() != null) {
        line.append(" -a ").append(quoted(String.join(" ", option.completionCandidates())));
      }
    }
    return line + " -d " + quoted(String.join(" ", option.description()));
  }

  private static String summary(CommandLine command) {
    return command.getCommandSpec().usageMessage().header()[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
