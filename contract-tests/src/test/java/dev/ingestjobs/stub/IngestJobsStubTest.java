package dev.ingestjobs.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import dev.ingestjobs.stub.junit.IngestJobsStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs test classes, those at the end of this one, and looks at which stubs they were given. */
class IngestJobsStubTest {
  /** A document that stays as it is, whatever the build has been given. */
  private static final String SMALL = "src/test/resources/stub/small.yaml";

  /** The stubs that the tests have met, in that order. */
  private static final Set<StubServer> MET = Collections.synchronizedSet(new LinkedHashSet<>());

  @BeforeEach
  void forget() {
    MET.clear();
  }

  @Test
  void aClassHasOneStubThatIsResetBeforeEachTestAndClosedAtTheEnd() {
    run(OneStub.class).testEvents().assertStatistics(stats -> stats.succeeded(3).failed(0));

    assertThat(MET).hasSize(1).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void everyKindOfParameterIsTheStubOfTheClass() {
    run(EveryParameter.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));

    assertThat(MET).hasSize(1).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void aNestedClassSharesTheStubUnlessItHasItsOwn() {
    run(Outer.class).testEvents().assertStatistics(stats -> stats.succeeded(4).failed(0));

    assertThat(MET).hasSize(2).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void aClassThatExtendsAnotherHasAStubOfItsOwn() {
    run(FirstChild.class, SecondChild.class).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(MET).hasSize(2).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void aParameterMayHaveAStubOfItsOwn() {
    run(OnParameters.class).testEvents().assertStatistics(stats -> stats.succeeded(3).failed(0));

    assertThat(MET).hasSize(5).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void aParameterOfItsOwnDoesNotTouchTheStubOfTheClass() {
    run(Both.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));

    assertThat(MET).hasSize(2).noneMatch(IngestJobsStubTest::listens);
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
  void theDocumentIsThatOfTheAnnotationOrElseThePackagedOne() {
    run(WithAttributes.class).testEvents().assertStatistics(stats -> stats.succeeded(1).failed(0));
  }

  @Test
  void thePortIsThatOfTheAnnotation() {
    run(OnAPort.class).containerEvents().assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(instanceOf(StubException.class), message(text -> text.contains("port 65536")))));
  }

  @Test
  void aDocumentThatCannotBeReadFailsTheClass() {
    run(WithoutItsDocument.class).containerEvents().assertThatEvents()
        .haveExactly(1, event(finishedWithFailure(
            instanceOf(UncheckedIOException.class), message(text -> text.contains("no/such/file.yaml")))));
  }

  @Test
  void testsThatRunAtTheSameTimeShareTheStubAndResetNothing() {
    run(List.of(AtTheSameTime.class), true).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(MET).hasSize(1).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void nestedClassesThatRunAtTheSameTimeResetNothing() {
    run(List.of(NestedAtTheSameTime.class), true).testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));

    assertThat(MET).hasSize(1).noneMatch(IngestJobsStubTest::listens);
  }

  @Test
  void classesThatRunAtTheSameTimeEachResetTheirOwn() {
    run(List.of(FirstAtTheSameTime.class, SecondAtTheSameTime.class), true)
        .testEvents().assertStatistics(stats -> stats.succeeded(4).failed(0));

    assertThat(MET).hasSize(2).noneMatch(IngestJobsStubTest::listens);
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
    Caller.asking(stub, jobId).send();
  }

  // What is run above, and not by the build: its tests are found by the names of files.

  @IngestJobsStub(document = SMALL)
  static class OneStub {
    @RepeatedTest(3)
    void isReset(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).isEmpty();
      stub.play("isj-nightly", TimeLine.of("small"));
      ask(stub, "isj-nightly");
      assertThat(stub.requests()).hasSize(1);
    }
  }

  @IngestJobsStub(document = SMALL)
  static class EveryParameter {
    EveryParameter(StubServer stub) {
      meet(stub);
    }

    @BeforeAll
    static void beforeAll(StubServer stub) {
      meet(stub);
      ask(stub, "isj-small");
    }

