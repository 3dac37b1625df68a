package dev.ingestjobs.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;

/**
 * Scalars that are read as what they are or not at all. Jackson by itself makes 1 of 1.7, 12 of "12" and "12" of 12; a
 * count that is guessed is worse than none. They stand on the generated model, not in a mapper's settings, so that the
 * model is as strict with anybody's mapper.
 */
public final class Strict {
  private Strict() {}

  /** An int64: exact, and nothing but a whole number without fraction or exponent. */
  public static final class OfLong extends StdScalarDeserializer<Long> {
    private static final long serialVersionUID = 1L;

    public OfLong() {
      super(Long.class);
    }

    @Override
    public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      expect(JsonToken.VALUE_NUMBER_INT, parser, context, "a whole number");
      return parser.getLongValue();
    }
  }

  /** An int32, likewise. */
  public static final class OfInteger extends StdScalarDeserializer<Integer> {
    private static final long serialVersionUID = 1L;

    public OfInteger() {
      super(Integer.class);
    }

    @Override
    public Integer deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      expect(JsonToken.VALUE_NUMBER_INT, parser, context, "a whole number");
      return parser.getIntValue();
    }
  }

  /** A text, and nothing but a text. */
  public static final class OfString extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    public OfString() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      expect(JsonToken.VALUE_STRING, parser, context, "a text");
      return parser.getText();
    }
  }

  static void expect(JsonToken expected, JsonParser parser, DeserializationContext context, String what) throws IOException {
    if (parser.currentToken() != expected) {
      context.reportWrongTokenException(Object.class, expected, "this must be %s", what);
    }
  }
}
