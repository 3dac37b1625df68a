package dev.ingestjobs.client.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ingestjobs.client.LocalTls;
import dev.ingestjobs.client.RawServer;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.TransportException;
import feign.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jspecify.annotations.Nullable;

class ProxyAndTlsTest {
  private static final Duration LATE = Duration.ofSeconds(8);
  /** {@code user:password} */
  private static final String LOGIN = "Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==";

  /** What the TLS server shows, and what a client that trusts it uses. Its name is localhost. */
  private static final SSLContext TLS = LocalTls.context();

  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  });
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
    threads.shutdownNow();
  }

  @Test
  void aServerIsTrustedIfTheContextTrustsIt() throws IOException {
    RawServer server = overTls();
    HttpTransport trusting = transport(TLS, null, null);
    for (int i = 0; i < 3; i++) {
      assertThat(get(trusting, https(server))).isEqualTo("ok");
    }
    assertThat(server.connections()).isEqualTo(1);
    assertThatThrownBy(() -> get(transport(null, null, null), https(server)))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessageContaining("SSLHandshakeException");
  }

  @Test
  void aCertificateForAnotherNameIsRefused() throws IOException {
    RawServer server = overTls();
    assertThatThrownBy(() -> get(transport(TLS, null, null), https(server).replace("localhost", "127.0.0.1")))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessageContaining("SSLHandshakeException");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aBodyThatStallsWithinTlsEndsWithTheDeadlineAndClosesTheSocket() throws IOException {
    RawServer server = overTls((client, out) -> {
      out.write(RawServer.response("200 OK\r\nContent-Length: 3", "ok"));
      out.flush();
      client.getInputStream().read();
    });
    Response response =
        transport(TLS, null, null).execute(HttpTransportTest.request(https(server)), HttpTransportTest.scope(Duration.ofMillis(800)));
    assertThatThrownBy(() -> HttpTransportTest.read(response)).isInstanceOf(DeadlineExceededException.class);
    assertThat(server.isLeft()).isTrue();
  }

  @Test
  void plainHttpIsCarriedWhateverTheContextIs() throws IOException {
    RawServer server = keep(RawServer.answering("200 OK", "ok"));
    assertThat(get(transport(TLS, null, null), server.url())).isEqualTo("ok");
  }

  @Test
  void aProxyIsAskedForTheWholeUrl() throws IOException {
    RawServer proxy = keep(RawServer.answering("200 OK", "ok"));
    assertThat(get(transport(null, through(proxy), null), "http://nobody.invalid/api")).isEqualTo("ok");
    assertThat(proxy.requests().get(0)).startsWith("GET http://nobody.invalid/api HTTP/1.1").noneMatch(line -> line.startsWith("Proxy-"));
  }

  @Test
  void aProxyThatAsksForAPasswordGetsItOnceAndThenUnasked() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    RawServer proxy = keep(askingProxy("Basic realm=\"the realm\""));
    HttpTransport transport = transport(null, through(proxy), new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        asked.incrementAndGet();
        assertThat(getRequestorType()).isEqualTo(RequestorType.PROXY);
        assertThat(getRequestingHost()).isEqualTo("localhost");
        assertThat(getRequestingPort()).isEqualTo(URI.create(proxy.url()).getPort());
        assertThat(getRequestingPrompt()).isEqualTo("the realm");
        assertThat(getRequestingScheme()).isEqualTo("basic");
        assertThat(getRequestingURL()).hasToString("http://nobody.invalid/api");
        return new PasswordAuthentication("user", "password".toCharArray());
      }
    });
    for (int i = 0; i < 3; i++) {
      assertThat(get(transport, "http://nobody.invalid/api")).isEqualTo("ok");
    }
    assertThat(asked).hasValue(1);
    assertThat(proxy.requests()).hasSize(4);
    assertThat(proxy.requests().subList(1, 4)).allSatisfy(head -> assertThat(head).contains(LOGIN));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "'Negotiate, Basic realm=\"x\"' | true | 2",
    "BASIC | true | 2",
    "Basic realm=\"x\" | false | 1",
    "Digest realm=\"x\" | true | 1",
    "Basically | true | 1"
  })
  void aProxyThatIsNotContentIsA407(String challenge, boolean knowsThePassword, int requests) throws IOException {
    RawServer proxy = keep(RawServer.answering("407 X\r\nProxy-Authenticate: " + challenge, "no"));
    HttpTransport transport = transport(null, through(proxy), knowsThePassword ? HttpTransportTest.asking(new AtomicInteger()) : new Authenticator() { });
    assertThat(execute(transport, "http://nobody.invalid/api").status()).isEqualTo(407);
    assertThat(proxy.requests()).hasSize(requests);
    // What was refused is not sent a third time.
    assertThat(execute(transport, "http://nobody.invalid/api").status()).isEqualTo(407);
    assertThat(proxy.requests()).hasSize(requests == 1 ? 2 : 3);
  }

  @Test
  void without407NobodyIsAsked() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    RawServer server = keep(RawServer.answering("401 X\r\nWWW-Authenticate: Basic realm=\"x\"", "no"));
    RawServer bare = keep(RawServer.answering("401 X", "no"));
    RawServer pretender = keep(RawServer.answering("407 X\r\nProxy-Authenticate: Basic", "no"));
    HttpTransport transport = transport(null, ProxySelector.of(null), HttpTransportTest.asking(asked));
    assertThat(execute(transport, server.url()).status()).isEqualTo(401);
    assertThat(execute(transport, bare.url()).status()).isEqualTo(401);
    assertThat(execute(transport, pretender.url()).status()).isEqualTo(407);
    assertThat(asked).hasValue(0);
    assertThat(List.of(server, bare, pretender)).allSatisfy(asking -> assertThat(asking.requests()).hasSize(1));
  }

  @Test
  void theDefaultProxyOfTheProgramIsAskedIfThereIsNoOther() throws IOException {
    RawServer proxy = keep(askingProxy("Basic"));
    ProxySelector before = ProxySelector.getDefault();
    ProxySelector.setDefault(through(proxy));
    try {
      assertThat(get(transport(null, null, HttpTransportTest.asking(new AtomicInteger())), "http://nobody.invalid/api")).isEqualTo("ok");
      ProxySelector.setDefault(null);
      RawServer server = keep(RawServer.answering("200 OK", "ok"));
      assertThat(get(transport(null, null, HttpTransportTest.asking(new AtomicInteger())), server.url())).isEqualTo("ok");
    } finally {
      ProxySelector.setDefault(before);
    }
  }

  @Test
  void aSelectorOrAnAuthenticatorThatFailsIsATransportError() throws IOException {
    RawServer proxy = keep(askingProxy("Basic"));
    ProxySelector failing = new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        throw new IllegalStateException("no proxy today");
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException failure) {}
    };
    Authenticator without = new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        throw new IllegalStateException("no password today");
      }
    };
    for (HttpTransport transport : List.of(transport(null, failing, null), transport(null, failing, without), transport(null, through(proxy), without))) {
      assertThatThrownBy(() -> execute(transport, "http://nobody.invalid/api"))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageContaining("today");
    }
  }

  @Test
  void aSocksProxyIsPassedByAndGetsNoPassword() throws IOException {
    RawServer server = keep(RawServer.answering("407 X\r\nProxy-Authenticate: Basic", "no"));
    ProxySelector socks = selecting(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("localhost", 1)));
    assertThat(execute(transport(null, socks, HttpTransportTest.asking(new AtomicInteger())), server.url()).status()).isEqualTo(407);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aProxyThatIsDownIsATransportError() throws IOException {
    RawServer proxy = RawServer.answering("200 OK", "ok");
    ProxySelector selector = through(proxy);
    proxy.close();
    for (String url : List.of("http://nobody.invalid/api", "https://nobody.invalid/api")) {
      assertThatThrownBy(() -> get(transport(null, selector, null), url)).isExactlyInstanceOf(TransportException.class);
    }
  }

  @Test
  void httpsGoesThroughATunnelThatSeesNeitherPathNorToken() throws IOException {
    RawServer server = overTls();
    RawServer proxy = keep(tunnel(URI.create(server.url()).getPort()));
    assertThat(get(transport(TLS, through(proxy), null), https(server))).isEqualTo("ok");
    assertThat(proxy.requests()).singleElement().satisfies(head -> assertThat(head.get(0)).startsWith("CONNECT localhost:"));
    assertThat(proxy.requests().get(0)).noneMatch(line -> line.contains("api") || line.startsWith("Authorization"));
  }

  @Test
  void aTunnelThatIsRefusedIsTheResponse407() throws IOException {
    RawServer proxy = keep(RawServer.answering("407 X\r\nProxy-Authenticate: Basic realm=\"x\"", "no"));
    Response response = execute(transport(TLS, through(proxy), null), "https://nobody.invalid/api");
    assertThat(response.status()).isEqualTo(407);
    assertThat(response.headers().get("proxy-authenticate")).containsExactly("Basic realm=\"x\"");
    assertThat(HttpTransportTest.read(response)).isEmpty();
    assertThat(proxy.requests()).hasSize(1);
  }

  private static RawServer askingProxy(String challenge) {
    AtomicInteger asked = new AtomicInteger();
    return new RawServer((client, out) -> out.write(asked.incrementAndGet() == 1
        ? RawServer.response("407 X\r\nContent-Length: 2\r\nProxy-Authenticate: " + challenge, "no")
        : RawServer.response("200 OK\r\nContent-Length: 2", "ok")));
  }

  private RawServer tunnel(int port) {
    return new RawServer((client, out) -> {
      out.write(RawServer.response("200 OK", ""));
      try (Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
        threads.execute(() -> pump(server, client));
        pump(client, server);
      }
    });
  }

  private static void pump(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int read = from.getInputStream().read(buffer); read >= 0; read = from.getInputStream().read(buffer)) {
        out.write(buffer, 0, read);
        out.flush();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      // One of them has gone.
    }
  }

  private RawServer overTls() throws IOException {
    return overTls((client, out) -> out.write(RawServer.response("200 OK\r\nContent-Length: 2", "ok")));
  }

  private RawServer overTls(RawServer.Answer answer) throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket) TLS.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return keep(new RawServer(listener, answer));
  }

  private static String https(RawServer server) {
    return server.url().replace("http:", "https:");
  }

  private static ProxySelector through(RawServer proxy) {
    return selecting(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", URI.create(proxy.url()).getPort())));
  }

  private static ProxySelector selecting(Proxy proxy) {
    return new ProxySelector() {
      @Override
      public List<Proxy> select(URI url) {
        return List.of(proxy);
      }

      @Override
      public void connectFailed(URI url, SocketAddress address, IOException failure) {}
    };
  }

  private HttpTransport transport(@Nullable SSLContext context, @Nullable ProxySelector proxy, @Nullable Authenticator authenticator) {
    HttpTransport transport = new HttpTransport(new TransportSettings(LATE, Long.MAX_VALUE, context, proxy, authenticator), threads);
    open.add(transport);
    return transport;
  }

  private RawServer keep(RawServer server) {
    open.add(server);
    return server;
  }

  private static Response execute(HttpTransport transport, String url) {
    return transport.execute(HttpTransportTest.request(url), HttpTransportTest.scope(LATE));
  }

  private static String get(HttpTransport transport, String url) {
    return HttpTransportTest.read(execute(transport, url));
  }
}
