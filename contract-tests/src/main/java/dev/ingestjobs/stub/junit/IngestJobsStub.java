package dev.ingestjobs.stub.junit;

import dev.ingestjobs.stub.StubServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a {@link StubServer} for tests.
 *
 * <pre>{@code
 * @IngestJobsStub
 * class NightlyLoadTest {
 *   @Test
 *   void waitsForTheJob(StubServer stub) {
 *     stub.play("isj-nightly", TimeLine.succeeding(5));
 *     …
 *   }
 * }
 * }</pre>
 *
 * <p><b>On a class</b>: one stub for all its tests, and for those of its nested classes and of classes that extend it, each of which
 * has its own. It is started before anything else of the class, its {@code @BeforeAll} included, closed after everything else,
 * and {@linkplain StubServer#reset() reset} before each test and its {@code @BeforeEach}. Every parameter of type {@link StubServer}
 * of a constructor, a test or a life-cycle method is that stub. A nested class may have the annotation as well, and then has a
 * stub of its own.
 *
 * <p><b>On a parameter</b> of type {@link StubServer}: a stub for that parameter alone, closed after the test; or after the class, where
 * it belongs to a constructor or to {@code @BeforeAll}.
 *
 * <p>Tests of one class that JUnit runs at the same time share the stub, and nothing is reset between them: give each test its own
 * job ids. Classes that run at the same time share nothing, as long as {@link #port()} is 0.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.PARAMETER})
@ExtendWith(StubExtension.class)
public @interface IngestJobsStub {
  /** The port on loopback, or 0, the default, for a free one. */
  int port() default 0;

  /** An OpenAPI document to serve, as a file relative to the working directory. By default the one that is in the jar. */
  String document() default "";
}
