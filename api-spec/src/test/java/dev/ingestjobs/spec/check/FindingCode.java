package dev.ingestjobs.spec.check;

/**
 * A kind of finding. Each check has an enum of them. Its {@code toString} is the code, in words that do not change from release
 * to release: {@code document.example.invalid}.
 */
public interface FindingCode {
  /** What a finding of this kind says. */
  default Outcome outcome() {
    return Outcome.BROKEN;
  }
}
