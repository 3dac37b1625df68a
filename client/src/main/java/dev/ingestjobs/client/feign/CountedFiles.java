package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.MissingFieldException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the files of a table in place of reading them. The reader's attribute {@code FileCounts.class} is where it does. */
final class CountedFiles extends StdDeserializer<List<IngestFile>> {
  private static final long serialVersionUID = 1L;

  CountedFiles() {
    super(List.class);
  }

  /** Laid over the builder of a table. */
  interface OnBuilder {
    @JsonDeserialize(using = CountedFiles.class)
    IngestTable.Builder files(@Nullable List<IngestFile> files);
  }

  @Override
  public List<IngestFile> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      context.reportWrongTokenException(this, JsonToken.START_ARRAY, "this must be a list of files");
    }
    // files within a table within tables
    int table = parser.getParsingContext().getParent().getParent().getCurrentIndex();
    long files = 0;
    for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token == JsonToken.VALUE_NULL) {
        throw new MissingFieldException("[" + files + "]");
      }
      if (token != JsonToken.START_OBJECT) {
        context.reportWrongTokenException(this, JsonToken.START_OBJECT, "each file must be an object");
      }
      parser.skipChildren();
      files++;
    }
    ((FileCounts) context.getAttribute(FileCounts.class)).add(table, files);
    return List.of();
  }
}
