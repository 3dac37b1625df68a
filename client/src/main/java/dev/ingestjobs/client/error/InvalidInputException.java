package dev.ingestjobs.client.error;

/** An argument or a setting was refused before anything was sent. The message says what to change, and never repeats the value. */
public final class InvalidInputException extends IngestJobsException {
  private static final long serialVersionUID = 1L;

  private final String input;
  private final String problem;

  /**
   * @param input what was refused: {@code id}, {@code tenant}, {@code token}, …
   * @param problem what is wrong with it and what to change
   */
  public InvalidInputException(String input, String problem) {
    super(input + ": " + problem, null);
    this.input = input;
    this.problem = problem;
  }

  /** What was refused: {@code id}, {@code tenant}, {@code token}, … */
  public String input() {
    return input;
  }

  /** What is wrong with it and what to change. */
  public String problem() {
    return problem;
  }
}
