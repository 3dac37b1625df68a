package dev.ingestjobs.client.internal;

import dev.ingestjobs.client.error.InvalidInputException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what comes from outside. They are stricter than the document, because what breaks them would go, with the
 * token, to another path, host or header than was meant. Messages never repeat a value: it may be a token in the wrong place.
 */
public final class Inputs {
  private static final String FORBIDDEN = "/\\%?#";
  private static final int MAX_NAME_CHARS = 256;
  /** Servers refuse a header that is longer, most of them one of half that length. */
  private static final int MAX_TOKEN_CHARS = 16 * 1024;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Inputs() {}

  /** What must not be null. A null is no way to leave something out: it comes from a value that somebody believes to be set. */
  public static <T> T given(String input, @Nullable T value) {
    if (value == null) {
      throw new InvalidInputException(input, "is null; give a value, or leave the call out to have the default");
    }
    return value;
  }

  /** An id, a tenant or a version: one segment of a path, or the value of one header. */
  public static String name(String input, @Nullable String value, String example) {
    String remedy = "; give it as it stands in the application, for example " + example;
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(input, "is " + (value == null ? "null" : "blank") + remedy);
    }
    if (value.length() > MAX_NAME_CHARS) {
      throw new InvalidInputException(input, "has more than " + MAX_NAME_CHARS + " characters" + remedy);
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (FORBIDDEN.indexOf(c) >= 0 || !isVisibleAscii(c)) {
        throw new InvalidInputException(input, "holds " + nameOf(c) + " at character " + (i + 1) + remedy);
      }
    }
    if (value.contains("..") || value.equals(".")) {
      throw new InvalidInputException(input, "holds dots that lead to another path" + remedy);
    }
    return value;
  }

  /** The id of a job. */
  public static String jobId(@Nullable String id) {
    return name("id", id, "isj-20240701-48815-6dcXdk");
  }

  /** A tenant that is to stand in a host name. */
  public static String dnsLabel(String input, @Nullable String value) {
    String name = name(input, value, "socktown");
    if (!name.matches("(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw new InvalidInputException(input,
          "is no DNS label, so it cannot stand in a host name; use letters, digits and inner hyphens, at most 63 characters");
    }
    return name;
  }

  /** A bearer token. */
  public static String token(String input, @Nullable String value) {
    String problem = problemOfToken(value);
    if (value == null || problem != null) {
      throw new InvalidInputException(input, String.valueOf(problem));
    }
    return value;
  }

  /** What makes a text unfit to be sent as a bearer token, and what to change; null if nothing does. */
  public static @Nullable String problemOfToken(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return "is " + (value == null ? "null" : "blank") + "; give a token of the tenant";
    }
    if (value.length() > MAX_TOKEN_CHARS) {
      return "has more than " + MAX_TOKEN_CHARS + " characters; give the token alone";
    }
    for (int i = 0; i < value.length(); i++) {
      if (!isVisibleAscii(value.charAt(i))) {
        return "holds " + nameOf(value.charAt(i)) + "; give the token alone, without \"Bearer\" and without a line break at its end";
      }
    }
    return null;
  }

  /** A client id or secret. */
  public static String credential(String input, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(input, "is " + (value == null ? "null" : "blank") + "; give it as the tenant's settings show it");
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        throw new InvalidInputException(input, "holds " + nameOf(value.charAt(i)) + "; give it without a line break at its end");
      }
    }
    return value;
  }

  /** An absolute URL that a client id and secret may be sent to. */
  public static URI tokenUrl(String input, @Nullable URI url) {
    String remedy = "; give an absolute URL such as https://socktown.amperity.com/api/v0/oauth2/token";
    String scheme = url == null || url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url == null || url.getHost() == null || !Set.of("https", "http").contains(scheme)) {
      throw new InvalidInputException(input, "is no http or https URL with a host" + remedy);
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new InvalidInputException(input, "has a user, a query or a fragment" + remedy);
    }
    if (url.getPort() == 0 || url.getPort() > 65535 || !url.toASCIIString().equals(url.toString())) {
      throw new InvalidInputException(input, "has a port or a path that cannot be used" + remedy);
    }
    if (scheme.equals("http") && !LOOPBACK.contains(url.getHost())) {
      throw new InvalidInputException(input,
          "is plain http to another machine, which would show the secret to everybody on the way; use https");
    }
    return url;
  }

  /** An absolute URL that {@code /ingest/jobs/{id}} can be appended to, without a slash at its end. */
  public static String baseUrl(String input, @Nullable String value, boolean insecureHttpAllowed) {
    String remedy = "; give an absolute URL such as https://app.amperity.com/api";
    URI url;
    try {
      url = new URI(value == null ? "" : value);
    } catch (URISyntaxException e) {
      throw new InvalidInputException(input, "is no URL" + remedy);
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url.getHost() == null || !Set.of("https", "http").contains(scheme)) {
      throw new InvalidInputException(input, "is no http or https URL with a host" + remedy);
    }
    if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new InvalidInputException(input, "has a user, a query or a fragment" + remedy);
    }
    if (url.getPort() == 0 || url.getPort() > 65535 || !url.getRawPath().matches("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")) {
      throw new InvalidInputException(input, "has a port or a path that cannot be used" + remedy);
    }
    if (scheme.equals("http") && !insecureHttpAllowed && !LOOPBACK.contains(url.getHost())) {
      throw new InvalidInputException(input,
          "is plain http to another machine, which would show the token to everybody on the way; use https, or allow it with allowInsecureHttp() of the client's builder");
    }
    return scheme + url.toString().substring(scheme.length()).replaceAll("/$", "");
  }

  /** The name of an application, as it stands in a {@code User-Agent}. */
  public static String application(String input, String value) {
    if (!value.matches("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,100})?")) {
      throw new InvalidInputException(input,
          "is no name of a product; use letters, digits, dots, hyphens and underscores, with a version after a slash: my-pipeline/1.4");
    }
    return value;
  }

  /** A time limit. */
  public static Duration limit(String input, @Nullable Duration value) {
    if (value == null || value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
      throw new InvalidInputException(input, "is not between 1 ms and " + LONGEST.toHours() + " h");
    }
    return value;
  }

  private static boolean isVisibleAscii(char c) {
    return c > ' ' && c < 0x7f;
  }

  private static String nameOf(char c) {
    if (FORBIDDEN.indexOf(c) >= 0) {
      return "'" + c + "'";
    }
    String code = String.format("U+%04X", (int) c);
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      return "white space (" + code + ")";
    }
    return Character.isISOControl(c) ? "a control character (" + code + ")" : "a character that is not ASCII (" + code + ")";
  }
}
