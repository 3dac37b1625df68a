package dev.ingestjobs.stub.junit;

import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.stub.StubServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link IngestJobsStub} does. Each context closes by itself what it started: JUnit does that only from 5.13 on. */
final class StubExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(StubExtension.class);
  private static final String PARALLEL = "junit.jupiter.execution.parallel.enabled";

  @Override
  public void beforeAll(ExtensionContext context) {
    AnnotationSupport.findAnnotation(context.getRequiredTestClass(), IngestJobsStub.class)
        .ifPresent(annotation -> store(context).put(Shared.class, new Shared(start(annotation), context)));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    shared(context).filter(shared -> !shared.isUsedByOthersAtOnce(context)).ifPresent(shared -> shared.stub().reset());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close(context);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    shared(context).filter(shared -> shared.owner().equals(context)).ifPresent(shared -> shared.stub().close());
    close(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == StubServer.class
        && (parameter.isAnnotated(IngestJobsStub.class) || shared(context).isPresent());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.findAnnotation(IngestJobsStub.class)
        .map(annotation -> {
          StubServer stub = start(annotation);
          own(context).stubs().add(stub);
          return stub;
        })
        .orElseGet(() -> shared(context).orElseThrow().stub());
  }

  private static StubServer start(IngestJobsStub annotation) {
    ApiDocument document =
        annotation.document().isEmpty() ? ApiDocument.packaged() : ApiDocument.read(Path.of(annotation.document()));
    return StubServer.start(document, annotation.port());
  }

  private static void close(ExtensionContext context) {
    own(context).stubs().forEach(StubServer::close);
  }

  /** The stubs of parameters, which belong to this context alone. */
  private static Own own(ExtensionContext context) {
    return store(context).getOrComputeIfAbsent(context.getUniqueId(), id -> new Own(new CopyOnWriteArrayList<>()), Own.class);
  }

  /** The stub of the nearest class that has the annotation. */
  private static Optional<Shared> shared(ExtensionContext context) {
    return Optional.ofNullable(store(context).get(Shared.class, Shared.class));
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }

  private record Own(List<StubServer> stubs) {}

  /**
   * @param owner the context of the class that has the annotation
   */
  private record Shared(StubServer stub, ExtensionContext owner) {
    /** Whether another test of the owner may run at the same time as this one. */
    boolean isUsedByOthersAtOnce(ExtensionContext test) {
      boolean parallel = test.getConfigurationParameter(PARALLEL).map(Boolean::parseBoolean).orElse(false);
      return parallel && Stream.iterate(test, context -> !context.equals(owner), context -> context.getParent().orElse(owner))
          .anyMatch(context -> context.getExecutionMode() == ExecutionMode.CONCURRENT);
    }
  }
}
