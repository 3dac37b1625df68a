package dev.ingestjobs.stub;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Reads the key that a stub shows. */
final class Keystore {
  private Keystore() {}

  /**
   * @param password of the keystore and of the keys in it
   * @throws StubException if there is no password, the file cannot be read with it, or there is no key in it
   */
  static SSLContext context(Path file, Optional<String> password) {
    char[] secret = password.map(String::toCharArray).orElseThrow(() -> new StubException(
        "--keystore: its password is expected in the environment variable " + Main.KEYSTORE_PASSWORD + ", which is not set"));
    try {
      KeyStore keys = KeyStore.getInstance(file.toFile(), secret);
      boolean hasKey = false;
      for (String alias : Collections.list(keys.aliases())) {
        hasKey |= keys.isKeyEntry(alias);
      }
      if (!hasKey) {
        throw new StubException("--keystore: " + file + " has certificates alone; the stub needs a key");
      }
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, secret);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // Not its message: nobody has promised that it does not repeat the password.
      throw new StubException("--keystore: " + file + " cannot be read as a keystore with the password in "
          + Main.KEYSTORE_PASSWORD + " (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
