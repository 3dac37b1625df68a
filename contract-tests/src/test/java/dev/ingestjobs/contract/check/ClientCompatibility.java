package dev.ingestjobs.contract.check;

import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import dev.ingestjobs.spec.check.Outcome;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiBehavior;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibility;
import japicmp.model.JApiCompatibilityChangeType;
import japicmp.model.JApiConstructor;
import japicmp.model.JApiField;
import japicmp.model.JApiImplementedInterface;
import japicmp.model.JApiMethod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javassist.CtBehavior;
import javassist.CtClass;
import javassist.CtField;
import javassist.Modifier;

/**
 * Check F, its second part: code that was compiled against the released client still runs with today's, and still compiles.
 *
 * <p>Judged are the public and protected members of the client's public packages. What is new breaks nobody, but an abstract method
 * in a type that users implement or extend. The interface that Feign implements is none of those, and neither is a sealed one.
 *
 * <p>The place of a finding is a class or a member of it, as in Javadoc: {@code dev.ingestjobs.client.IngestJobsClient#get(String)}.
 */
public final class ClientCompatibility {
  /** What this check can find. */
  public enum Code implements FindingCode {
    RELEASED_EMPTY,
    LIFTED,
    CLASS_REMOVED,
    CLASS_CHANGED,
    METHOD_REMOVED,
    METHOD_CHANGED,
    METHOD_DEMANDED,
    FIELD_REMOVED,
    FIELD_CHANGED;

    /** A version that may break is not held to anything, and that has to be heard. */
    @Override
    public Outcome outcome() {
      return this == LIFTED ? Outcome.NOT_EXERCISED : Outcome.BROKEN;
    }

