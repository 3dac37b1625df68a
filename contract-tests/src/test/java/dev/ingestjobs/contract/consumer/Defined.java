package dev.ingestjobs.contract.consumer;

import au.com.dius.pact.consumer.ConsumerPactBuilder;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import dev.ingestjobs.contract.Contract;
import java.util.List;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Every interaction that a class of this package defines, whatever became of its test. */
public final class Defined {
  private Defined() {}

  public static List<SynchronousHttp> interactions() {
    return ReflectionSupport.findAllClassesInPackage(Defined.class.getPackageName(), type -> true, name -> true).stream()
        .flatMap(type -> AnnotationSupport.findAnnotatedMethods(type, Pact.class, HierarchyTraversalMode.TOP_DOWN).stream()
            .map(method -> (V4Pact) ReflectionSupport.invokeMethod(method, ReflectionSupport.newInstance(type),
                new ConsumerPactBuilder(Contract.CONSUMER).pactSpecVersion(PactSpecVersion.V4).hasPactWith(Contract.PROVIDER))))
        .flatMap(pact -> pact.getInteractions().stream())
        .map(SynchronousHttp.class::cast)
        .toList();
  }
}
