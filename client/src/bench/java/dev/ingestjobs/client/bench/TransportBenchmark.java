package dev.ingestjobs.client.bench;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.client.feign.IngestJobsDecoder;
import dev.ingestjobs.client.model.IngestJob;
import feign.Request;
import feign.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One call after another over loopback, each decoded into a job: what the transport costs, and what this library adds to it.
 *
 * <p>Run it, for some four minutes, with {@code mvn -pl client -am -Pbench test}. It ends with the times of that one run as
 * ratios; times of different runs or machines say little.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TransportBenchmark {
  private static final String BASELINE = "urlConnection";

  /** How many files the job has: a body of some 500 bytes, and one of 110 KB. */
  @Param({"1", "900"})
  public int files;

  private final IngestJobsDecoder decoder = new IngestJobsDecoder();
  private ServerSocket listener;
  private String url;
  private HttpClient javaNetHttp;
  private IngestJobsClient client;

  public static void main(String[] arguments) throws RunnerException {
    Collection<RunResult> results =
        new Runner(new OptionsBuilder().include(TransportBenchmark.class.getName()).shouldFailOnError(true).build()).run();
    Map<String, List<RunResult>> bySize = results.stream().collect(Collectors.groupingBy(result -> result.getParams().getParam("files")));
    bySize.forEach((files, ofSize) -> print(files, ofSize));
  }

  private static void print(String files, List<RunResult> results) {
    double baseline = results.stream().filter(result -> name(result).equals(BASELINE)).mapToDouble(TransportBenchmark::score).sum();
    System.out.println("Files in the job: " + files + ". Time for a call, that with HttpURLConnection being 1:");
    results.stream().sorted(Comparator.comparing(TransportBenchmark::score)).forEach(result -> System.out.printf(Locale.ROOT,
        "  %-20s %5.2f   (%.0f ± %.0f µs)%n", name(result), score(result) / baseline, score(result),
        result.getPrimaryResult().getScoreError()));
  }

  private static String name(RunResult result) {
    return result.getPrimaryResult().getLabel();
  }

  private static double score(RunResult result) {
    return result.getPrimaryResult().getScore();
  }

  @Setup(Level.Trial)
  public void start() throws IOException {
    String one = "{\"file_id\":\"f-1\",\"path\":\"/in/f.csv\",\"size_bytes\":123456,\"ingested_at\":\"2024-07-01T12:00:00.123Z\"},";
    String all = IntStream.range(0, files).mapToObj(i -> one).collect(Collectors.joining());
    byte[] body = ("{\"id\":\"isj-1\",\"workflow_id\":\"wf-1\",\"tables\":[{\"feed_id\":\"df-1\",\"name\":\"orders\",\"state\":\"succeeded\",\"read\":4000,"
        + "\"inserted\":3990,\"updated\":10,\"started_at\":\"2024-07-01T12:00:00Z\",\"ended_at\":\"2024-07-01T12:01:00Z\",\"files\":["
        + all.substring(0, all.length() - 1) + "]}]}").getBytes(StandardCharsets.UTF_8);
    byte[] head = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
    byte[] response = new byte[head.length + body.length];
    System.arraycopy(head, 0, response, 0, head.length);
    System.arraycopy(body, 0, response, head.length, body.length);
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(() -> listen(response));
    String baseUrl = "http://localhost:" + listener.getLocalPort() + "/api";
    url = baseUrl + "/ingest/jobs/isj-1?api-version=2024-04-01";
    javaNetHttp = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    client = IngestJobsClient.builder().tenant("socktown").token("token").baseUrl(baseUrl)
        .rateLimiter(RateLimiter.unlimited()).build();
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    listener.close();
  }

  private void listen(byte[] response) {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        daemon(() -> serve(socket, response));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private static void serve(Socket socket, byte[] response) {
    try (socket) {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          socket.getOutputStream().write(response);
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  @Benchmark
  public IngestJob urlConnection() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("Authorization", "Bearer token");
    connection.setRequestProperty("amperity-tenant", "socktown");
    return decode(connection.getResponseCode(), connection.getInputStream());
  }

  @Benchmark
  public IngestJob javaNetHttp() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url))
        .header("Accept", "application/json")
        .header("Authorization", "Bearer token")
        .header("amperity-tenant", "socktown")
        .build();
    HttpResponse<InputStream> response = javaNetHttp.send(request, HttpResponse.BodyHandlers.ofInputStream());
    return decode(response.statusCode(), response.body());
  }

  @Benchmark
  public IngestJob ingestJobsClient() {
    return client.get("isj-1");
  }

  private IngestJob decode(int status, InputStream body) throws IOException {
    Request request = Request.create(Request.HttpMethod.GET, url, Map.of(), null, StandardCharsets.UTF_8, null);
    return (IngestJob) decoder.decode(Response.builder().request(request).status(status).headers(Map.of()).body(body, null).build(), IngestJob.class);
  }
}
