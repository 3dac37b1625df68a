package dev.ingestjobs.client.internal.call;

import java.util.Arrays;

/** How many files each table of a job has, by the table's place in the job. Not safe for use by several threads. */
public final class FileCounts {
  private long[] counts = {};

  /** Adds files to the table at this place. */
  public void add(int table, long files) {
    if (table >= counts.length) {
      counts = Arrays.copyOf(counts, Math.max(table + 1, counts.length * 2));
    }
    counts[table] += files;
  }

  /** Forgets what an attempt that broke off has counted. */
  void clear() {
    counts = new long[0];
  }

  /** How many files the table at this place has. */
  public long of(int table) {
    return table < counts.length ? counts[table] : 0;
  }
}
