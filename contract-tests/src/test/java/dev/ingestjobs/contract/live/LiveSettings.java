package dev.ingestjobs.contract.live;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.internal.config.Setting;
import dev.ingestjobs.client.internal.config.Sources;
import dev.ingestjobs.contract.Contract;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whom to verify, and with which jobs: the client's own settings, and the variables {@code AMPERITY_LIVE_…}.
 *
 * @param properties gives the value of a system property, or null
 * @param environment gives the value of an environment variable, or null
 */
record LiveSettings(Function<String, String> properties, Function<String, String> environment) {
  /** Which errors are provoked, by their status. */
  static final String PROVOKE = "AMPERITY_LIVE_PROVOKE";

  /** No job has it: it is of a day on which there was no such thing. */
  private static final String MADE_UP_JOB = "isj-19700101-0-noSuchJob";
  private static final String ALL_ERRORS = "400,401,404";

  static LiveSettings ofTheProcess() {
    return new LiveSettings(System::getProperty, System::getenv);
  }

  /** What keeps the verification from being begun; empty if nothing does. What else is wrong with a setting the client says. */
  Optional<String> problem() {
    if (value(Setting.TENANT).isEmpty()) {
      return Optional.of("AMPERITY_TENANT is not set.");
    }
    if (Stream.of(Setting.TOKEN, Setting.TOKEN_FILE, Setting.CLIENT_ID).allMatch(way -> value(way).isEmpty())) {
      return Optional.of("There is no token: set AMPERITY_TOKEN_FILE, AMPERITY_TOKEN, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET.");
    }
    if (value(Setting.BASE_URL).filter(url -> !url.regionMatches(true, 0, "https:", 0, "https:".length())).isPresent()) {
      return Optional.of("AMPERITY_BASE_URL is not https, which is the one way to show a token to an API.");
    }
    List<String> unknown = new ArrayList<>(provoked());
    unknown.removeAll(List.of(ALL_ERRORS.split(",")));
    if (!unknown.isEmpty() && !provoked().equals(Set.of("none"))) {
      return Optional.of(PROVOKE + " is not understood: give some of " + ALL_ERRORS + ", or none.");
    }
    return Optional.empty();
  }

  /** Why no request can be made for a state; empty if one can. */
  Optional<String> reasonAgainst(TenantState state) {
    if (state.isProvoked() && !provoked().contains(Integer.toString(state.status()))) {
      return Optional.of(PROVOKE + " leaves out " + state.status() + ".");
    }
    return jobId(state).isPresent() ? Optional.empty() : Optional.of(state.variable() + " is not set: it names a job in this state.");
  }

  /** The job to ask for. */
  Optional<String> jobId(TenantState state) {
    Optional<String> given = given(state.variable());
    return state.isProvoked() ? given.or(() -> Optional.of(MADE_UP_JOB)) : given;
  }

  /** A client with the token and the tenant of these settings, in the version of the pact. */
  IngestJobsClient.Builder client() {
    return IngestJobsClient.builder().settingsFrom(properties::apply, environment::apply).apiVersion(Contract.VERSION);
  }

  /** Somebody else's words without the tenant, its hosts and its jobs. They hold no token: the client has seen to that. */
  String scrub(String words) {
    String scrubbed = words.replaceAll("https?://\\S+", "…");
    Stream<String> names = Stream.concat(
        Stream.of(Setting.TENANT, Setting.TENANT_HOST).flatMap(setting -> value(setting).stream()),
        Stream.concat(value(Setting.BASE_URL).map(url -> URI.create(url).getHost()).stream(),
            Arrays.stream(TenantState.values()).flatMap(state -> jobId(state).stream())));
    for (String name : names.toList()) {
      scrubbed = scrubbed.replaceAll("(?i)(?<![a-z0-9])" + Pattern.quote(name) + "(?![a-z0-9])", "…");
    }
    return scrubbed;
  }

  private Set<String> provoked() {
    return Set.of(given(PROVOKE).orElse(ALL_ERRORS).split("\\s*,\\s*"));
  }

  private Optional<String> given(String variable) {
    return Optional.ofNullable(environment.apply(variable)).map(String::strip).filter(value -> !value.isEmpty());
  }

  private Optional<String> value(Setting setting) {
    return new Sources(properties::apply, environment::apply).find(setting).map(Sources.Found::value);
  }

  /** Without the values, which are secrets or the tenant's own affair. */
  @Override
  public String toString() {
    return "LiveSettings";
  }
}
