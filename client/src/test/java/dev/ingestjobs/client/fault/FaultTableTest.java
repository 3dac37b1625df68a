package dev.ingestjobs.client.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.fault.Fault.Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code FAULTS.md} says what the rows say. {@code -Dfaults.write=true} writes it anew. */
class FaultTableTest {
  private static final Path FILE = Path.of("FAULTS.md");
  private static final String BEGIN = "<!-- From here on written by FaultTableTest: -Dfaults.write=true -->\n";

  @Test
  void theTableForPeopleIsTheTableThatIsTested() throws IOException {
    String present = Files.readString(FILE);
    String introduction = present.substring(0, present.indexOf(BEGIN) + BEGIN.length());
    String table = introduction + table();
    if (Boolean.getBoolean("faults.write")) {
      Files.writeString(FILE, table);
    }
    assertThat(Files.readString(FILE)).as("run the tests with -Dfaults.write=true").isEqualTo(table);
  }

  @Test
  void everyRowIsThereOnce() {
    assertThat(Faults.ROWS).hasSizeGreaterThan(60).extracting(Fault::toString).doesNotHaveDuplicates();
    assertThat(Faults.ROWS).extracting(fault -> fault.group).contains(Group.values());
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    for (Group group : Group.values()) {
      List<Fault> rows = Faults.ROWS.stream().filter(fault -> fault.group == group).toList();
      table.append("\n## ").append(group.title).append("\n\n| what happens | what the caller sees | when | requests |\n|---|---|---|---|\n");
      table.append(rows.stream().map(FaultTableTest::line).collect(Collectors.joining()));
    }
    return table.toString();
  }

  private static String line(Fault fault) {
    String requests = fault.requests + (fault.isAttempts(fault.requests) ? "" : " (attempts: " + fault.attempts() + ")");
    return ("| " + cell(fault.what) + " | " + cell(fault.seen()) + " | " + cell(fault.time) + " | " + requests + " |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
