package dev.ingestjobs.client.feign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.ingestjobs.client.internal.transport.BodyTooLargeException;
import dev.ingestjobs.client.model.MissingFieldException;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/** Says in one line what is wrong with a body, and where. */
final class DecodingProblem {
  /** What is wrong with a body that is nested so deeply that the stack does not do. Jackson has a limit of its own only since 2.15. */
  static final String TOO_DEEP = "it is nested too deeply";

  /** At the end itself, within one of the words of JSON, or within a number. */
  private static final Pattern END_OF_BODY = Pattern.compile(
      "Unexpected end-of-input|Unrecognized token '(?:t|tr|tru|f|fa|fal|fals|n|nu|nul)'|.* not followed by a digit");

  private DecodingProblem() {}

  /**
   * For example {@code tables[2].read: this must be a whole number}.
   *
   * @throws IOException the failure itself, or its cause, if nothing is wrong with the body but that it did not arrive. Jackson
   *     wraps what it meets within a list.
   */
  static String describe(IOException failure) throws IOException {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException || cause instanceof ZipException || cause instanceof CharConversionException) {
        return cause.getMessage() == null ? "it is not what its headers say" : cause.getMessage();
      }
      if (cause instanceof IOException notArrived && !(cause instanceof JsonProcessingException)) {
        throw notArrived;
      }
    }
    if (!(failure instanceof JsonProcessingException problem)) {
      throw failure;
    }
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
    String what = what(problem);
    return path.isEmpty() ? what : path + ": " + what;
  }

  /** Whether it was the end of the body that was in the way. Jackson has no one type for that. */
  static boolean isEndOfBody(IOException failure) {
    return failure instanceof JsonProcessingException problem
        && problem.getOriginalMessage() != null
        && END_OF_BODY.matcher(problem.getOriginalMessage()).lookingAt();
  }

  private static String what(JsonProcessingException problem) {
    String message = problem.getOriginalMessage();
    String what = message == null ? "is not understood" : message.lines().findFirst().orElse("");
    if (what.startsWith("Unrecognized token")) {
      // Jackson goes on with the beginning of whatever stands there.
      what = "this is not JSON";
    }
    if (problem.getLocation() != null && problem.getLocation().getLineNr() > 0) {
      what += " (line " + problem.getLocation().getLineNr() + ", column " + problem.getLocation().getColumnNr() + ")";
    }
    return what;
  }

  private static void append(StringBuilder path, String step) {
    if (!path.isEmpty() && !step.startsWith("[")) {
      path.append('.');
    }
    path.append(step);
  }
}
