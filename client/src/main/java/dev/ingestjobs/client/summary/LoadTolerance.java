package dev.ingestjobs.client.summary;

import dev.ingestjobs.client.error.InvalidInputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How many rows of a table may be rejected or have errors while the table still counts as fully loaded.
 *
 * <pre>{@code
 * LoadTolerance.NONE.anyRejected().maxErrorsShare(0.001).maxErrors(500)
 * }</pre>
 *
 * <p>It is applied to each table by itself. Every limit that is set must hold: with a number and a share, the smaller of the two
 * decides. Where no limit is set, 0 rows are allowed.
 *
 * <p>A share is one of the rows read into that table, and is calculated exactly: 0.1 allows 100 of 1,000 rows and 0 of 9. Where
 * the rows read are absent or 0, a share allows nothing.
 *
 * <p>Immutable and safe for use by several threads; each method returns another tolerance.
 */
public final class LoadTolerance {
  /** Nothing rejected, and no errors. */
  public static final LoadTolerance NONE = new LoadTolerance(Limit.NONE, Limit.NONE);

  private final Limit rejected;
  private final Limit errors;

  private LoadTolerance(Limit rejected, Limit errors) {
    this.rejected = rejected;
    this.errors = errors;
  }

  /**
   * Allows this many rejected rows of a table.
   *
   * @throws InvalidInputException if it is negative
   */
  public LoadTolerance maxRejected(long rows) {
    return new LoadTolerance(rejected.rows("maxRejected", rows), errors);
  }

  /**
   * Allows this many rows with errors of a table.
   *
   * @throws InvalidInputException if it is negative
   */
  public LoadTolerance maxErrors(long rows) {
    return new LoadTolerance(rejected, errors.rows("maxErrors", rows));
  }

  /**
   * Allows this share of the rows read into a table to be rejected.
   *
   * @param share from 0 to 1; it is taken for the decimal number that it is written as
   * @throws InvalidInputException if it is not from 0 to 1
   */
  public LoadTolerance maxRejectedShare(double share) {
    return new LoadTolerance(rejected.share("maxRejectedShare", share), errors);
  }

  /**
   * Allows this share of the rows read into a table to have errors.
   *
   * @param share from 0 to 1; it is taken for the decimal number that it is written as
   * @throws InvalidInputException if it is not from 0 to 1
   */
  public LoadTolerance maxErrorsShare(double share) {
    return new LoadTolerance(rejected, errors.share("maxErrorsShare", share));
  }

  /** Allows any number of rejected rows, in place of the limits that were set before. */
  public LoadTolerance anyRejected() {
    return new LoadTolerance(Limit.ANY, errors);
  }

  /** Allows any number of rows with errors, in place of the limits that were set before. */
  public LoadTolerance anyErrors() {
    return new LoadTolerance(rejected, Limit.ANY);
  }

  /** How many rejected rows of this table are allowed. */
  long rejectedOf(TableSummary table) {
    return rejected.allowedOf(Figure.READ.of(table));
  }

  /** How many rows with errors of this table are allowed. */
  long errorsOf(TableSummary table) {
    return errors.allowedOf(Figure.READ.of(table));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LoadTolerance that && rejected.equals(that.rejected) && errors.equals(that.errors);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rejected, errors);
  }

  /** For example {@code LoadTolerance[rejected=any, errors=at most 500 and 0.001 of the rows read]}. */
  @Override
  public String toString() {
    return "LoadTolerance[rejected=" + rejected + ", errors=" + errors + "]";
  }

  /** The limits of one figure; null where none is set. */
  private record Limit(@Nullable Long rows, @Nullable BigDecimal share, boolean any) {
    static final Limit NONE = new Limit(null, null, false);
    static final Limit ANY = new Limit(null, null, true);

    Limit rows(String input, long limit) {
      if (limit < 0) {
        throw new InvalidInputException(input, "is negative; give a number of rows from 0");
      }
      return new Limit(limit, share, false);
    }

    Limit share(String input, double limit) {
      if (!(limit >= 0 && limit <= 1)) {
        throw new InvalidInputException(input, "is not from 0 to 1; give a share of the rows read, such as 0.01 for 1 %");
      }
      return new Limit(rows, BigDecimal.valueOf(limit), false);
    }

    long allowedOf(long read) {
      if (rows == null && share == null) {
        return any ? Long.MAX_VALUE : 0;
      }
      long allowed = rows == null ? Long.MAX_VALUE : rows;
      if (share == null) {
        return allowed;
      }
      BigDecimal ofRead = share.multiply(BigDecimal.valueOf(Math.max(read, 0))).setScale(0, RoundingMode.FLOOR);
      return Math.min(allowed, ofRead.longValueExact());
    }

    @Override
    public String toString() {
      if (rows == null && share == null) {
        return any ? "any" : "none";
      }
      String ofRead = share + " of the rows read";
      return "at most " + (rows == null ? ofRead : share == null ? rows : rows + " and " + ofRead);
    }
  }
}
