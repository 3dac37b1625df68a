package dev.ingestjobs.client.feign;

import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.error.UnexpectedStatusException;
import dev.ingestjobs.client.internal.transport.TransportFailure;
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.time.Clock;

/**
 * Turns every response that is not a success into the type that is documented for it: see {@link
 * dev.ingestjobs.client.error}. It reads no more of a body than 64 KiB, and never asks Feign for a retry, also not when
 * there is a {@code Retry-After}. Safe for use by several threads.
 */
public final class IngestJobsErrorDecoder implements ErrorDecoder {
  private final Clock clock;

  public IngestJobsErrorDecoder() {
    this(Clock.systemUTC());
  }

  /**
   * @param clock tells now, for a {@code Retry-After} that is a date
   */
  public IngestJobsErrorDecoder(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Exception decode(String methodKey, Response response) {
    ErrorBody body;
    try {
      body = ErrorBody.of(response, clock);
    } catch (IOException e) {
      return TransportFailure.of(e, response.request());
    }
    if (response.status() / 100 != 4 && response.status() / 100 != 5) {
      return new UnexpectedStatusException(body.withoutEnvelope());
    }
    try {
      return ApiException.of(body.withEnvelope());
    } catch (ErrorBody.NoEnvelopeException e) {
      return new UndecodableResponseException(e.getMessage(), body.withoutEnvelope());
    }
  }
}
