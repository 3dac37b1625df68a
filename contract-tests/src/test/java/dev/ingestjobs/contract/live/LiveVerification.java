package dev.ingestjobs.contract.live;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.limit.RateLimiter;
import dev.ingestjobs.contract.check.Code;
import dev.ingestjobs.contract.check.Validator;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Check D: a real API honors the pact. Each interaction whose state the tenant can be met in is asked for by the client, within the
 * documented rate limit; the response is held against the pact and the document, and has to be read by the client. Everything
 * else is not exercised, with a reason.
 *
 * <p>Nothing that it tells holds the token, the tenant, a job's id, or a value of a response: a customer's table names among them.
 */
final class LiveVerification {
  /** Held here, or its level would be forgotten. */
  private static final Logger CLIENT_LOG = Logger.getLogger("dev.ingestjobs.client");

  /**
   * What became of the pact.
   *
   * @param interactions that it has
   * @param exercised those of them that a response was held against
   */
  record Result(int interactions, int exercised, List<Finding> findings) {
    /** The numbers, for people. */
    String summary() {
      return exercised + " of " + interactions + " interactions exercised against the live API, " + (interactions - exercised) + " not exercised.";
    }
  }

  private final ApiDocument document;
  private final Validator validator;

  /**
   * @throws OpenApiInteractionValidator.ApiLoadException if the document is not one that the validator can work with
   */
  LiveVerification(ApiDocument document) {
    this.document = document;
    this.validator = Validator.of(document);
  }

  /** Verifies a pact by a client with these settings and the documented rate limit. */
  Result run(List<SynchronousHttp> pact, LiveSettings settings) {
    return run(pact, settings, client -> client.rateLimiter(RateLimiter.perSecond(IngestJobsClient.DEFAULT_REQUESTS_PER_SECOND)));
  }

  /**
   * As {@link #run(List, LiveSettings)}.
   *
   * @param connection what else the client needs, its rate limiter among it
   */
  Result run(List<SynchronousHttp> pact, LiveSettings settings, UnaryOperator<IngestJobsClient.Builder> connection) {
    if (pact.isEmpty()) {
      return nothing(pact, Code.PACT_EMPTY, "The pact has no interaction, so that nothing was verified.");
    }
    Optional<String> problem = settings.problem();
    if (problem.isPresent()) {
      return nothing(pact, LiveCode.NOT_CONFIGURED, problem.get() + " Nothing was sent.");
    }
    // The client's log names hosts and jobs.
    Level level = CLIENT_LOG.getLevel();
    CLIENT_LOG.setLevel(Level.OFF);
    try {
      return new LiveRun(document, validator, settings).run(pact, connection);
    } catch (InvalidInputException e) {
      return nothing(pact, LiveCode.NOT_CONFIGURED, e.getMessage() + ".");
    } finally {
      CLIENT_LOG.setLevel(level);
    }
  }

  private static Result nothing(List<SynchronousHttp> pact, FindingCode code, String message) {
    return new Result(pact.size(), 0, List.of(Finding.of(code, "#/servers", message)));
  }
}