    @BeforeEach
    void beforeEach(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).isEmpty();
      ask(stub, "isj-small");
    }

    @Test
    void seesWhatBeforeEachDid(StubServer stub) {
      meet(stub);
      assertThat(stub.requests()).extracting(ReceivedRequest::example).containsExactly("small");
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

  @IngestJobsStub(document = SMALL)
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
        ask(stub, "isj-small");
      }
    }

    @Nested
    class SharingToo {
      @Test
      void inside(StubServer stub) {
        meet(stub);
        assertThat(stub.requests()).isEmpty();
        ask(stub, "isj-small");
      }
    }

    @Nested
    @IngestJobsStub(document = SMALL)
    class Own {
      @Test
      void inside(StubServer stub) {
        meet(stub);
      }
    }
  }

  @IngestJobsStub(document = SMALL)
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

    OnParameters(@IngestJobsStub(document = SMALL) StubServer stub) {
      this.ofTheClass = stub;
      meet(stub);
    }

    @Test
    void two(@IngestJobsStub(document = SMALL) StubServer one, @IngestJobsStub(document = SMALL) StubServer other) {
      meet(one);
      meet(other);
    }

    @RepeatedTest(2)
    void again(@IngestJobsStub(document = SMALL) StubServer stub) {
      // Those of the tests before are closed.
      assertThat(MET).filteredOn(IngestJobsStubTest::listens).containsExactly(ofTheClass);
      meet(stub);
    }
  }

  @IngestJobsStub(document = SMALL)
  static class Both {
    @Test
    void both(StubServer shared, @IngestJobsStub(document = SMALL) StubServer own) {
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
    void test(@IngestJobsStub(document = SMALL) StubServer one, StubServer other) {
      meet(one);
    }
  }

  @IngestJobsStub(document = SMALL)
  static class WithAttributes {
    @Test
    void test(StubServer stub, @IngestJobsStub StubServer other) {
      assertThat(stub.jobIds()).containsOnlyKeys("isj-small");
      assertThat(other.jobIds()).isNotEmpty().doesNotContainKey("isj-small");
    }
  }

  @IngestJobsStub(document = SMALL, port = 65_536)
  static class OnAPort {
    @Test
    void test(StubServer stub) {
      meet(stub);
    }
  }

  @IngestJobsStub(document = "no/such/file.yaml")
  static class WithoutItsDocument {
    @Test
    void test(StubServer stub) {
      meet(stub);
    }
  }

  @IngestJobsStub(document = SMALL)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtTheSameTime {
    private static final AtomicInteger BEGUN = new AtomicInteger();
    private static final CountDownLatch PLAYED = new CountDownLatch(1);
    private static final CountDownLatch RESET = new CountDownLatch(1);

    private final boolean first = BEGUN.getAndIncrement() == 0;

    AtTheSameTime() throws InterruptedException {
      // What resets, if anything does, comes after this.
      assertThat(first || PLAYED.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @RepeatedTest(2)
    void sharing(StubServer stub) throws InterruptedException {
      meet(stub);
      if (first) {
        stub.play("isj-first", TimeLine.of("small"));
        PLAYED.countDown();
        assertThat(RESET.await(10, TimeUnit.SECONDS)).isTrue();
        ask(stub, "isj-first");
        assertThat(stub.requests("isj-first")).extracting(ReceivedRequest::example).containsExactly("small");
      } else {
        RESET.countDown();
      }
    }
  }

  @IngestJobsStub(document = SMALL)
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
        stub.play("isj-one", TimeLine.of("small"));
        PLAYED.countDown();
        assertThat(RESET.await(10, TimeUnit.SECONDS)).isTrue();
        ask(stub, "isj-one");
        assertThat(stub.requests("isj-one")).extracting(ReceivedRequest::example).containsExactly("small");
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
      ask(stub, "isj-small");
    }
  }

  @IngestJobsStub(document = SMALL)
  static class FirstAtTheSameTime extends ClassAtTheSameTime {}

  @IngestJobsStub(document = SMALL)
  static class SecondAtTheSameTime extends ClassAtTheSameTime {}
}
