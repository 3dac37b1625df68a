package dev.ingestjobs.cli;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.summary.LoadTolerance;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads how many rows may go wrong: a number, or a share of those read such as {@code 1%}. */
final class Tolerance {
  private Tolerance() {}

  /**
   * What two options say.
   *
   * @param rejected null if nothing is said
   * @param errors null if nothing is said
   */
  static LoadTolerance of(String rejectedOption, @Nullable String rejected, String errorsOption, @Nullable String errors) {
    LoadTolerance tolerance = LoadTolerance.NONE;
    if (rejected != null) {
      tolerance = isShare(rejected)
          ? tolerance.maxRejectedShare(share(rejectedOption, rejected)) : tolerance.maxRejected(rows(rejectedOption, rejected));
    }
    if (errors != null) {
      tolerance = isShare(errors) ? tolerance.maxErrorsShare(share(errorsOption, errors)) : tolerance.maxErrors(rows(errorsOption, errors));
    }
    return tolerance;
  }

  private static boolean isShare(String text) {
    return text.endsWith("%");
  }

  private static double share(String option, String text) {
    String digits = text.substring(0, text.length() - 1);
    if (!digits.matches("[0-9]{1,3}(\\.[0-9]{1,6})?") || Double.parseDouble(digits) > 100) {
      throw new InvalidInputException(option, "is no share; give it as in 1% or 0.5%");
    }
    // By way of decimals: 0.57 / 100 is a little less than 0.0057.
    return new BigDecimal(digits).movePointLeft(2).doubleValue();
  }

  private static long rows(String option, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidInputException(option, "is no number of rows; give it as in 10, or as a share of those read, as in 1%");
    }
    return Long.parseLong(text);
  }
}
