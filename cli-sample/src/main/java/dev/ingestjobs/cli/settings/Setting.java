package dev.ingestjobs.cli.settings;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Each setting: the option {@code --tenant-host}, the variable {@code AMPERITY_TENANT_HOST} and the key {@code tenant-host} of the
 * config file are one. The variables are those of the client.
 */
public enum Setting {
  TENANT("ID", "", "The tenant's id; a sandbox has its own."),
  TOKEN(null, "", "The token, without the word Bearer."),
  TOKEN_FILE("FILE", "", "The file that holds the token."),
  CLIENT_ID("ID", "", "In place of a token: it is fetched and renewed (OAuth 2.0)."),
  CLIENT_SECRET(null, "", "Goes with the client id."),
  TOKEN_URL("URL", "the tenant's own host", "Where tokens are fetched."),
  REGION("REGION", "shared", "The API's host: shared or australia."),
  TENANT_HOST("ID", "", "In place of a region: the host ID.amperity.com."),
  BASE_URL("URL", "", "In place of both: what /ingest/jobs/ID is appended to."),
  API_VERSION("VERSION", "2024-04-01", "The version of the API."),
  TIMEOUT(null, "2m", "How long a call may take with all its attempts."),
  ATTEMPT_TIMEOUT(null, "60s", "How long one attempt may take."),
  CONNECT_TIMEOUT(null, "10s", "How long connecting may take."),
  MAX_ATTEMPTS("N", "5", "How often a call is tried."),
  REQUESTS_PER_SECOND("N", "10", "How many requests are begun in a second."),
  MAX_CONCURRENCY(null, "16", "How many polls are made at once."),
  MAX_BODY_BYTES(null, "268435456", "How large a response may be."),
  PROXY("HOST:PORT", "the JVM's", "A proxy, or direct for none.");

  /** Each of these says who asks, or where, in another way: the first source that has one of a group decides for all of it. */
  private static final List<List<Setting>> GROUPS = List.of(List.of(TOKEN, TOKEN_FILE, CLIENT_ID), List.of(REGION, TENANT_HOST, BASE_URL));

  private final @Nullable String label;
  private final String defaultText;
  private final String description;

  Setting(@Nullable String label, String defaultText, String description) {
    this.label = label;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** How the config file names it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The environment variable. */
  public String variable() {
    return "AMPERITY_" + name();
  }

  /** The option. */
  String option() {
    return "--" + key();
  }

  /** What stands for the option's value in the help; null if there is no option: a command line is seen by everybody on the machine. */
  @Nullable String label() {
    return label;
  }

  /** What holds if nobody says anything; empty if nothing does. */
  public String defaultText() {
    return defaultText;
  }

  String description() {
    return description;
  }

  /** Whether nobody may see its value. */
  public boolean isSecret() {
    return this == TOKEN || this == CLIENT_SECRET;
  }

  /** Those that say the same in another way, this one among them. */
  List<Setting> group() {
    return GROUPS.stream().filter(group -> group.contains(this)).findFirst().orElse(List.of(this));
  }
}
