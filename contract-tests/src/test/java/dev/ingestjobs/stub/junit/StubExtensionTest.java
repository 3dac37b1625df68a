package dev.ingestjobs.stub.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.stub.ReceivedRequest;
import dev.ingestjobs.stub.StubServer;
import dev.ingestjobs.stub.TimeLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes, those at the end of this one, and looks at which stubs they were given. */
class StubExtensionTest {
  /** The stubs that the tests have met, in that order. */
  private static final Set<StubServer> MET = Collections.synchronizedSet(new LinkedHashSet<>());

  @BeforeEach
  void forget() {
    MET.clear();
  }

  @Test
  void aClassHasOneStubThatIsResetBeforeEachTestAndClosedAtTheEnd() {
    run(OneStub.class).testEvents().assertStatistics(stats -> stats.succeeded(3).failed(0));

    assertThat(MET).hasSize(1).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void everyKindOfParameterIsTheStubOfTheClass() {
    run(EveryParameter.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));

    assertThat(MET).hasSize(1).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void aNestedClassSharesTheStubUnlessItHasItsOwn() {
    run(Outer.class).testEvents().assertStatistics(stats -> stats.succeeded(4).failed(0));

    assertThat(MET).hasSize(2).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void aClassThatExtendsAnotherHasAStubOfItsOwn() {
    run(FirstChild.class, SecondChild.class).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(MET).hasSize(2).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void aParameterMayHaveAStubOfItsOwn() {
    run(OnParameters.class).testEvents().assertStatistics(stats -> stats.succeeded(3).failed(0));

    assertThat(MET).hasSize(5).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void aParameterOfItsOwnDoesNotTouchTheStubOfTheClass() {
    run(Both.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));

    assertThat(MET).hasSize(2).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void withoutTheAnnotationJunitSaysThatNobodyKnowsTheParameter() {
    run(Without.class).testEvents().assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(instanceOf(ParameterResolutionException.class))));
  }

  @Test
  void besideAParameterOfItsOwnAnotherOneNeedsAnAnnotationToo() {
    run(OneOfTwo.class).testEvents().assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(instanceOf(ParameterResolutionException.class))));
  }

