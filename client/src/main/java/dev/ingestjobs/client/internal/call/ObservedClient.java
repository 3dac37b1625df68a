package dev.ingestjobs.client.internal.call;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/** Reports each exchange of another client. */
public final class ObservedClient implements Client {
  private final Client client;
  private final Reporter reporter;

  public ObservedClient(Client client, Reporter reporter) {
    this.client = client;
    this.reporter = reporter;
  }

  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    Response response = client.execute(request, options);
    reporter.exchanged(request, response);
    return response;
  }
}
