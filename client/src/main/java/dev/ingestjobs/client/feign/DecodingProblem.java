package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.ingestjobs.client.model.MissingFieldException;

/** Says in one line what is wrong with a body, and where. */
final class DecodingProblem {
  private DecodingProblem() {}

  /** For example {@code tables[2].read: this must be a whole number}. */
  static String describe(JsonProcessingException problem) {
    StringBuilder path = new StringBuilder();
    if (problem instanceof JsonMappingException mapping) {
      for (JsonMappingException.Reference step : mapping.getPath()) {
        append(path, step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName());
      }
    }
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingFieldException missing) {
        append(path, missing.field());
        return path + ": is required, and is absent or null";
      }
    }
    String what = problem.getOriginalMessage() == null ? "is not understood" : problem.getOriginalMessage().lines().findFirst().orElse("");
    if (problem.getLocation() != null && problem.getLocation().getLineNr() > 0) {
      what += " (line " + problem.getLocation().getLineNr() + ", column " + problem.getLocation().getColumnNr() + ")";
    }
    return path.isEmpty() ? what : path + ": " + what;
  }

  private static void append(StringBuilder path, String step) {
    if (!path.isEmpty() && !step.startsWith("[")) {
      path.append('.');
    }
    path.append(step);
  }
}
