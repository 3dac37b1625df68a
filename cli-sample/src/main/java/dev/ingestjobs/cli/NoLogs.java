package dev.ingestjobs.cli;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Logs nothing: the command says by itself what its user is to know, and is spared the start of {@code java.util.logging}. */
public final class NoLogs extends System.LoggerFinder {
  @Override
  public System.Logger getLogger(String name, Module module) {
    return new System.Logger() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public boolean isLoggable(Level level) {
        return false;
      }

      @Override
      public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {}

      @Override
      public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object @Nullable ... parameters) {}
    };
  }
}
