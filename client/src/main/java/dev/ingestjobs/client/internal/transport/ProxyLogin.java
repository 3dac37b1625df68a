package dev.ingestjobs.client.internal.transport;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers a proxy that asks for a password, by the scheme Basic, and remembers the answer. Safe for use by several threads.
 *
 * <p>The JDK can do that, too, but lets servers ask the same authenticator, and takes a 401 for a broken response as soon as
 * there is one and it gives no password.
 */
final class ProxyLogin {
  private static final Pattern BASIC = Pattern.compile("(?i)\\bbasic\\b(?:\\s+realm\\s*=\\s*\"([^\"]*)\")?");

  private final Authenticator authenticator;
  private final @Nullable ProxySelector selector;
  private final Map<InetSocketAddress, String> answers = new ConcurrentHashMap<>();

  /**
   * @param selector null for the JDK's default
   */
  ProxyLogin(Authenticator authenticator, @Nullable ProxySelector selector) {
    this.authenticator = authenticator;
    this.selector = selector;
  }

  /** The {@code Proxy-Authorization} for the proxy of this URL, as far as it is known. */
  @Nullable String known(URI url) {
    InetSocketAddress proxy = proxy(url);
    return proxy == null ? null : answers.get(proxy);
  }

  /**
   * The {@code Proxy-Authorization} to try now; null if there is none that was not tried.
   *
   * @param challenges the values of {@code Proxy-Authenticate}
   * @param tried what the proxy has refused
   */
  @Nullable String answer(URI url, @Nullable Collection<String> challenges, @Nullable String tried) {
    InetSocketAddress proxy = proxy(url);
    Matcher basic = BASIC.matcher(challenges == null ? "" : String.join(", ", challenges));
    if (proxy == null || !basic.find()) {
      return null;
    }
    PasswordAuthentication password = ask(proxy, basic.group(1), url);
    if (password == null) {
      return null;
    }
    String pair = password.getUserName() + ":" + String.valueOf(password.getPassword());
    String answer = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (answer.equals(tried)) {
      return null;
    }
    answers.put(proxy, answer);
    return answer;
  }

  private @Nullable PasswordAuthentication ask(InetSocketAddress proxy, @Nullable String realm, URI url) {
    try {
      return Authenticator.requestPasswordAuthentication(authenticator, proxy.getHostString(), proxy.getAddress(), proxy.getPort(),
          "http", realm, "basic", url.toURL(), Authenticator.RequestorType.PROXY);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the JDK chooses: the first proxy that is named, if it is one for HTTP. */
  private @Nullable InetSocketAddress proxy(URI url) {
    ProxySelector chosen = selector == null ? ProxySelector.getDefault() : selector;
    if (chosen == null) {
      return null;
    }
    return chosen.select(url).stream()
        .limit(1)
        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .findFirst()
        .orElse(null);
  }
}
