package dev.ingestjobs.client.model;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import dev.ingestjobs.client.internal.json.Strict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far the load of a table is: one of an <em>open</em> set of values. The vendor documents no closed list and calls a new
 * value a non-breaking change, so every text is a state; {@link #isKnown()} tells whether this library knows what it means.
 *
 * <p>Two states are equal if their texts differ in nothing but case, spaces, hyphens and underscores: the vendor's pages
 * write {@code In progress}, and how a response spells that is not documented. {@code cancelled} is {@code canceled}. {@link #text()}
 * keeps what came.
 *
 * <p>Immutable and safe for use by several threads.
 */
@JsonDeserialize(using = TableState.Deserializer.class)
public final class TableState {
  public static final TableState SCHEDULED = new TableState("scheduled", Meaning.NOT_OVER);
  public static final TableState STARTED = new TableState("started", Meaning.NOT_OVER);
  public static final TableState IN_PROGRESS = new TableState("in_progress", Meaning.NOT_OVER);
  public static final TableState RUNNING = new TableState("running", Meaning.NOT_OVER);
  /** Documented for workflows; understood here, should a table have it. */
  public static final TableState RUNNING_WITH_FAILURES = new TableState("running_with_failures", Meaning.NOT_OVER);
  public static final TableState FINALIZING = new TableState("finalizing", Meaning.NOT_OVER);
  public static final TableState STOPPING = new TableState("stopping", Meaning.NOT_OVER);
  /** The one state that means that everything was loaded, and the one whose spelling in a response is documented. */
  public static final TableState SUCCEEDED = new TableState("succeeded", Meaning.SUCCESS);
  public static final TableState STOPPED = new TableState("stopped", Meaning.OVER);
  public static final TableState FAILED = new TableState("failed", Meaning.OVER);
  public static final TableState SKIPPED = new TableState("skipped", Meaning.OVER);
  public static final TableState CANCELED = new TableState("canceled", Meaning.OVER);

  private static final List<TableState> KNOWN = List.of(
      SCHEDULED, STARTED, IN_PROGRESS, RUNNING, RUNNING_WITH_FAILURES, FINALIZING, STOPPING, SUCCEEDED, STOPPED, FAILED,
      SKIPPED, CANCELED);
  private static final Map<String, TableState> BY_KEY =
      KNOWN.stream().collect(Collectors.toUnmodifiableMap(state -> state.key, Function.identity()));

  private enum Meaning { NOT_OVER, SUCCESS, OVER, UNKNOWN }

  private final String text;
  private final String key;
  private final Meaning meaning;

  private TableState(String text, Meaning meaning) {
    this(text, key(text), meaning);
  }

  private TableState(String text, String key, Meaning meaning) {
    this.text = text;
    this.key = key;
    this.meaning = meaning;
  }

  /**
   * The state that a text names, in any spelling.
   *
   * @param text any text, also an empty one; it is kept as it is
   */
  public static TableState of(String text) {
    String key = key(Objects.requireNonNull(text, "text"));
    TableState known = BY_KEY.get(key);
    if (known == null) {
      return new TableState(text, key, Meaning.UNKNOWN);
    }
    return known.text.equals(text) ? known : new TableState(text, key, known.meaning);
  }

  /** Every state that this library knows, which is every one that the API's document names. */
  public static List<TableState> known() {
    return KNOWN;
  }

  /** The text as it came, for example {@code succeeded} or {@code In progress}. */
  @JsonValue
  public String text() {
    return text;
  }

  /** Whether this library knows what the state means. Of one that it does not know, nothing below is true. */
  public boolean isKnown() {
    return meaning != Meaning.UNKNOWN;
  }

  /** Whether the load is over: it succeeded, failed, or was stopped, skipped or canceled. False if the state is not known. */
  public boolean isTerminal() {
    return meaning == Meaning.SUCCESS || meaning == Meaning.OVER;
  }

  /** Whether the load is over and everything was loaded. False if the state is not known. */
  public boolean isSuccess() {
    return meaning == Meaning.SUCCESS;
  }

  private static String key(String text) {
    StringBuilder key = new StringBuilder(text.length());
    text.toLowerCase(Locale.ROOT).chars()
        .filter(c -> c != '_' && c != '-' && !Character.isWhitespace(c) && !Character.isSpaceChar(c))
        .forEach(c -> key.append((char) c));
    // The one word of the list that is spelled in two ways.
    return key.toString().equals("cancelled") ? "canceled" : key.toString();
  }

  /** Whether {@code other} is a state whose text differs in nothing but case, spaces, hyphens and underscores. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TableState that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** The text as it came. */
  @Override
  public String toString() {
    return text;
  }

  /** Reads a text, and nothing but a text. */
  public static final class Deserializer extends StdScalarDeserializer<TableState> {
    private static final long serialVersionUID = 1L;
    private static final Strict.OfString TEXT = new Strict.OfString();

    public Deserializer() {
      super(TableState.class);
    }

    @Override
    public TableState deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      return of(TEXT.deserialize(parser, context));
    }
  }
}
