package dev.ingestjobs.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.cli.output.Grid.Cell;
import dev.ingestjobs.cli.output.Grid.Column;
import dev.ingestjobs.cli.output.Style.Tone;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {
  private static final List<Column> COLUMNS = List.of(
      new Column("NAME", false, 0), new Column("MORE", false, 2), new Column("LEAST", false, 3), new Column("COUNT", true, 0));

  private static List<String> lines(Style style, int room, String name) {
    return new Grid(COLUMNS, List.of(row(Tone.NORMAL, name, "m", "l", "1"), row(Tone.BAD, "b", "mm", "ll", "1,234,567"))).lines(style, room);
  }

  private static List<Cell> row(Tone tone, String... texts) {
    return Stream.of(texts).map(text -> new Cell(tone, text)).toList();
  }

  @Test
  void columnsAreAlignedAndNumbersToTheRight() {
    assertThat(lines(Style.PLAIN, 80, "orders")).containsExactly(
        "NAME    MORE  LEAST      COUNT",
        "orders  m     l              1",
        "b       mm    ll     1,234,567");
  }

  @Test
  void wideCharactersAreCountedAsWide() {
    assertThat(lines(Style.PLAIN, 80, "日本語日")).containsExactly(
        "NAME      MORE  LEAST      COUNT",
        "日本語日  m     l              1",
        "b         mm    ll     1,234,567");
  }

  @Test
  void whatHasNoRoomIsLeftOutByRank() {
    assertThat(lines(Style.PLAIN, 30, "orders").get(0)).isEqualTo("NAME    MORE  LEAST      COUNT");
    assertThat(lines(Style.PLAIN, 29, "orders").get(0)).isEqualTo("NAME    MORE      COUNT");
    assertThat(lines(Style.PLAIN, 22, "orders").get(0)).isEqualTo("NAME        COUNT");
  }

  @Test
  void thenTheFirstColumnIsShortenedButNotBeyondUse() {
    assertThat(lines(Style.PLAIN, 23, "a table with a long name")).containsExactly(
        "NAME              COUNT",
        "a table wit…          1",
        "b             1,234,567");
    assertThat(lines(Style.PLAIN, 10, "a table with a long name").get(1)).isEqualTo("a table…          1");
    assertThat(lines(Style.PLAIN, 10, "日本語日本語日").get(1)).as("a wide character does not fit by half").isEqualTo("日本語…           1");
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 23, 30, 80})
  void coloursTakeNoRoom(int room) {
    List<String> coloured = lines(Style.COLOURED, room, "a table with a long name");

    assertThat(coloured.get(2)).startsWith("\u001b[1;31mb\u001b[0m ");
    assertThat(coloured.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing()))
        .isEqualTo(lines(Style.PLAIN, room, "a table with a long name"));
    assertThat(coloured).allMatch(line -> Text.width(line.replaceAll("\u001b\\[[0-9;]*m", "")) <= room);
  }
}
