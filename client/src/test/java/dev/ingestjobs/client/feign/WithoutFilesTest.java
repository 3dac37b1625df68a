package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.IngestJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithoutFilesTest {
  private static final String THREE_TABLES = """
      {"x": [{"files": [1, 2]}], "id": "i", "workflow_id": "w", "tables": [
        {"files": [{"file_id": "a", "x": {"files": [{}]}}, {}], "table_name": "A", "y": {"files": [{}]}},
        {"table_name": "B", "files": []},
        {"table_name": "C", "files": null},
        {"read": 7, "files": [{"errors": 1, "x": [[{}]]}], "errors": 1}]}
      """;

  @Test
  void filesAreCountedByTheirTableAndNotKept() throws IOException {
    FileCounts counts = new FileCounts();
    IngestJob job = decodeWithoutFiles(THREE_TABLES, counts);

    assertThat(job.tables()).hasSize(4).allSatisfy(table -> assertThat(table.files()).isEmpty());
    assertThat(job.tables()).extracting(table -> table.tableName()).containsExactly("A", "B", "C", null);
    assertThat(job.tables().get(3).read()).isEqualTo(7);
    assertThat(job.tables().get(3).errors()).isEqualTo(1);
    assertThat(new long[] {counts.of(0), counts.of(1), counts.of(2), counts.of(3), counts.of(4)}).containsExactly(2, 0, 0, 1, 0);
  }

  @Test
  void whatIsNotAFileOfATableIsKeptAsItIs() throws IOException {
    IngestJob job = decodeWithoutFiles(THREE_TABLES, new FileCounts());

    assertThat(job.additionalProperties()).isEqualTo(Bodies.decode(THREE_TABLES).additionalProperties());
    assertThat(job.tables().get(0).additionalProperties()).hasToString("{y={files=[{}]}}");
  }

  @Test
  void afterAnAttemptFilesAreReadAgain() throws IOException {
    decodeWithoutFiles(THREE_TABLES, new FileCounts());

    assertThat(Bodies.decode(THREE_TABLES).tables().get(0).files()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "{} | tables[1].files: Unexpected token (START_OBJECT), expected START_ARRAY: this must be a list of files",
    "12 | tables[1].files: Unexpected token (VALUE_NUMBER_INT), expected START_ARRAY: this must be a list of files",
    "\"\" | tables[1].files: Unexpected token (VALUE_STRING), expected START_ARRAY: this must be a list of files",
    "[{}, 1] | tables[1].files: Unexpected token (VALUE_NUMBER_INT), expected START_OBJECT: each file must be an object",
    "[{}, [{}]] | tables[1].files: Unexpected token (START_ARRAY), expected START_OBJECT: each file must be an object",
    "[\"a\"] | tables[1].files: Unexpected token (VALUE_STRING), expected START_OBJECT: each file must be an object",
    "[{}, {}, null]                    | tables[1].files[2]: is required, and is absent or null",
    "[{\"read\": 1, \"read\": 2}]      | Duplicate field 'read'",
    "[{\"x\": {\"a\": 1, \"a\": 2}}]   | Duplicate field 'a'",
    "[{\"read\": NaN}]                 | NaN",
    "[{\"read\": 1,}]                  | expected",
    "[{\"read\": 01}]                  | Leading zeroes not allowed",
    "[{\"name\": \"\t\"}]              | Illegal unquoted character",
    "[], \"files\": []                 | Duplicate field 'files'",
    "[{}                               | expected",
  })
  void whatIsNoListOfObjectsIsAnError(String files, String message) {
    String body = "{\"id\":\"i\",\"workflow_id\":\"w\",\"tables\":[{}, {\"files\": " + files + "}]}";

    assertThatThrownBy(() -> decodeWithoutFiles(body, new FileCounts()))
        .isInstanceOf(UndecodableResponseException.class)
        .hasMessageContaining(message);
  }

  private static IngestJob decodeWithoutFiles(String body, FileCounts counts) throws IOException {
    return Bodies.decodeWithoutFiles(body.getBytes(StandardCharsets.UTF_8), counts);
  }
}