    @Override
    public String toString() {
      return "client.api." + name().toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  private static final int SHOWN = 5;

  /** Follow from a change of another type, which is found by itself, unless users cannot see that type. */
  private static final Set<JApiCompatibilityChangeType> CONSEQUENCES = Set.of(
      JApiCompatibilityChangeType.METHOD_REMOVED_IN_SUPERCLASS, JApiCompatibilityChangeType.FIELD_REMOVED_IN_SUPERCLASS,
      JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_SUPERCLASS,
      JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_IMPLEMENTED_INTERFACE);

  /** Concern nobody but those who extend the type or implement it. */
  private static final Set<JApiCompatibilityChangeType> FOR_SUBTYPES = Set.of(
      JApiCompatibilityChangeType.CLASS_NOW_NOT_EXTENDABLE, JApiCompatibilityChangeType.METHOD_NOW_FINAL,
      JApiCompatibilityChangeType.METHOD_ADDED_TO_INTERFACE, JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_TO_CLASS,
      JApiCompatibilityChangeType.METHOD_NOW_ABSTRACT, JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_SUPERCLASS,
      JApiCompatibilityChangeType.METHOD_ABSTRACT_ADDED_IN_IMPLEMENTED_INTERFACE);

  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> consequences = new ArrayList<>();
  private final ClientVersion nextThatMayBreak;

  private ClientCompatibility(ClientVersion released) {
    this.nextThatMayBreak = released.nextThatMayBreak();
  }

  /**
   * What the released client promised and the current one does not, and what the current one demands in addition. If its version is
   * one that {@linkplain ClientVersion#mayBreak may break}, one finding that says so and fails nothing.
   *
   * @param released a jar of the client, or of its API alone
   * @param current a jar or a folder of classes
   */
  public static List<Finding> check(Path released, Path current) {
    try {
      byte[] was = ClientApi.of(released);
      byte[] is = ClientApi.of(current);
      return check(was, ClientVersion.of(released), is, ClientVersion.of(current));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Finding> check(byte[] was, ClientVersion released, byte[] is, ClientVersion current) {
    JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
    options.setClassPathMode(JarArchiveComparatorOptions.ClassPathMode.TWO_SEPARATE_CLASSPATHS);
    List<JApiClass> types = new JarArchiveComparator(options).compare(
        new JApiCmpArchive(was, released.toString(), "released"), new JApiCmpArchive(is, current.toString(), "current"));
    if (types.stream().allMatch(type -> type.getChangeStatus() == JApiChangeStatus.NEW)) {
      return List.of(Finding.of(Code.RELEASED_EMPTY, "dev.ingestjobs.client",
          "The released client has no class, so there is nothing to be compatible with."));
    }
    ClientCompatibility compatibility = new ClientCompatibility(released);
    types.forEach(compatibility::type);
    List<Finding> findings = compatibility.findings.isEmpty() ? compatibility.consequences : compatibility.findings;
    return current.mayBreak(released) ? List.of(lifted(released, current, findings)) : List.copyOf(findings);
  }

  private static Finding lifted(ClientVersion released, ClientVersion current, List<Finding> findings) {
    String some = findings.stream().limit(SHOWN).map(finding -> finding.code() + " " + finding.place()).collect(Collectors.joining(", "));
    String more = findings.size() > SHOWN ? " and " + (findings.size() - SHOWN) + " more" : "";
    String what = findings.isEmpty() ? "nothing" : some + more;
    return Finding.of(Code.LIFTED, "dev.ingestjobs.client",
        current + " may break what " + released + " promised, so nothing of this fails: " + what + ".");
  }

  private void type(JApiClass type) {
    String name = type.getFullyQualifiedName().replace('$', '.');
    Optional<CtClass> was = type.getOldClass();
    if (was.isEmpty()) {
      return;
    }
    changes(type, type, name, Code.CLASS_CHANGED, "");
    if (type.getChangeStatus() == JApiChangeStatus.REMOVED) {
      return; // All else went with it.
    }
    changes(type, type.getSuperclass(), name, Code.CLASS_CHANGED, type.getSuperclass().getOldSuperclassName().orElse(""));
    for (JApiImplementedInterface supertype : type.getInterfaces()) {
      changes(type, supertype, name, Code.CLASS_CHANGED, supertype.getFullyQualifiedName());
    }
    if (!isSealed(was.get()) && isSealed(type.getNewClass().orElseThrow())) {
      findings.add(finding(Code.CLASS_CHANGED, name, "Class now sealed."));
    }
    for (JApiConstructor constructor : type.getConstructors()) {
      member(type, constructor, name + "(" + Signatures.parameters(behavior(constructor)) + ")");
    }
    for (JApiMethod method : type.getMethods()) {
      member(type, method, name + "#" + method.getName() + "(" + Signatures.parameters(behavior(method)) + ")");
    }
    for (JApiField field : type.getFields()) {
      field(type, field, name + "#" + field.getName());
    }
  }

  private void field(JApiClass type, JApiField field, String place) {
    Optional<CtField> was = field.getOldFieldOptional();
    Optional<CtField> is = field.getNewFieldOptional();
    String what = shown(was.map(Signatures::of), is.map(Signatures::of));
    changes(type, field, place, Code.FIELD_CHANGED, what);
    if (was.isPresent() && is.isPresent() && Signatures.differInGenericsAlone(was.get(), is.get())) {
      findings.add(finding(Code.FIELD_CHANGED, place, "Generic types changed: " + what + "."));
    }
  }

  private void member(JApiClass type, JApiBehavior member, String place) {
    String what = shown(member) + (member.getChangeStatus() == JApiChangeStatus.REMOVED ? hint(type, member.getName()) : "");
    changes(type, member, place, Code.METHOD_CHANGED, what);
    Optional<? extends CtBehavior> was = old(member);
    Optional<? extends CtBehavior> is = today(member);
    if (was.isPresent() && is.isPresent() && Signatures.differInGenericsAlone(was.get(), is.get())) {
      findings.add(finding(Code.METHOD_CHANGED, place, "Generic types changed: " + what + "."));
    }
  }

  private static String hint(JApiClass type, String name) {
    String alike = Stream.concat(type.getMethods().stream(), type.getConstructors().stream())
        .filter(other -> other.getChangeStatus() == JApiChangeStatus.NEW && other.getName().equals(name))
        .map(ClientCompatibility::shown).collect(Collectors.joining(", "));
    return alike.isEmpty() ? "" : " (" + alike + " is new here: changed?)";
  }

  private void changes(JApiClass type, JApiCompatibility element, String place, Code changed, String what) {
    element.getCompatibilityChanges().stream()
        .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
        .map(change -> change.getType())
        .filter(change -> change != JApiCompatibilityChangeType.FIELD_GENERICS_CHANGED) // Looks at the outermost type alone.
        .filter(change -> !FOR_SUBTYPES.contains(change) || isForSubtypes(type, element))
        .forEach(change -> (CONSEQUENCES.contains(change) ? consequences : findings)
            .add(finding(code(change, changed), place, sentence(change, what))));
  }

  private Finding finding(Code code, String place, String what) {
    String remedy = switch (code) {
      case CLASS_REMOVED, METHOD_REMOVED, FIELD_REMOVED -> "Put it back";
      case METHOD_DEMANDED -> "Give it a default implementation";
      default -> "Change it back";
    };
    return Finding.of(code, place, what + " " + remedy + ", or raise the version to " + nextThatMayBreak + ".");
  }

  /** Kinds of change that nobody has heard of yet are changes all the same. */
  private static Code code(JApiCompatibilityChangeType change, Code changed) {
    return switch (change) {
      case CLASS_REMOVED, CLASS_NO_LONGER_PUBLIC, CLASS_LESS_ACCESSIBLE -> Code.CLASS_REMOVED;
      case METHOD_REMOVED, METHOD_LESS_ACCESSIBLE, METHOD_REMOVED_IN_SUPERCLASS, CONSTRUCTOR_REMOVED, CONSTRUCTOR_LESS_ACCESSIBLE ->
          Code.METHOD_REMOVED;
      case METHOD_ADDED_TO_INTERFACE, METHOD_NOW_ABSTRACT, METHOD_ABSTRACT_ADDED_TO_CLASS, METHOD_ABSTRACT_ADDED_IN_SUPERCLASS,
          METHOD_ABSTRACT_ADDED_IN_IMPLEMENTED_INTERFACE -> Code.METHOD_DEMANDED;
      case FIELD_REMOVED, FIELD_LESS_ACCESSIBLE, FIELD_REMOVED_IN_SUPERCLASS -> Code.FIELD_REMOVED;
      default -> changed;
    };
  }

  private static boolean isForSubtypes(JApiClass type, JApiCompatibility element) {
    CtClass was = type.getOldClass().orElseThrow();
    boolean isExtendable = !Modifier.isFinal(was.getModifiers()) && !isSealed(was)
        && (was.isInterface() || was.getDeclaredConstructors().length > 0);
    return isExtendable && !(element instanceof JApiMethod method && isOfFeign(method));
  }

  /** Feign implements the interface with such methods, nobody else. */
  private static boolean isOfFeign(JApiMethod method) {
    return method.getNewMethod().filter(is -> is.hasAnnotation("feign.RequestLine")).isPresent();
  }

  private static boolean isSealed(CtClass type) {
    return type.getClassFile2().getAttribute("PermittedSubclasses") != null;
  }

  private static String sentence(JApiCompatibilityChangeType change, String what) {
    String words = change.name().substring(0, 1) + change.name().substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    return switch (change) {
      case CLASS_REMOVED -> "The class is gone, or no longer public.";
      case METHOD_REMOVED, CONSTRUCTOR_REMOVED, FIELD_REMOVED -> what + " is gone, or no longer public or protected.";
      case METHOD_ADDED_TO_INTERFACE, METHOD_ABSTRACT_ADDED_TO_CLASS -> what + " is new, and whoever has a subtype has to implement it.";
      default -> words + (what.isEmpty() ? "." : ": " + what + ".");
    };
  }

  private static CtBehavior behavior(JApiBehavior member) {
    return old(member).isPresent() ? old(member).get() : today(member).orElseThrow();
  }

  private static Optional<? extends CtBehavior> old(JApiBehavior member) {
    return member instanceof JApiMethod method ? method.getOldMethod() : ((JApiConstructor) member).getOldConstructor();
  }

  private static Optional<? extends CtBehavior> today(JApiBehavior member) {
    return member instanceof JApiMethod method ? method.getNewMethod() : ((JApiConstructor) member).getNewConstructor();
  }

  private static String shown(JApiBehavior member) {
    return shown(old(member).map(Signatures::of), today(member).map(Signatures::of));
  }

  /** What it was, and what it is where that differs. */
  private static String shown(Optional<String> was, Optional<String> is) {
    String before = was.or(() -> is).orElseThrow();
    String after = is.orElse(before);
    return after.equals(before) ? before : "was " + before + " and is " + after;
  }
}