  @Test
  void thePortAndTheDocumentAreThoseOfTheAnnotation() {
    run(WithAttributes.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));
  }

  @Test
  void aDocumentThatCannotBeReadFailsTheClass() {
    run(WithoutItsDocument.class).containerEvents().assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(instanceOf(UncheckedIOException.class), message(text -> text.contains("no/such/file.yaml")))));
  }

  @Test
  void testsThatRunAtTheSameTimeShareTheStubAndResetNothing() {
    run(List.of(AtTheSameTime.class), true).testEvents().assertStatistics(stats -> stats.succeeded(4).failed(0));

    assertThat(MET).hasSize(1).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void nestedClassesThatRunAtTheSameTimeResetNothing() {
    run(List.of(NestedAtTheSameTime.class), true).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(MET).hasSize(1).noneMatch(StubExtensionTest::listens);
  }

  @Test
  void classesThatRunAtTheSameTimeEachResetTheirOwn() {
    run(List.of(FirstAtTheSameTime.class, SecondAtTheSameTime.class), true)
        .testEvents().assertStatistics(stats -> stats.succeeded(4).failed(0));

    assertThat(MET).hasSize(2).noneMatch(StubExtensionTest::listens);
  }

  private static EngineExecutionResults run(Class<?>... classes) {
    return run(List.of(classes), false);
  }

  private static EngineExecutionResults run(List<Class<?>> classes, boolean parallel) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(classes.stream().map(type -> selectClass(type)).toArray(DiscoverySelector[]::new))
        .configurationParameter("junit.jupiter.execution.parallel.enabled", Boolean.toString(parallel))
        .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
        .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
        .execute();
  }

  private static boolean listens(StubServer stub) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), stub.baseUrl().getPort())) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static void meet(StubServer stub) {
    MET.add(stub);
    assertThat(listens(stub)).isTrue();
  }

  private static void ask(StubServer stub, String jobId) {
    IngestJobsClient.builder().settingsFrom(name -> null, name -> null).baseUrl(stub.baseUrl()).tenant("socktown").token("any")
        .retry(RetryPolicy.NONE).rateLimiter(RateLimiter.unlimited()).build().get(jobId);
  }

  // What is run above, and not by the build: its tests are found by the names of files.

  @IngestJobsStub
  static class OneStub {
    @RepeatedTest(3)
    void isReset(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).isEmpty();
      stub.play("isj-nightly", TimeLine.succeeding(3));
      ask(stub, "isj-nightly");
      assertThat(stub.requests()).hasSize(1);
    }
  }

  @IngestJobsStub
  static class EveryParameter {
    EveryParameter(StubServer stub) {
      meet(stub);
    }

    @BeforeAll
    static void beforeAll(StubServer stub) {
      meet(stub);
      ask(stub, "isj-running");
    }

    @BeforeEach
    void beforeEach(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).isEmpty();
      ask(stub, "isj-running");
    }

    @Test
    void seesWhatBeforeEachDid(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).extracting(ReceivedRequest::example).containsExactly("running");
    }

    @AfterEach
    void afterEach(StubServer stub) {
      meet(stub);
    }

    @AfterAll
    static void afterAll(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).hasSize(1);
    }
  }

  @IngestJobsStub
  static class Outer {
    @Test
    void outside(StubServer stub) {
      meet(stub);
    }

    @Nested
    class Sharing {
      @Test
      void inside(StubServer stub) {
        meet(stub);
        assertThat(stub.requests()).isEmpty();
        ask(stub, "isj-running");
      }
    }

    @Nested
    class SharingToo {
      @Test
      void inside(StubServer stub) {
        meet(stub);
        assertThat(stub.requests()).isEmpty();
        ask(stub, "isj-running");
      }
    }

    @Nested
    @IngestJobsStub
    class Own {
      @Test
      void inside(StubServer stub) {
        meet(stub);
      }
    }
  }

  @IngestJobsStub
  abstract static class Parent {
    @Test
    void inherited(StubServer stub) {
      meet(stub);
    }
  }

  static class FirstChild extends Parent {}

  static class SecondChild extends Parent {}

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OnParameters {
    private final StubServer ofTheClass;

    OnParameters(@IngestJobsStub StubServer stub) {
      this.ofTheClass = stub;
      meet(stub);
    }

    @Test
    void two(@IngestJobsStub StubServer one, @IngestJobsStub StubServer other) {
      meet(one);
      meet(other);
    }

    @RepeatedTest(2)
    void again(@IngestJobsStub StubServer stub) {
      // Those of the tests before are closed.
      assertThat(MET).filteredOn(StubExtensionTest::listens).containsExactly(ofTheClass);
      meet(stub);
    }
  }

  @IngestJobsStub
  static class Both {
    @Test
    void both(StubServer shared, @IngestJobsStub StubServer own) {
      meet(shared);
      meet(own);
    }

    @AfterAll
    static void sharedIsStillThere(StubServer shared) {
      meet(shared);
    }
  }

  static class Without {
    @Test
    void test(StubServer stub) {
      meet(stub);
    }
  }

  static class OneOfTwo {
    @Test
    void test(@IngestJobsStub StubServer one, StubServer other) {
      meet(one);
    }
  }

  @IngestJobsStub(document = "src/test/resources/stub/small.yaml")
  static class WithAttributes {
    @Test
    void test(StubServer stub, @IngestJobsStub(port = 0) StubServer other) {
      assertThat(stub.jobIds()).containsOnlyKeys("isj-small");
      assertThat(other.jobIds()).containsKey("isj-running");
    }
  }

  @IngestJobsStub(document = "no/such/file.yaml")
  static class WithoutItsDocument {
    @Test
    void test(StubServer stub) {
      meet(stub);
    }
  }

  @IngestJobsStub
  @Execution(ExecutionMode.CONCURRENT)
  static class AtTheSameTime {
    private static final CyclicBarrier ALL = new CyclicBarrier(4);

    @RepeatedTest(4)
    void sharing(StubServer stub, RepetitionInfo repetition) throws Exception {
      meet(stub);
      ALL.await(10, TimeUnit.SECONDS);
      String jobId = "isj-" + repetition.getCurrentRepetition();
      stub.play(jobId, TimeLine.of("running"));
      ALL.await(10, TimeUnit.SECONDS);
      ask(stub, jobId);
      assertThat(stub.requests(jobId)).hasSize(1);
    }
  }

  @IngestJobsStub
  static class NestedAtTheSameTime {
    private static final CountDownLatch PLAYED = new CountDownLatch(1);
    private static final CountDownLatch RESET = new CountDownLatch(1);

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class One {
      @Test
      @Execution(ExecutionMode.SAME_THREAD)
      void plays(StubServer stub) throws InterruptedException {
        meet(stub);
        stub.play("isj-one", TimeLine.of("running"));
        PLAYED.countDown();
        assertThat(RESET.await(10, TimeUnit.SECONDS)).isTrue();
        ask(stub, "isj-one");
      }
    }

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Other {
      @BeforeAll
      static void waitForTheOther() throws InterruptedException {
        assertThat(PLAYED.await(10, TimeUnit.SECONDS)).isTrue();
      }

      @Test
      @Execution(ExecutionMode.SAME_THREAD)
      void wouldBeReset(StubServer stub) {
        meet(stub);
        RESET.countDown();
      }
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  abstract static class ClassAtTheSameTime {
    @RepeatedTest(2)
    @Execution(ExecutionMode.SAME_THREAD)
    void isReset(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).isEmpty();
      ask(stub, "isj-running");
    }
  }

  @IngestJobsStub
  static class FirstAtTheSameTime extends ClassAtTheSameTime {}

  @IngestJobsStub
  static class SecondAtTheSameTime extends ClassAtTheSameTime {}
}
