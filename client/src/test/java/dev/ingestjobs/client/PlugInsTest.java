package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.error.TransportException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.internal.call.Logged;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import feign.Capability;
import feign.Client;
import feign.InvocationHandlerFactory;
import feign.codec.Decoder;
import feign.micrometer.MicrometerCapability;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What others plug into a client, as they do it. */
class PlugInsTest {
  private static final String TOKEN = "opaque-S3cr3t-Token-0123456789";
  private static final String JOB = "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[]}";
  private static final String NOT_FOUND = "{\"status\":404,\"message\":\"No.\",\"request_id\":\"r-1\",\"trace_id\":\"t-1\"}";

  private static IngestJobsClient.Builder builder(RawServer server) {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .baseUrl(server.url()).tenant("socktown").token(TOKEN).retry(RetryPolicy.NONE);
  }

  /** Public, because Feign calls it by reflection. */
  public static final class Recording implements Capability {
    private final List<String> seen = new ArrayList<>();

    @Override
    public Client enrich(Client client) {
      return (request, options) -> {
        seen.add("client");
        return client.execute(request, options);
      };
    }

    @Override
    public Decoder enrich(Decoder decoder) {
      return (response, type) -> {
        seen.add("decoder");
        return decoder.decode(response, type);
      };
    }

    @Override
    public InvocationHandlerFactory enrich(InvocationHandlerFactory factory) {
      return (target, dispatch) -> {
        var handler = factory.create(target, dispatch);
        return (proxy, method, arguments) -> {
          seen.add("invocation");
          return handler.invoke(proxy, method, arguments);
        };
      };
    }
  }

  /** Lets every request fail with all that it holds. */
  public static final class Failing implements Capability {
    @Override
    public Client enrich(Client client) {
      return (request, options) -> {
        throw new IllegalStateException("with " + request.headers());
      };
    }
  }

  private static final class NotPublic implements Capability {
    @Override
    public Client enrich(Client client) {
      return client;
    }
  }

  @Test
  void aCapabilityWrapsTheClientTheDecoderAndTheInvocation() throws IOException {
    Recording capability = new Recording();
    try (RawServer server = RawServer.answering("200 OK", JOB); IngestJobsClient client = builder(server).capability(capability).build()) {
      assertThat(client.get("isj-1").id()).isEqualTo("isj-1");
    }

    // The method with the parameters calls the other one.
    assertThat(capability.seen).containsSubsequence("invocation", "client", "decoder").filteredOn("client"::equals).hasSize(1);
  }

  @Test
  void aCapabilityThatFeignCannotCallIsRefusedAtOnce() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      InvalidInputException thrown = catchThrowableOfType(
          InvalidInputException.class, () -> builder(server).capability(new NotPublic()).build());

      assertThat(thrown).hasMessage("capability: cannot be used by Feign; let its class be public, and none of its methods throw");
    }
  }

  @Test
  void micrometerCountsCallsAndErrorsKeepTheirTypes() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    for (String body : List.of(JOB, "no job", NOT_FOUND)) {
      String head = body.equals(NOT_FOUND) ? "404 X" : "200 OK";
      try (RawServer server = RawServer.answering(head, body);
          IngestJobsClient client = builder(server).capability(new MicrometerCapability(registry)).build()) {
        switch (body) {
          case JOB -> assertThat(client.get("isj-1").id()).isEqualTo("isj-1");
          case NOT_FOUND -> assertThat(catchThrowableOfType(NotFoundException.class, () -> client.get("isj-1")).requestId()).contains("r-1");
          default -> assertThat(catchThrowableOfType(UndecodableResponseException.class, () -> client.get("isj-1"))).hasNoCause();
        }
      }
    }

    assertThat(registry.find("feign.Client").timers().stream().mapToLong(Timer::count).sum()).isEqualTo(3);
    assertThat(registry.find("feign.Client.http_response_code").tag("http_status", "404").counters()).hasSize(1);
    assertThat(registry.find("feign.codec.Decoder").timers()).isNotEmpty();
    assertThat(registry.getMetersAsString()).doesNotContain(TOKEN);
  }

  @Test
  void aCapabilityThatThrowsIsToldByItsType() throws IOException {
    try (RawServer server = RawServer.answering("200 OK", JOB); IngestJobsClient client = builder(server).capability(new Failing()).build()) {
      TransportException thrown = catchThrowableOfType(TransportException.class, () -> client.get("isj-1"));

      assertThat(thrown).hasMessage("a capability of Feign's threw java.lang.IllegalStateException").hasNoCause();
    }
  }

  @Test
  void twoClientsShareABucket() throws IOException {
    // No token comes back while the test runs, and who would wait too long is told so at once.
    Bucket bucket = Bucket.builder().addLimit(limit -> limit.capacity(3).refillIntervally(3, Duration.ofHours(1))).build();
    RateLimiter shared = atMost -> bucket.asBlocking().tryConsume(1, atMost) ? Optional.of(Duration.ZERO) : Optional.empty();
    try (RawServer server = RawServer.answering("200 OK", JOB);
        IngestJobsClient one = builder(server).rateLimiter(shared).build();
        IngestJobsClient two = builder(server).rateLimiter(shared).build()) {
      one.get("isj-1");
      two.get("isj-1");
      one.get("isj-1");
      for (IngestJobsClient client : List.of(one, two)) {
        DeadlineExceededException thrown = catchThrowableOfType(DeadlineExceededException.class, () -> client.get("isj-1"));
        assertThat(thrown).hasMessage("no whole response within 120000 ms: the rate limiter has no place for it before that");
        assertThat(thrown.call().orElseThrow().attempts()).isZero();
      }

      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void theUserAgentTellsTheApplicationTheLibraryAndJava() throws IOException {
    String own = "amperity-ingest-client/[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(Java " + System.getProperty("java.version") + "\\)";
    try (RawServer server = RawServer.answering("200 OK", JOB)) {
      try (IngestJobsClient client = builder(server).build()) {
        client.get("isj-1");
      }
      try (IngestJobsClient client = builder(server).application("my-pipeline/1.4").build()) {
        client.get("isj-1");
      }

      assertThat(server.requests().get(0)).filteredOn(line -> line.startsWith("User-Agent: "))
          .singleElement().asString().matches("User-Agent: " + own);
      assertThat(server.requests().get(1)).filteredOn(line -> line.startsWith("User-Agent: "))
          .singleElement().asString().matches("User-Agent: my-pipeline/1.4 " + own);
    }
  }

  @Test
  void theLogOfACallAtEveryLevelHoldsNoTokenAndWarnsOnceOfTheEndOfTheVersion() throws IOException {
    String head = "200 OK\r\nDeprecation: Tue, 1 Sep 2026 23:59:59 GMT\r\nServer: echo " + TOKEN + "\r\nX-Unknown: private";
    try (Logged log = new Logged(); RawServer server = RawServer.answering(head, JOB)) {
      for (int client = 0; client < 2; client++) {
        try (IngestJobsClient own = builder(server).build()) {
          own.get("isj-1");
          assertThat(own.getWithResponse("isj-1").deprecation()).isPresent();
        }
      }

      assertThat(log.lines()).noneMatch(line -> line.contains(TOKEN) || line.contains("private"))
          .anyMatch(line -> line.contains("api-version=[2024-04-01]") && line.contains("-> 200") && line.contains("Authorization=[…]"));
      assertThat(log.lines()).filteredOn(line -> line.startsWith("WARNING")).hasSize(2)
          .containsOnly("WARNING The API announces the end of version 2024-04-01; deprecated since Tue, 1 Sep 2026 23:59:59 GMT");
    }
  }
}
