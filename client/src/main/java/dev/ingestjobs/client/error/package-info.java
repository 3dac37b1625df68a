/**
 * Every way in which a call can fail, as unchecked types below one root.
 *
 * <pre>
 * IngestJobsException                     has call(): what was asked, how often; toSupportString() for a ticket
 * ├─ InvalidInputException                refused before anything was sent
 * ├─ TransportException                   no whole response came
 * │  ├─ DeadlineExceededException
 * │  ├─ CallInterruptedException          the calling thread was interrupted
 * │  └─ CallCanceledException             the future was canceled, or the client closed
 * ├─ ResponseException                    a response came; has status, message, request and trace id, body
 * │  ├─ ApiException                      the API's own error, decoded
 * │  │  ├─ ClientErrorException           any 4xx; exactly this type where there is no other
 * │  │  │  ├─ BadRequestException         400
 * │  │  │  ├─ UnauthorizedException       401
 * │  │  │  ├─ ForbiddenException          403
 * │  │  │  ├─ NotFoundException           404
 * │  │  │  └─ RateLimitedException        429
 * │  │  └─ ServerErrorException           any 5xx; exactly this type where there is no other
 * │  │     ├─ InternalServerErrorException   500
 * │  │     └─ ServiceUnavailableException    503
 * │  ├─ UnexpectedStatusException         neither 200 nor an error: 204, a redirect
 * │  └─ UndecodableResponseException      the body is not what the document says: HTML, nothing, broken JSON
 * ├─ {@link dev.ingestjobs.client.token.TokenException}                       there is no token to send
 * ├─ {@link dev.ingestjobs.client.limit.RateLimiterException}                 the rate limiter that was plugged in failed
 * ├─ {@link dev.ingestjobs.client.await.AwaitException}                       a wait ended before its job did; has the last snapshot
 * └─ {@link dev.ingestjobs.client.summary.NotFullyLoadedException}              a job ended, and not everything was loaded
 * </pre>
 *
 * <p>No exception holds a token in any form: not in a message, a body, a cause or a field. Whatever a server sends back is
 * searched for the token before it is kept.
 */
@NullMarked
package dev.ingestjobs.client.error;

import org.jspecify.annotations.NullMarked;
