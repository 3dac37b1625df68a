package dev.ingestjobs.contract.check;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import javassist.CtBehavior;
import javassist.CtField;
import javassist.CtMethod;
import javassist.Modifier;
import javassist.bytecode.BadBytecode;
import javassist.bytecode.SignatureAttribute;
import javassist.bytecode.SignatureAttribute.MethodSignature;
import javassist.bytecode.SignatureAttribute.Type;

/** How a member of a class is written in Java, with the simple names of its types. */
final class Signatures {
  private Signatures() {}

  /** {@code public List<String> names(int)}, or {@code public Job(String)} of a constructor. */
  static String of(CtBehavior behavior) {
    String type = behavior instanceof CtMethod ? simple(signature(behavior).getReturnType()) + " " : "";
    String exceptions = Arrays.stream(signature(behavior).getExceptionTypes()).map(Signatures::simple).collect(Collectors.joining(", "));
    // Of a method, the bits of these two mean other things.
    String modifiers = modifiers(behavior.getModifiers() & ~Modifier.VOLATILE & ~Modifier.TRANSIENT);
    return modifiers + type + behavior.getName() + "(" + parameters(behavior) + ")"
        + (exceptions.isEmpty() ? "" : " throws " + exceptions);
  }

  /** {@code public static final int MAX}. */
  static String of(CtField field) {
    String signature = field.getGenericSignature() == null ? field.getSignature() : field.getGenericSignature();
    try {
      return modifiers(field.getModifiers()) + simple(SignatureAttribute.toTypeSignature(signature)) + " " + field.getName();
    } catch (BadBytecode e) {
      throw new IllegalArgumentException(signature, e);
    }
  }

  /** {@code int, List<String>}. */
  static String parameters(CtBehavior behavior) {
    return Arrays.stream(signature(behavior).getParameterTypes()).map(Signatures::simple).collect(Collectors.joining(", "));
  }

  /** Whether two members that are the same to the JVM differ to the compiler. */
  static boolean differInGenericsAlone(CtBehavior one, CtBehavior other) {
    return one.getSignature().equals(other.getSignature()) && !signature(one).encode().equals(signature(other).encode());
  }

  static boolean differInGenericsAlone(CtField one, CtField other) {
    return one.getSignature().equals(other.getSignature()) && !Objects.equals(one.getGenericSignature(), other.getGenericSignature());
  }

  private static MethodSignature signature(CtBehavior behavior) {
    String signature = behavior.getGenericSignature() == null ? behavior.getSignature() : behavior.getGenericSignature();
    try {
      return SignatureAttribute.toMethodSignature(signature);
    } catch (BadBytecode e) {
      throw new IllegalArgumentException(signature, e);
    }
  }

  private static String modifiers(int modifiers) {
    return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
  }

  private static String simple(Type type) {
    return type.toString().replaceAll("[a-z0-9_]+\\.", "").replace('$', '.');
  }
}
