/**
 * The decoders that go with the generated interface, for those who want raw Feign:
 *
 * <pre>{@code
 * IngestJobsApi api = Feign.builder()
 *     .client(myClient)
 *     .decoder(new IngestJobsDecoder())
 *     .errorDecoder(new IngestJobsErrorDecoder())
 *     .retryer(Retryer.NEVER_RETRY)
 *     .requestInterceptor(template -> template.header("Authorization", "Bearer " + token()))
 *     .target(IngestJobsApi.class, "https://app.amperity.com/api");
 * }</pre>
 *
 * <p>With raw Feign mind that a {@code FeignException} holds the request, and with it the token; that what a decoder throws
 * is wrapped in one; and that {@code Client.Default} follows redirects and has no deadline for the body.
 */
@NullMarked
package dev.ingestjobs.client.feign;

import org.jspecify.annotations.NullMarked;
