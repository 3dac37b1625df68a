package dev.ingestjobs.client.internal.json;

import dev.ingestjobs.client.model.MissingFieldException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a generated class does with its builder's fields: check that they are there, and copy them so that nobody can change them. */
public final class Fields {
  private Fields() {}

  /** The value of a required field. */
  public static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new MissingFieldException(name);
    }
    return value;
  }

  /** An unmodifiable copy without nulls, or null if there is no list. */
  public static <T> @Nullable List<T> list(String name, @Nullable List<T> list) {
    if (list == null) {
      return null;
    }
    int index = 0;
    for (T element : list) {
      required(name + "[" + index++ + "]", element);
    }
    return List.copyOf(list);
  }

  /** A deeply unmodifiable copy of what JSON knows, nulls kept: maps are copied to maps, collections and arrays to lists. */
  public static Map<String, @Nullable Object> map(Map<String, ? extends @Nullable Object> map) {
    if (map.isEmpty()) {
      return Map.of();
    }
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((name, value) -> copy.put(name, frozen(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object frozen(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      map.forEach((name, element) -> named.put(String.valueOf(name), element));
      return map(named);
    }
    if (value instanceof Object[] array) {
      return frozen(Arrays.asList(array));
    }
    if (value instanceof Collection<?> collection) {
      List<@Nullable Object> copy = new ArrayList<>();
      collection.forEach(element -> copy.add(frozen(element)));
      return Collections.unmodifiableList(copy);
    }
    return value;
  }
}
