package dev.ingestjobs.cli;

import dev.ingestjobs.cli.output.Grid;
import dev.ingestjobs.cli.output.Grid.Cell;
import dev.ingestjobs.cli.output.Grid.Column;
import dev.ingestjobs.cli.output.Printable;
import dev.ingestjobs.cli.output.Style;
import dev.ingestjobs.cli.output.Style.Tone;
import dev.ingestjobs.cli.output.Terminal;
import dev.ingestjobs.cli.settings.Setting;
import dev.ingestjobs.cli.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ingest-jobs config}. */
final class ConfigCommand implements Callable<Integer> {
  private static final String MASK = "********";
  private static final List<Column> COLUMNS =
      List.of(new Column("SETTING", false, 0), new Column("VALUE", false, 0), new Column("FROM", false, 0));

  private final Surroundings surroundings;
  private CommandSpec spec = CommandSpec.create();

  ConfigCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  CommandSpec spec() {
    spec = Options.command("config", this,
        "Shows the settings that are in force, and where each is made. Secrets are masked.",
        "",
        "Examples:",
        "  ingest-jobs config",
        "  ingest-jobs config --profile sandbox",
        "");
    Settings.addOptions(spec);
    return spec;
  }

  @Override
  public Integer call() {
    Settings settings = Settings.of(spec.commandLine().getParseResult(), surroundings);
    List<List<Cell>> rows = Stream.of(Setting.values()).map(setting -> row(setting, settings.find(setting))).toList();
    Style style = Style.of(Terminal.of(surroundings).out(), surroundings);
    new Grid(COLUMNS, rows).lines(style, Integer.MAX_VALUE).forEach(spec.commandLine().getOut()::println);
    return 0;
  }

  private static List<Cell> row(Setting setting, Optional<Settings.Found> found) {
    boolean hasDefault = !setting.defaultText().isEmpty();
    String value = found.map(one -> setting.isSecret() ? MASK : Printable.of(one.value())).orElse(hasDefault ? setting.defaultText() : "-");
    String from = found.map(one -> Printable.of(one.from())).orElse(hasDefault ? "default" : "");
    return List.of(new Cell(Tone.NORMAL, setting.key()), new Cell(found.isPresent() ? Tone.STRONG : Tone.FAINT, value), new Cell(Tone.FAINT, from));
  }
}
