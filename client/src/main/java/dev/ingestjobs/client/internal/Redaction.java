package dev.ingestjobs.client.internal;

import feign.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes tokens and passwords from texts that a server or the JDK has made, before anybody can see them: the token itself, in the forms in
 * which programs write texts, and every piece of it that is long enough to be of use to anybody. Immutable.
 */
public final class Redaction {
  private static final String REDACTED = "[redacted]";
  /** How long a piece of a token must be. */
  private static final int PIECE = 12;
  /** Another token than ours: what looks like a JWT, or follows "Bearer" and is too long for a word. */
  private static final Pattern TOKEN_LIKE =
      Pattern.compile("eyJ[\\w-]{8,}[\\w.-]*+|(?<=(?i:\\bbearer) )[A-Za-z0-9._~+/=-]{16,}+");
  private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(?:/|u([0-9a-fA-F]{4}))");

  /** Every form of every secret that is shorter than a piece. */
  private final List<String> words = new ArrayList<>();
  /** Every piece of every form of every longer secret. */
  private final Set<String> pieces = new HashSet<>();

  private Redaction(Collection<String> secrets) {
    for (String secret : secrets) {
      for (String form : forms(secret)) {
        if (form.length() < PIECE) {
          words.add(form);
        }
        for (int i = 0; i + PIECE <= form.length(); i++) {
          pieces.add(form.substring(i, i + PIECE));
        }
      }
    }
  }

  /** Removes what the request's {@code Authorization} holds. */
  public static Redaction of(Request request) {
    return new Redaction(request.headers().getOrDefault("Authorization", List.of()).stream()
        .map(authorization -> authorization.substring(authorization.indexOf(' ') + 1).trim())
        .toList());
  }

  /** Removes these tokens or passwords. */
  public static Redaction ofSecrets(Collection<String> secrets) {
    return new Redaction(secrets);
  }

  private static Set<String> forms(String secret) {
    if (secret.isEmpty()) {
      return Set.of();
    }
    Set<String> forms = new HashSet<>(List.of(secret, URLEncoder.encode(secret, StandardCharsets.UTF_8)));
    // Where a secret stands in what was encoded decides how it comes out.
    for (String before : List.of("", " ", "  ")) {
      byte[] bytes = (before + secret).getBytes(StandardCharsets.UTF_8);
      forms.add(Base64.getEncoder().encodeToString(bytes));
      forms.add(Base64.getUrlEncoder().encodeToString(bytes));
    }
    return forms;
  }

  /** The text without tokens. */
  public String scrub(String text) {
    String scrubbed = withoutPieces(text);
    for (String word : words) {
      scrubbed = scrubbed.replace(word, REDACTED);
    }
    return TOKEN_LIKE.matcher(scrubbed).replaceAll(REDACTED);
  }

  /** As {@link #scrub}, for a text that may still be escaped as JSON is, or have been in another charset. */
  public String scrubBody(String body) {
    String plain = JSON_ESCAPE.matcher(body.replace("\0", "")).replaceAll(escape -> Matcher.quoteReplacement(
        escape.group(1) == null ? "/" : Character.toString(Integer.parseInt(escape.group(1), 16))));
    return scrub(isClean(plain) ? body : plain);
  }

  /** Whether the text holds no token. */
  public boolean isClean(String text) {
    return scrub(text).equals(text);
  }

  /**
   * Whether nothing that an exception can show holds a token: not what is printed of it, of its causes and of what was
   * suppressed, nor what is serialized of their fields. One that fails to show itself is not clean. Runs its code, if it has any.
   */
  public boolean isClean(Throwable thrown) {
    StringWriter shown = new StringWriter();
    ByteArrayOutputStream serialized = new ByteArrayOutputStream();
    try {
      thrown.printStackTrace(new PrintWriter(shown));
      try (ObjectOutputStream out = new ObjectOutputStream(serialized)) {
        out.writeObject(thrown);
      } catch (IOException e) {
        // Not serializable: what was written until then counts.
      }
    } catch (Throwable e) {
      return false;
    }
    return isClean(shown.toString()) && isClean(serialized.toString(StandardCharsets.ISO_8859_1));
  }

  private String withoutPieces(String text) {
    StringBuilder scrubbed = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      int end = i;
      for (int at = i; at + PIECE <= text.length() && pieces.contains(text.substring(at, at + PIECE)); at++) {
        end = at + PIECE;
      }
      if (end > i) {
        scrubbed.append(REDACTED);
        i = end;
      } else {
        scrubbed.append(text.charAt(i++));
      }
    }
    return scrubbed.toString();
  }

  @Override
  public String toString() {
    return "Redaction";
  }
}
