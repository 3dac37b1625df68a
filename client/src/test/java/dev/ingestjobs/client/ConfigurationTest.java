package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.internal.config.Setting;
import dev.ingestjobs.client.internal.config.Sources;
import dev.ingestjobs.client.internal.time.SystemTime;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.observe.IngestJobsListener;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.ClientCredentials;
import feign.Capability;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  /** How one setting is made in each place, and seen in the end. */
  private record Case(
      String text, String otherText, BiConsumer<IngestJobsClient.Builder, String> give, Function<Configuration, Object> see, Object byDefault) {}

  private static final Map<Setting, Case> CASES = cases();

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> environment = new HashMap<>();

  private static Map<Setting, Case> cases() {
    Map<Setting, Case> cases = new EnumMap<>(Setting.class);
    cases.put(Setting.TENANT, new Case("one", "two", IngestJobsClient.Builder::tenant, c -> c.tenant, "none"));
    cases.put(Setting.TOKEN, new Case("one", "two", IngestJobsClient.Builder::token, ConfigurationTest::token, "none"));
    cases.put(Setting.TOKEN_FILE, new Case("one", "two", (b, text) -> b.tokenFile(Path.of(text)), c -> fileOf(c), "none"));
    cases.put(Setting.CLIENT_ID, new Case("one", "two", (b, text) -> b.clientCredentials(ClientCredentials.of(text, "x")),
        c -> Objects.requireNonNull(c.credentials).clientId(), "none"));
    cases.put(Setting.CLIENT_SECRET, new Case("one", "two", (b, text) -> b.clientCredentials(ClientCredentials.of("id", text)),
        c -> Objects.requireNonNull(c.credentials).clientSecret(), "none"));
    cases.put(Setting.TOKEN_URL, new Case("https://one/t", "https://two/t",
        (b, text) -> b.clientCredentials(ClientCredentials.of("id", "x").withTokenUrl(URI.create(text))),
        c -> Objects.requireNonNull(c.tokenUrl).toString(), "https://socktown.amperity.com/api/v0/oauth2/token"));
    cases.put(Setting.REGION, new Case("Australia", "shared", (b, text) -> b.region(text.equals("shared") ? Region.SHARED : Region.AUSTRALIA),
        c -> c.baseUrl.equals(Region.AUSTRALIA.baseUrl().toString()) ? "Australia" : "shared", "shared"));
    cases.put(Setting.TENANT_HOST, new Case("one", "two", IngestJobsClient.Builder::tenantHost,
        c -> c.baseUrl.replace("https://", "").replace(".amperity.com/api", ""), "app"));
    cases.put(Setting.BASE_URL, new Case("https://one/api", "https://two", IngestJobsClient.Builder::baseUrl, c -> c.baseUrl,
        "https://app.amperity.com/api"));
    cases.put(Setting.API_VERSION, new Case("one", "two", IngestJobsClient.Builder::apiVersion, c -> c.apiVersion, "2024-04-01"));
    cases.put(Setting.TIMEOUT, time(IngestJobsClient.Builder::timeout, c -> c.timeout, "PT2M"));
    cases.put(Setting.ATTEMPT_TIMEOUT, time(IngestJobsClient.Builder::attemptTimeout, c -> c.attemptTimeout, "PT1M"));
    cases.put(Setting.CONNECT_TIMEOUT, time(IngestJobsClient.Builder::connectTimeout, c -> c.connectTimeout, "PT10S"));
    cases.put(Setting.MAX_ATTEMPTS, new Case("7", "8", (b, text) -> b.retry(RetryPolicy.DEFAULT.withMaxAttempts(Integer.parseInt(text))),
        c -> "" + c.retry.maxAttempts(), "5"));
    cases.put(Setting.REQUESTS_PER_SECOND, new Case("7", "8", (b, text) -> b.requestsPerSecond(Integer.parseInt(text)),
        c -> "" + placesAtOnce(c.limiter), "10"));
    cases.put(Setting.MAX_CONCURRENCY, new Case("7", "8", (b, text) -> b.maxConcurrency(Integer.parseInt(text)), c -> "" + c.maxConcurrency, "16"));
    cases.put(Setting.MAX_BODY_BYTES, new Case("7", "8", (b, text) -> b.maxBodyBytes(Long.parseLong(text)), c -> "" + c.maxBodyBytes, "268435456"));
    cases.put(Setting.PROXY, new Case("one:1", "two:2",
        (b, text) -> b.proxy(ProxySelector.of(InetSocketAddress.createUnresolved(text.substring(0, 3), Integer.parseInt(text.substring(4))))),
        c -> c.proxy == null ? "none" : proxyOf(c), "none"));
    cases.put(Setting.APPLICATION, new Case("one", "two/2", IngestJobsClient.Builder::application, c -> "" + c.application, "null"));
    return cases;
  }

  private static Case time(BiConsumer<IngestJobsClient.Builder, Duration> give, Function<Configuration, Duration> see, String byDefault) {
    return new Case("PT7S", "PT8S", (b, text) -> give.accept(b, Duration.parse(text)), c -> see.apply(c).toString(), byDefault);
  }

  private static String token(Configuration configuration) {
    try {
      return Objects.requireNonNull(configuration.tokens).token();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** The file itself is not there: its error names it. */
  private static String fileOf(Configuration configuration) {
    try {
      return "there is a token: " + Objects.requireNonNull(configuration.tokens).token();
    } catch (Exception e) {
      return String.valueOf(e.getMessage()).contains("one") ? "one" : "two";
    }
  }

  private static int placesAtOnce(RateLimiter limiter) {
    int places = 0;
    try {
      while (limiter.reserve(Duration.ZERO).isPresent()) {
        places++;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return places;
  }

  private static String proxyOf(Configuration configuration) {
    Proxy proxy = Objects.requireNonNull(configuration.proxy).select(URI.create("https://app.amperity.com")).get(0);
    return proxy.type() == Proxy.Type.DIRECT ? "direct"
        : ((InetSocketAddress) proxy.address()).getHostString() + ":" + ((InetSocketAddress) proxy.address()).getPort();
  }

  /** A builder that knows what the two maps say, and nothing of this process. */
  private IngestJobsClient.Builder builder() {
    return IngestJobsClient.builder().settingsFrom(properties::get, environment::get);
  }

  private Configuration configuration() {
    return new Configuration(builder());
  }

  /** What is required, but for what a test is about. */
  private void required(Setting but) {
    if (but != Setting.TENANT) {
      environment.put("AMPERITY_TENANT", "socktown");
    }
    if (List.of(Setting.CLIENT_ID, Setting.CLIENT_SECRET, Setting.TOKEN_URL).contains(but)) {
      environment.put("AMPERITY_CLIENT_ID", "id");
      environment.put("AMPERITY_CLIENT_SECRET", "x");
    } else if (but != Setting.TOKEN && but != Setting.TOKEN_FILE) {
      environment.put("AMPERITY_TOKEN", "t");
    }
  }

  private InvalidInputException refused(Consumer<IngestJobsClient.Builder> given) {
    InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> {
      IngestJobsClient.Builder builder = builder();
      given.accept(builder);
      builder.build().close();
    });
    assertThat(refused).isNotNull();
    return refused;
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void theBuilderComesBeforeThePropertyBeforeTheVariableBeforeTheDefault(Setting setting) {
    Case a = Objects.requireNonNull(CASES.get(setting));
    required(setting);
    if (!List.of(Setting.TENANT, Setting.TOKEN, Setting.TOKEN_FILE, Setting.CLIENT_ID, Setting.CLIENT_SECRET).contains(setting)) {
      assertThat(a.see().apply(configuration())).isEqualTo(a.byDefault());
    }
    environment.put(setting.variable(), "  " + a.text() + "\n");
    assertThat(a.see().apply(configuration())).isEqualTo(a.text());
    if (setting.property().isPresent()) {
      properties.put(setting.property().get(), a.otherText());
      assertThat(a.see().apply(configuration())).isEqualTo(a.otherText());
      properties.put(setting.property().get(), " \t");
      assertThat(a.see().apply(configuration())).as("a blank is none").isEqualTo(a.text());
    }
    environment.put(setting.variable(), a.otherText());
    IngestJobsClient.Builder builder = builder();
    a.give().accept(builder, a.text());
    assertThat(a.see().apply(new Configuration(builder))).isEqualTo(a.text());
  }

  @Test
  void theDefaultsAreThoseOfTheTable() {
    Map<Setting, Object> constants = Map.of(
        Setting.API_VERSION, IngestJobsClient.DEFAULT_API_VERSION, Setting.TIMEOUT, IngestJobsClient.DEFAULT_TIMEOUT,
        Setting.ATTEMPT_TIMEOUT, IngestJobsClient.DEFAULT_ATTEMPT_TIMEOUT, Setting.CONNECT_TIMEOUT, IngestJobsClient.DEFAULT_CONNECT_TIMEOUT,
        Setting.MAX_ATTEMPTS, RetryPolicy.DEFAULT.maxAttempts(), Setting.REQUESTS_PER_SECOND, IngestJobsClient.DEFAULT_REQUESTS_PER_SECOND,
        Setting.MAX_CONCURRENCY, IngestJobsClient.DEFAULT_MAX_CONCURRENCY, Setting.MAX_BODY_BYTES, IngestJobsClient.DEFAULT_MAX_BODY_BYTES,
        Setting.REGION, Region.SHARED.name().toLowerCase(Locale.ROOT));

    constants.forEach((setting, constant) -> {
      Object shown = constant instanceof Duration
          ? new Sources.Found(setting, "x", setting.defaultText()).duration() : setting.defaultText();
      assertThat(shown).as(setting.name()).isEqualTo(constant instanceof Duration ? constant : constant.toString());
    });
  }

  @Test
  void whatIsSecretHasNoSystemProperty() {
    assertThat(Arrays.stream(Setting.values()).filter(setting -> setting.property().isEmpty()))
        .containsExactly(Setting.TOKEN, Setting.CLIENT_SECRET);
    assertThat(Arrays.stream(Setting.values()).map(Setting::variable)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Setting.values()).map(Setting::property).flatMap(Optional::stream)).doesNotHaveDuplicates();
    assertThat(new Sources.Found(Setting.TOKEN, "AMPERITY_TOKEN", "S3cr3t")).hasToString("Found[AMPERITY_TOKEN]");
  }

  @ParameterizedTest
  @CsvSource({
    "AMPERITY_TOKEN, AMPERITY_TOKEN_FILE", "AMPERITY_TOKEN, AMPERITY_CLIENT_ID", "AMPERITY_TOKEN_FILE, AMPERITY_CLIENT_ID",
    "AMPERITY_REGION, AMPERITY_TENANT_HOST", "AMPERITY_REGION, AMPERITY_BASE_URL", "AMPERITY_TENANT_HOST, AMPERITY_BASE_URL"
  })
  void twoOfAGroupInOneSourceAreRefusedByTheirNames(String one, String two) {
    required(one.contains("TOKEN") ? Setting.TOKEN : Setting.REGION);
    environment.put(one, "one");
    environment.put(two, "two");

    assertThat(refused(builder -> {})).hasMessage(two + ": is set and so is " + one + ", which says another thing; set one of the two");
  }

  @Test
  void aGroupIsTakenFromTheFirstSourceThatHasAnyOfIt() {
    environment.putAll(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN", "t", "AMPERITY_REGION", "australia", "AMPERITY_CLIENT_SECRET", "x"));
    properties.putAll(Map.of("amperity.client-id", "id", "amperity.tenant-host", "socktown"));

    Configuration configuration = configuration();
    assertThat(configuration.tokens).isNull();
    assertThat(Objects.requireNonNull(configuration.credentials).clientId()).isEqualTo("id");
    assertThat(configuration.baseUrl).isEqualTo("https://socktown.amperity.com/api");
  }

  @Test
  void theBuilderBeatsTheOutsideAsAGroup() {
    properties.putAll(Map.of("amperity.client-id", "id", "amperity.tenant-host", "..", "amperity.region", "nowhere"));
    environment.putAll(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN", "t", "AMPERITY_TOKEN_FILE", "f"));

    Configuration token = new Configuration(builder().token("own").baseUrl("https://own"));
    assertThat(token(token)).isEqualTo("own");
    assertThat(token.credentials).isNull();
    assertThat(token.tokenUrl).isNull();
    assertThat(token.baseUrl).isEqualTo("https://own");
    Configuration credentials = new Configuration(builder().token("own").clientCredentials(ClientCredentials.of("mine", "x")).region(Region.AUSTRALIA));
    assertThat(credentials.tokens).isNull();
    assertThat(Objects.requireNonNull(credentials.credentials).clientId()).isEqualTo("mine");
    assertThat(new Configuration(builder().clientCredentials(ClientCredentials.of("mine", "x")).token("own").region(Region.SHARED)).credentials).isNull();
  }

  @Test
  void anotherLimiterTakesThePlaceOfTheOwn() {
    required(Setting.PROXY);
    environment.put("AMPERITY_REQUESTS_PER_SECOND", "nonsense");

    assertThat(new Configuration(builder().rateLimiter(RateLimiter.unlimited())).limiter).isSameAs(RateLimiter.unlimited());
  }

  static Stream<String> garbage() {
    return Stream.of(
        "TENANT|S3cr3t token", "TENANT|S3cr3t/x", "TOKEN|S3cr3t token", "CLIENT_ID|S3cr3t\u0001x", "CLIENT_SECRET|S3cr3t\u0001x",
        "TOKEN_URL|S3cr3t", "TOKEN_URL|https://S3cr3t x", "TOKEN_URL|http://S3cr3t/t", "TOKEN_FILE|S3cr3t\u0000", "REGION|S3cr3t",
        "TENANT_HOST|S3cr3t_", "BASE_URL|S3cr3t", "BASE_URL|http://S3cr3t", "API_VERSION|S3cr3t x", "TIMEOUT|S3cr3t", "TIMEOUT|0s",
        "TIMEOUT|25h", "TIMEOUT|30", "TIMEOUT|-1s", "ATTEMPT_TIMEOUT|S3cr3t", "ATTEMPT_TIMEOUT|0ms", "CONNECT_TIMEOUT|S3cr3t",
        "CONNECT_TIMEOUT|1d", "MAX_ATTEMPTS|S3cr3t", "MAX_ATTEMPTS|0", "MAX_ATTEMPTS|101", "MAX_ATTEMPTS|99999999999",
        "REQUESTS_PER_SECOND|S3cr3t", "REQUESTS_PER_SECOND|0", "REQUESTS_PER_SECOND|1001", "MAX_CONCURRENCY|S3cr3t", "MAX_CONCURRENCY|0",
        "MAX_CONCURRENCY|1001", "MAX_CONCURRENCY|-1", "MAX_BODY_BYTES|S3cr3t", "MAX_BODY_BYTES|0", "MAX_BODY_BYTES|1234567890123456789",
        "PROXY|S3cr3t", "PROXY|S3cr3t:x", "PROXY|S3cr3t:65536", "PROXY|S3cr3t:0", "PROXY|http://S3cr3t:1", "PROXY|S3cr3t_:1", "PROXY|:1",
        "APPLICATION|S3cr3t token");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatCannotBeUsedIsRefusedByTheNameOfItsPlaceAndNotShown(String line) {
    Setting setting = Setting.valueOf(line.substring(0, line.indexOf('|')));
    String value = line.substring(line.indexOf('|') + 1);
    required(setting);
    environment.put(setting.variable(), value);

    InvalidInputException ofVariable = refused(builder -> {});
    assertThat(ofVariable.input()).isEqualTo(setting.variable());
    assertThat(ofVariable).hasMessage(setting.variable() + ": " + ofVariable.problem()).hasNoCause();
    assertThat(ofVariable.getMessage()).doesNotContain("S3cr3t").hasSizeGreaterThan(setting.variable().length() + 12);
    setting.property().ifPresent(property -> {
      environment.remove(setting.variable());
      required(setting);
      properties.put(property, value);
      assertThat(refused(builder -> {}).input()).isEqualTo(property);
    });
  }

  @Test
  void theEndsOfTheRangesCanBeUsed() {
    required(Setting.PROXY);
    environment.putAll(Map.of(
        "AMPERITY_MAX_CONCURRENCY", "1000", "AMPERITY_MAX_BODY_BYTES", "1", "AMPERITY_TIMEOUT", "24H", "AMPERITY_CONNECT_TIMEOUT", "1ms",
        "AMPERITY_ATTEMPT_TIMEOUT", "1m30s", "AMPERITY_PROXY", "p.example-1.com:65535", "AMPERITY_MAX_ATTEMPTS", "100"));

    Configuration configuration = configuration();
    assertThat(configuration.maxConcurrency).isEqualTo(1000);
    assertThat(configuration.maxBodyBytes).isEqualTo(1);
    assertThat(configuration.timeout).hasHours(24);
    assertThat(configuration.connectTimeout).hasMillis(1);
    assertThat(configuration.attemptTimeout).hasSeconds(90);
    assertThat(configuration.retry.maxAttempts()).isEqualTo(100);
    assertThat(proxyOf(configuration)).isEqualTo("p.example-1.com:65535");
    environment.putAll(Map.of("AMPERITY_MAX_CONCURRENCY", "1", "AMPERITY_PROXY", "p:1", "AMPERITY_MAX_BODY_BYTES", "999999999999999999"));
    assertThat(configuration().maxConcurrency).isEqualTo(1);
    assertThat(proxyOf(configuration())).isEqualTo("p:1");
    assertThat(configuration().maxBodyBytes).isEqualTo(999_999_999_999_999_999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"direct", "Direct"})
  void aProxyCanBeDeclined(String value) {
    required(Setting.PROXY);
    environment.put("AMPERITY_PROXY", value);

    assertThat(proxyOf(configuration())).isEqualTo("direct");
  }

  @Test
  void theBuildersOwnNumbersAreCheckedByItsMethods() {
    required(Setting.PROXY);

    assertThat(refused(b -> b.maxBodyBytes(0)).input()).isEqualTo("maxBodyBytes");
    assertThat(refused(b -> b.maxConcurrency(0)).input()).isEqualTo("maxConcurrency");
    assertThat(refused(b -> b.requestsPerSecond(0)).input()).isEqualTo("requestsPerSecond");
    assertThat(refused(b -> b.timeout(Duration.ZERO)).input()).isEqualTo("timeout");
    assertThat(refused(b -> b.application("a b")).input()).isEqualTo("application");
    assertThat(refused(b -> b.tokenExpiryWarning(Duration.ofNanos(-1))).input()).isEqualTo("tokenExpiryWarning");
    assertThat(refused(b -> b.logHeaders(List.of("Authorization"))).input()).isEqualTo("logHeaders");
    builder().tokenExpiryWarning(Duration.ZERO).build().close();
  }

  @Test
  void whatIsRequiredIsNamedInEveryPlaceWhereItCanBeSet() {
    assertThat(refused(b -> {})).hasMessage("tenant: is not set; call tenant of the client's builder, or set the system property "
        + "amperity.tenant or AMPERITY_TENANT");
    environment.put("AMPERITY_TENANT", "socktown");
    assertThat(refused(b -> {})).hasMessageStartingWith("token: is not set; ").hasMessageContaining("tokenProvider")
        .hasMessageContaining("AMPERITY_TOKEN, AMPERITY_TOKEN_FILE, or AMPERITY_CLIENT_ID and AMPERITY_CLIENT_SECRET");
    environment.put("AMPERITY_CLIENT_SECRET", "S3cr3t");
    assertThat(refused(b -> {})).hasMessageStartingWith("clientCredentials: is not set; ").hasMessageContaining("AMPERITY_CLIENT_ID");
    environment.remove("AMPERITY_CLIENT_SECRET");
    environment.put("AMPERITY_CLIENT_ID", "id");
    assertThat(refused(b -> {})).hasMessage("AMPERITY_CLIENT_SECRET: is not set, but AMPERITY_CLIENT_ID is; set both");
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.amperity.com/api, https://socktown-sb-1.amperity.com/api/v0/oauth2/token",
    "https://app-aws-apse2.amperity.com/api, https://socktown-sb-1.amperity.com/api/v0/oauth2/token",
    "https://socktown.amperity.com/api, https://socktown.amperity.com/api/v0/oauth2/token",
    "https://gateway.example.com/api, ", "https://amperity.com/api, ", "https://x.amperity.com/other, "
  })
  void theTokenUrlFollowsFromTheBaseUrl(String baseUrl, String tokenUrl) {
    environment.put("AMPERITY_TENANT", "socktown-sb-1");
    IngestJobsClient.Builder builder = builder().baseUrl(baseUrl).clientCredentials(ClientCredentials.of("id", "x"));

    if (tokenUrl != null) {
      assertThat(new Configuration(builder).tokenUrl).hasToString(tokenUrl);
    } else {
      assertThatThrownBy(builder::build).isInstanceOf(InvalidInputException.class).hasMessageContaining("withTokenUrl")
          .hasMessageContaining("AMPERITY_TOKEN_URL");
      environment.put("AMPERITY_TOKEN_URL", "https://own/t");
      assertThat(new Configuration(builder).tokenUrl).hasToString("https://own/t");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sock{town}", "sock_town", "sock.town", "-socktown", "sock town", "evil.com/x"})
  void aTenantThatIsNoHostIsRefusedWhereItStands(String tenant) {
    environment.put("AMPERITY_TENANT", tenant);

    assertThat(refused(b -> b.clientCredentials(ClientCredentials.of("id", "x"))).input()).isEqualTo("AMPERITY_TENANT");
  }

  static Stream<Consumer<IngestJobsClient.Builder>> nulls() {
    return Stream.of(
        b -> b.tenant(null), b -> b.token(null), b -> b.tokenFile(null), b -> b.tokenProvider(null), b -> b.clientCredentials(null),
        b -> b.tokenExpiryWarning(null), b -> b.region(null), b -> b.tenantHost(null), b -> b.baseUrl((String) null),
        b -> b.baseUrl((URI) null), b -> b.apiVersion(null), b -> b.connectTimeout(null), b -> b.attemptTimeout(null), b -> b.timeout(null),
        b -> b.retry(null), b -> b.rateLimiter(null), b -> b.proxy(null), b -> b.proxyAuthenticator(null), b -> b.sslContext(null),
        b -> b.application(null), b -> b.listener(null), b -> b.capability(null), b -> b.logHeaders(null),
        b -> b.logHeaders(Collections.singletonList(null)), b -> b.settingsFrom(null, name -> null), b -> b.settingsFrom(name -> null, null));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void nullIsRefusedAtOnce(Consumer<IngestJobsClient.Builder> given) {
    assertThatThrownBy(() -> given.accept(builder())).isInstanceOf(InvalidInputException.class).hasMessageContaining(" is null");
  }

  @Test
  void everyMethodGivesTheBuilderBack() throws Exception {
    IngestJobsClient.Builder builder = IngestJobsClient.builder();

    assertThat(List.of(
        builder.settingsFrom(properties::get, environment::get), builder.time(SystemTime.INSTANCE, null), builder.tenant("a"),
        builder.token("a"), builder.tokenFile(Path.of("a")), builder.tokenProvider(() -> "a"),
        builder.clientCredentials(ClientCredentials.of("a", "b")), builder.tokenExpiryWarning(Duration.ZERO), builder.region(Region.SHARED),
        builder.tenantHost("a"), builder.baseUrl("https://a"), builder.baseUrl(URI.create("https://a")), builder.allowInsecureHttp(),
        builder.apiVersion("a"), builder.connectTimeout(Duration.ZERO), builder.attemptTimeout(Duration.ZERO), builder.timeout(Duration.ZERO),
        builder.maxBodyBytes(1), builder.retry(RetryPolicy.NONE), builder.requestsPerSecond(1), builder.rateLimiter(RateLimiter.unlimited()),
        builder.maxConcurrency(1), builder.proxy(ProxySelector.getDefault()), builder.proxyAuthenticator(new Authenticator() {}),
        builder.sslContext(SSLContext.getDefault()), builder.application("a"), builder.listener(new IngestJobsListener() {}),
        builder.capability(new Capability() {}), builder.logHeaders(List.of("x"))))
        .allMatch(given -> given == builder);
  }

  @Test
  void aTokenFileIsReadWhenItIsNeeded(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("token");
    environment.putAll(Map.of("AMPERITY_TENANT", "socktown", "AMPERITY_TOKEN_FILE", file.toString()));
    Configuration configuration = configuration();
    Files.writeString(file, "abc\n");

    assertThat(token(configuration)).isEqualTo("abc");
  }

  @Test
  void aProxyOfTheEnvironmentCarriesTheRequest() throws IOException {
    try (RawServer proxy = RawServer.answering("200 OK", "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[]}")) {
      environment.put("AMPERITY_PROXY", URI.create(proxy.url()).getAuthority());
      try (IngestJobsClient client = IngestJobsClient.builder().settingsFrom(properties::get, environment::get)
          .tenant("socktown").token("token").baseUrl("http://nowhere.invalid/api").allowInsecureHttp().build()) {
        assertThat(client.get("isj-1").workflowId()).isEqualTo("wf-1");
      }
      assertThat(proxy.requests()).singleElement().satisfies(head ->
          assertThat(head).startsWith("GET http://nowhere.invalid/api/ingest/jobs/isj-1 HTTP/1.1"));
    }
  }
}
