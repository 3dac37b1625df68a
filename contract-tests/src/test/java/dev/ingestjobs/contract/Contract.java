package dev.ingestjobs.contract;

import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslWithState;
import au.com.dius.pact.core.model.matchingrules.NumberTypeMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import au.com.dius.pact.core.model.matchingrules.TypeMatcher;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.feign.IngestJobsDecoder;
import dev.ingestjobs.client.feign.IngestJobsErrorDecoder;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import feign.Feign;
import feign.Retryer;
import java.nio.file.Path;

/** What every interaction has in common. */
public final class Contract {
  public static final String CONSUMER = "amperity-ingest-client";
  public static final String PROVIDER = "amperity-ingest-jobs";
  public static final String TENANT = "socktown";
  public static final String VERSION = "2024-04-01";
  /** No token of anybody's. */
  public static final String TOKEN = "contract-test-token";

  public static final String DEPRECATION = "Sat, 1 Mar 2025 00:00:00 GMT";
  public static final String SUNSET = "Mon, 1 Sep 2025 23:59:59 GMT";
  public static final String HTTP_DATE = "[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT";

  /** The state that goes with any other, and makes a response announce the end of its version. */
  public static final String VERSION_IS_DEPRECATED = "the version is deprecated";

  private static final String RFC_3339_UTC =
      "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?Z";

  private Contract() {}

  /** Where the consumer tests leave the pact. */
  public static Path pactFile() {
    return Path.of(System.getProperty("pact.rootDir"), CONSUMER + "-" + PROVIDER + ".json");
  }

  /** The generated client as its users have it, but that each call is one request. */
  public static IngestJobsClient client(String baseUrl) {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .tenant(TENANT).token(TOKEN).baseUrl(baseUrl).retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited()).build();
  }

  /** The raw interface, as users of Feign have it. */
  public static IngestJobsApi api(String baseUrl) {
    return Feign.builder()
        .decoder(new IngestJobsDecoder())
        .errorDecoder(new IngestJobsErrorDecoder())
        .retryer(Retryer.NEVER_RETRY)
        .requestInterceptor(template -> template.header("Authorization", "Bearer " + TOKEN))
        .target(IngestJobsApi.class, baseUrl);
  }

  /** The request of a client that sets everything. */
  public static PactDslRequestWithPath get(PactDslWithState state, String description, String jobId) {
    return authorized(state, description, jobId).headers("api-version", VERSION);
  }

  /** The request of a client that names no version yet. */
  public static PactDslRequestWithPath authorized(PactDslWithState state, String description, String jobId) {
    return state.uponReceiving(description)
        .method("GET")
        .path("/ingest/jobs/" + jobId)
        .headers("Accept", "application/json")
        .matchHeader("amperity-tenant", "[A-Za-z0-9-]+", TENANT)
        .matchHeader("Authorization", "Bearer [A-Za-z0-9._~+/=-]+", "Bearer " + TOKEN);
  }

  /** A text that is not empty. */
  public static void text(LambdaDslObject object, String field, String example) {
    matching(object, field, example, "(?s)\\S(.*\\S)?");
  }

  /** A state in any spelling: the vendor's pages and its responses differ in letters and spaces. */
  public static void state(LambdaDslObject object, String example) {
    matching(object, "state", example, "(?i)" + example.replace("_", "[ _-]?"));
  }

  /** A moment in UTC. */
  public static void moment(LambdaDslObject object, String field, String example) {
    matching(object, field, example, RFC_3339_UTC);
  }

  /** A text of that form. By itself a rule with a regular expression accepts numbers, objects and lists, too. */
  private static void matching(LambdaDslObject object, String field, String example, String regex) {
    object.and(field, example, TypeMatcher.INSTANCE, new RegexMatcher(regex));
  }

  /** A whole number that is not negative. */
  public static void count(LambdaDslObject object, String field, long example) {
    object.and(field, example, new NumberTypeMatcher(NumberTypeMatcher.NumberType.INTEGER), new RegexMatcher("[0-9]+"));
  }

  /** The five counts of a table. */
  public static void counts(LambdaDslObject table, long read, long errors, long rejected, long inserted, long updated) {
    count(table, "read", read);
    count(table, "errors", errors);
    count(table, "rejected", rejected);
    count(table, "inserted", inserted);
    count(table, "updated", updated);
  }
}
