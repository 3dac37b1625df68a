package dev.ingestjobs.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ingestjobs.client.await.AwaitException;
import dev.ingestjobs.client.await.AwaitException.Reason;
import dev.ingestjobs.client.await.AwaitListener;
import dev.ingestjobs.client.await.AwaitOptions;
import dev.ingestjobs.client.await.AwaitOutcome;
import dev.ingestjobs.client.await.JobProgress;
import dev.ingestjobs.client.await.JobSnapshot;
import dev.ingestjobs.client.error.CallCanceledException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.NotFoundException;
import dev.ingestjobs.client.internal.await.Waits;
import dev.ingestjobs.client.internal.call.Scope;
import dev.ingestjobs.client.internal.time.FakeTime;
import dev.ingestjobs.client.internal.time.Scheduler;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.retry.RetryPolicy;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class IngestJobsAsyncClientTest {
  private static final String RUNNING = body("running");
  private static final String SUCCEEDED = body("succeeded");
  private static final AwaitOptions QUICK = AwaitOptions.builder()
      .timeout(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(1), Duration.ofMillis(1)).build();

  private static String body(String state) {
    return "{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[{\"table_name\":\"t\",\"state\":\"" + state + "\"}]}";
  }

  private static IngestJobsClient.Builder builder(RawServer server) {
    return IngestJobsClient.builder().settingsFrom(name -> null, name -> null).tenant("socktown").token("t").baseUrl(server.url())
        .retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.get(20, TimeUnit.SECONDS);
  }

  private static Throwable causeOf(Future<?> future) {
    Throwable thrown = catchThrowable(() -> get(future));
    assertThat(thrown).isInstanceOf(ExecutionException.class);
    return thrown.getCause();
  }

  /** Takes requests and answers none; tells when the client has closed a connection. */
  private static final class Silent implements AutoCloseable {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RawServer server = new RawServer((client, out) -> {
      asked.countDown();
      if (client.getInputStream().read() < 0) {
        closed.countDown();
      }
    });

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Test
  void hasTheMethodsOfTheOtherClient() {
    assertThat(surface(IngestJobsAsyncClient.class)).containsAll(surface(IngestJobsClient.class)).isNotEmpty();
    assertThat(surface(IngestJobsClient.class)).containsAll(surface(IngestJobsAsyncClient.class));
  }

  private static List<String> surface(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
        .filter(method -> !List.of("async", "close", "toString").contains(method.getName()))
        .map(method -> method.getName() + Arrays.toString(method.getParameterTypes())).toList();
  }

  @Test
  void aFutureEndsWithWhatTheMethodOfTheSameNameReturns() throws Exception {
    try (RawServer server = RawServer.answering("200 OK\r\nX-One: 1", SUCCEEDED); IngestJobsClient client = builder(server).build()) {
      IngestJobsAsyncClient async = client.async();

      assertThat(get(async.get("isj-1"))).isEqualTo(client.get("isj-1"));
      assertThat(get(async.getWithResponse("isj-1")).header("x-one")).contains("1");
      assertThat(get(async.await("isj-1")).progress()).isEqualTo(JobProgress.SUCCEEDED);
      assertThat(get(async.await("isj-1", QUICK)).polls()).isEqualTo(1);
      assertThat(get(async.awaitAll(List.of("isj-2", "isj-1"), QUICK))).extracting(AwaitOutcome::jobId).containsExactly("isj-2", "isj-1");
    }
  }

  @Test
  void aFutureEndsWithWhatTheMethodOfTheSameNameThrows() throws Exception {
    try (RawServer server = RawServer.answering("404 X", "{\"status\":404,\"message\":\"no\"}"); IngestJobsClient client = builder(server).build()) {
      IngestJobsAsyncClient async = client.async();

      assertThat(causeOf(async.get("isj-1"))).isInstanceOf(NotFoundException.class);
      assertThat(causeOf(async.getWithResponse("isj-1"))).isInstanceOf(NotFoundException.class);
      assertThat(causeOf(async.await("isj-1"))).isInstanceOf(AwaitException.class).hasCauseInstanceOf(NotFoundException.class);
      assertThat(get(async.awaitAll(List.of("isj-1"), QUICK)).get(0).failure()).isPresent();
      for (String id : new String[] {"../x", null}) {
        assertThat(causeOf(async.get(id))).isInstanceOf(InvalidInputException.class);
        assertThat(causeOf(async.await(id))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> client.await(id)).isInstanceOf(InvalidInputException.class);
      }
      assertThat(causeOf(async.await("isj-1", null))).isInstanceOf(InvalidInputException.class);
      assertThat(causeOf(async.awaitAll(null, QUICK))).isInstanceOf(InvalidInputException.class);
      assertThat(causeOf(async.awaitAll(List.of("isj-1"), null))).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> client.await("isj-1", null)).isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> client.awaitAll(List.of("isj-1"), null)).isInstanceOf(InvalidInputException.class);
    }
  }

  static Stream<Consumer<CompletableFuture<?>>> endings() {
    return Stream.of(
        future -> future.cancel(true), future -> future.complete(null), future -> future.completeExceptionally(new IllegalStateException()),
        future -> future.orTimeout(1, TimeUnit.MILLISECONDS));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void whoeverCompletesAFutureFromOutsideClosesItsConnection(Consumer<CompletableFuture<?>> ending) throws Exception {
    for (Function<IngestJobsAsyncClient, CompletableFuture<?>> call : List.<Function<IngestJobsAsyncClient, CompletableFuture<?>>>of(
        async -> async.get("isj-1"), async -> async.await("isj-1"), async -> async.awaitAll(List.of("isj-1"), QUICK))) {
      try (Silent silent = new Silent(); IngestJobsClient client = builder(silent.server).build()) {
        CompletableFuture<?> future = call.apply(client.async());
        assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();

        ending.accept(future);

        assertThat(silent.closed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(catchThrowable(() -> get(future))).satisfiesAnyOf(
            none -> assertThat(none).isNull(), thrown -> assertThat(thrown).isInstanceOf(CancellationException.class),
            thrown -> assertThat(thrown).hasCauseInstanceOf(TimeoutException.class),
            thrown -> assertThat(thrown).hasCauseInstanceOf(IllegalStateException.class));
      }
    }
  }

  @Test
  void aCallThatIsCanceledWhileItWaitsForAThreadIsNeverMade() throws Exception {
    try (Silent silent = new Silent(); IngestJobsClient client = builder(silent.server).maxConcurrency(1).build()) {
      CompletableFuture<IngestJob> first = client.async().get("isj-1");
      assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<IngestJob> second = client.async().get("isj-2");
      client.async().get("isj-3");
      second.cancel(true);
      first.cancel(true);

      // The third one has the thread now, so the second was passed over.
      while (silent.server.requests().stream().noneMatch(head -> head.get(0).contains("isj-3"))) {
        Thread.onSpinWait();
      }
      assertThat(silent.server.requests()).hasSize(2);
    }
  }

  @Test
  void aCloseEndsEverything() throws Exception {
    try (Silent silent = new Silent()) {
      IngestJobsClient client = builder(silent.server).maxConcurrency(1).build();
      IngestJobsAsyncClient async = client.async();
      CompletableFuture<IngestJob> first = async.get("isj-1");
      assertThat(silent.asked.await(10, TimeUnit.SECONDS)).isTrue();
      CompletableFuture<IngestJob> queued = async.get("isj-2");
      CompletableFuture<?> wait = async.await("isj-3");
      CompletableFuture<List<AwaitOutcome>> all = async.awaitAll(List.of("isj-4", "isj-5"), QUICK);

      client.close();
      client.close();

      assertThat(silent.closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(causeOf(first)).isInstanceOf(CallCanceledException.class).hasMessageContaining("the client is closed");
      assertThat(causeOf(queued)).isInstanceOf(CallCanceledException.class);
      assertThat(causeOf(wait)).isInstanceOfSatisfying(AwaitException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELED));
      assertThat(get(all)).extracting(outcome -> outcome.failure().orElseThrow().reason()).containsOnly(Reason.CANCELED);
      assertThat(causeOf(async.get("isj-6"))).isInstanceOf(CallCanceledException.class);
      assertThat(causeOf(async.await("isj-6"))).isInstanceOf(AwaitException.class);
      assertThat(client.awaitAll(List.of("isj-6"), QUICK).get(0).failure()).isPresent();
      assertThatThrownBy(() -> client.get("isj-6")).isInstanceOf(CallCanceledException.class);
    }
  }

  /** What a client would keep of each call, if it forgot to forget. */
  private static final class Made {
    final FakeTime time = new FakeTime();
    final Scope root = Scope.unlimited(time);
    final AtomicInteger calls = new AtomicInteger();

    IngestJobsAsyncClient client(Function<String, IngestJobResponse> answer, Scheduler scheduler) {
      return new IngestJobsAsyncClient((id, scope) -> {
        calls.incrementAndGet();
        return answer.apply(id);
      }, new Waits(null, scheduler, time), scheduler, root);
    }

    int kept() throws ReflectiveOperationException {
      var actions = Scope.class.getDeclaredField("actions");
      actions.setAccessible(true);
      return ((Collection<?>) actions.get(root)).size();
    }
  }

  @Test
  void nothingIsKeptOfTenThousandCalls() throws Exception {
    Made made = new Made();
    IngestJobResponse response = new IngestJobResponse(200, Map.of(), IngestJob.builder().id("i").workflowId("w").tables(List.of()).build());
    IngestJobsAsyncClient client = made.client(id -> {
      if (id.endsWith("7")) {
        throw new OutOfMemoryError();
      }
      return response;
    }, made.time);

    for (int i = 0; i < 10_000; i++) {
      CompletableFuture<IngestJob> future = client.get("isj-" + i);
      if (i % 10 == 3) {
        future.cancel(false);
      }
      made.time.pass(Duration.ofMillis(1));
      assertThat(future.isDone()).isTrue();
      if (i % 10 == 7) {
        assertThat(future.isCompletedExceptionally()).isTrue();
      }
    }

    assertThat(made.kept()).isZero();
    assertThat(made.calls).hasValue(9_000);
  }

  @Test
  void aCallThatNoThreadTakesEndsAndIsForgotten() throws Exception {
    Made made = new Made();
    CompletableFuture<IngestJob> future = made.client(id -> {
      throw new IllegalStateException();
    }, (action, delay) -> {
      throw new RejectedExecutionException();
    }).get("isj-1");

    assertThat(causeOf(future)).isInstanceOf(CallCanceledException.class).hasMessage("the client is closed");
    assertThat(made.kept()).isZero();
  }

  @Test
  void manyWaitsNeedFewThreadsAndLeaveNone() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    AtomicInteger requests = new AtomicInteger();
    RawServer server = new RawServer((client, out) -> {
      String body = requests.incrementAndGet() > 300 ? SUCCEEDED : RUNNING;
      out.write(RawServer.response("200 OK\r\nContent-Length: " + body.length(), body));
    });
    AwaitOptions options = AwaitOptions.builder().timeout(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(1), Duration.ofMillis(2))
        .listener(new AwaitListener() {
          @Override
          public void onSnapshot(JobSnapshot snapshot) {
            threads.add(Thread.currentThread());
          }
        }).build();
    IngestJobsClient client = builder(server).maxConcurrency(3).build();

    List<AwaitOutcome> outcomes = client.awaitAll(IntStream.range(0, 100).mapToObj(i -> "isj-" + i).toList(), options);
    client.close();

    assertThat(outcomes).hasSize(100).allMatch(outcome -> outcome.result().isPresent());
    assertThat(threads).hasSizeLessThanOrEqualTo(3).allMatch(Thread::isDaemon);
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).isFalse();
    }
    server.close();
  }

  @Test
  void anInterruptOfAWaitForManyEndsThemAll() throws Exception {
    try (RawServer server = RawServer.answering("200 OK", RUNNING); IngestJobsClient client = builder(server).build()) {
      CompletableFuture<List<AwaitOutcome>> outcomes = new CompletableFuture<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread waiting = new Thread(() -> {
        outcomes.complete(client.awaitAll(List.of("isj-1", "isj-2"), QUICK));
        flag.complete(Thread.currentThread().isInterrupted());
      });
      waiting.setDaemon(true);
      waiting.start();
      while (server.requests().size() < 4) {
        Thread.onSpinWait();
      }
      waiting.interrupt();

      assertThat(get(outcomes)).extracting(outcome -> outcome.failure().orElseThrow().reason()).containsOnly(Reason.INTERRUPTED);
      assertThat(get(flag)).isTrue();
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsAreNotPinned() throws Exception {
    Method perTask = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
    try (RawServer server = RawServer.answering("200 OK", SUCCEEDED); IngestJobsClient client = builder(server).build();
        PinnedThreads pinned = new PinnedThreads()) {
      ExecutorService threads = (ExecutorService) perTask.invoke(null);
      List<Future<?>> calls = IntStream.range(0, 200).<Future<?>>mapToObj(i -> threads.submit(() ->
          i % 2 == 0 ? client.get("isj-" + i) : client.await("isj-" + i, QUICK))).toList();
      for (Future<?> call : calls) {
        get(call);
      }
      threads.shutdown();

      assertThat(pinned.within("dev.ingestjobs")).isEmpty();
    }
  }
}
