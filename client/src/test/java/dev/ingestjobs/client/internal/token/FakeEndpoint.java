package dev.ingestjobs.client.internal.token;

import dev.ingestjobs.client.internal.call.Scope;
import feign.Request;
import feign.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A token endpoint without a network: answers what it was told to, and keeps what it was asked. */
final class FakeEndpoint implements TokenEndpoint.Carrier {
  /** Makes the answer to a request. */
  interface Answer {
    Response to(Request request, Scope scope) throws Exception;
  }

  private final List<Request> requests = new ArrayList<>();
  private volatile Answer answer;

  FakeEndpoint(Answer answer) {
    this.answer = answer;
  }

  /** Answers this from now on. */
  void answer(Answer answer) {
    this.answer = answer;
  }

  static Answer status(int status, String body) {
    return (request, scope) -> Response.builder()
        .request(request).status(status).headers(Map.of()).body(body, StandardCharsets.UTF_8).build();
  }

  static Answer token(String token, long seconds) {
    return status(200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + seconds + ",\"token_type\":\"Bearer\"}");
  }

  static Answer failing(Throwable failure) {
    return (request, scope) -> FakeEndpoint.<RuntimeException>sneak(failure);
  }

  @Override
  public Response execute(Request request, Scope scope) {
    synchronized (requests) {
      requests.add(request);
    }
    try {
      return answer.to(request, scope);
    } catch (Exception e) {
      return FakeEndpoint.<RuntimeException>sneak(e);
    }
  }

  List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Throws anything. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> Response sneak(Throwable failure) throws T {
    throw (T) failure;
  }
}
