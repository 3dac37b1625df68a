package dev.ingestjobs.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.fge.jsonschema.core.exceptions.ProcessingException;
import com.github.fge.jsonschema.core.report.ProcessingReport;
import com.github.fge.jsonschema.main.JsonSchema;
import com.github.fge.jsonschema.main.JsonSchemaFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The events that were written, and what is wrong with them by their schema. */
public record Events(List<JsonNode> events) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode DESCRIPTION = read(file());
  private static final JsonSchema SCHEMA = schema();

  /** Those of a run's output. */
  public static Events of(String out) {
    return new Events(out.lines().map(Events::read).toList());
  }

  /** What the schema says, a line an event that does not fit. */
  public List<String> problems() {
    return events.stream().map(Events::check).filter(report -> !report.isSuccess()).map(ProcessingReport::toString).toList();
  }

  /** The value of one field in each, {@code ""} where there is none. */
  public List<String> texts(String field) {
    return events.stream().map(event -> event.path(field).asText()).toList();
  }

  /** Those of one kind. */
  public List<JsonNode> named(String name) {
    return events.stream().filter(event -> event.path("event").asText().equals(name)).toList();
  }

  static JsonNode description() {
    return DESCRIPTION;
  }

  private static ProcessingReport check(JsonNode event) {
    try {
      return SCHEMA.validate(event, true);
    } catch (ProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonSchema schema() {
    try {
      return JsonSchemaFactory.byDefault().getJsonSchema(DESCRIPTION);
    } catch (ProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String file() {
    try {
      return Files.readString(Path.of("events.schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
