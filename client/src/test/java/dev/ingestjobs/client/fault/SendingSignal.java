package dev.ingestjobs.client.fault;

import feign.Capability;
import feign.Client;

/** Tells when a request is about to be sent. Public, because Feign calls it by reflection. */
public final class SendingSignal implements Capability {
  private final Runnable signal;

  SendingSignal(Runnable signal) {
    this.signal = signal;
  }

  @Override
  public Client enrich(Client client) {
    return (request, options) -> {
      signal.run();
      return client.execute(request, options);
    };
  }
}
