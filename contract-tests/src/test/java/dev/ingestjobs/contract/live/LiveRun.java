package dev.ingestjobs.contract.live;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.ProviderState;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.DeadlineExceededException;
import dev.ingestjobs.client.error.IngestJobsException;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.ResponseException;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.retry.RetryPolicy;
import dev.ingestjobs.client.token.TokenException;
import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Code;
import dev.ingestjobs.contract.check.Headers;
import dev.ingestjobs.contract.check.Operation;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.check.Validator;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import dev.ingestjobs.spec.check.FindingCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One verification: what was asked, what came, and what is found. For one thread, and once. */
final class LiveRun {
  private static final String SERVERS = "#/servers";
  /** Those that HTTP itself brings. */
  private static final Set<String> OF_HTTP = Set.of(
      "connection", "content-encoding", "content-length", "content-type", "date", "keep-alive", "transfer-encoding");
  private static final Pattern PATH_OF_THE_PROBLEM = Pattern.compile("cannot be understood: ([\\w.\\[\\]]+): ");

  /** What came of one request: a response, or the exception without which there would be one. */
  private record Answer(Optional<HttpResponse> response, Optional<IngestJob> job, Optional<IngestJobsException> thrown) {}

  private final ApiDocument document;
  private final Validator validator;
  private final LiveSettings settings;
  private final Exchanges exchanges = new Exchanges();
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> undocumentedHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private boolean givenUp;
  private int exercised;

  LiveRun(ApiDocument document, Validator validator, LiveSettings settings) {
    this.document = document;
    this.validator = validator;
    this.settings = settings;
  }

  /**
   * @throws InvalidInputException if the client cannot work with the settings
   */
  LiveVerification.Result run(List<SynchronousHttp> pact, UnaryOperator<IngestJobsClient.Builder> connection) {
    // One for both clients.
    IngestJobsClient.Builder builder = connection.apply(settings.client()).capability(exchanges);
    try (IngestJobsClient client = builder.build(); IngestJobsClient stranger = builder.token(Contract.TOKEN).build()) {
      pact.forEach(interaction -> interaction(interaction, client, stranger));
    }
    if (!undocumentedHeaders.isEmpty()) {
      findings.add(Finding.of(LiveCode.HEADER_UNDOCUMENTED, "#/components/responses",
          "The responses have headers that are not documented: " + String.join(", ", undocumentedHeaders) + "."));
    }
    boolean isExplained = findings.stream().anyMatch(finding -> finding.code() == LiveCode.UNREACHABLE || finding.code() == LiveCode.TOKEN_UNAVAILABLE);
    if (exercised == 0 && !isExplained) {
      findings.add(0, Finding.of(LiveCode.NOTHING_EXERCISED, SERVERS,
          "No interaction could be exercised: name jobs of the tenant, such as " + TenantState.FINISHED.variable() + "."));
    }
    // Whatever a response has put into a message: a field's name, the words of an exception.
    return new LiveVerification.Result(pact.size(), exercised, findings.stream()
        .map(finding -> new Finding(finding.code(), finding.place(), exchanges.scrub(finding.message()), finding.interaction())).toList());
  }

  /** Somebody else's words. */
  private String scrub(String words) {
    return settings.scrub(exchanges.scrub(words));
  }

  private void interaction(SynchronousHttp interaction, IngestJobsClient client, IngestJobsClient stranger) {
    List<String> names = new ArrayList<>(interaction.getProviderStates().stream().map(ProviderState::getName).toList());
    boolean isDeprecated = names.remove(Contract.VERSION_IS_DEPRECATED);
    Optional<TenantState> state = names.size() == 1 ? TenantState.of(names.get(0)) : Optional.empty();
    Optional<String> reason = state.isEmpty() ? Optional.of(reasonAgainst(interaction)) : settings.reasonAgainst(state.get());
    if (reason.isPresent() || givenUp) {
      notExercised(interaction, reason.orElse("The verification was given up after the first failure."));
      return;
    }
    Answer answer = answer(interaction, state.get(), state.get() == TenantState.WRONG_TOKEN ? stranger : client);
    if (isDeprecated && !answer.response().map(response -> Headers.has(response.getHeaders(), "Deprecation")).orElse(false)) {
      notExercised(interaction, "The API announces no end of the version " + Contract.VERSION + ".");
    } else if (answer.response().isEmpty()) {
      notReached(interaction, answer.thrown().orElseThrow());
    } else if (isForNow(answer.response().get(), interaction)) {
      add(LiveCode.UNREACHABLE, place(interaction), "The API answers " + answer.response().get().getStatus() + " for now, to each attempt.", interaction);
    } else {
      exercised++;
      compare(interaction, state.get(), answer);
    }
  }

  /** Whether the response says nothing of the interaction: the API is overloaded or out of order, whatever it is asked. */
  private static boolean isForNow(HttpResponse response, SynchronousHttp interaction) {
    return RetryPolicy.DEFAULT.statuses().contains(response.getStatus()) && response.getStatus() != interaction.getResponse().getStatus();
  }

  private static String reasonAgainst(SynchronousHttp interaction) {
    int status = interaction.getResponse().getStatus();
    return status == 405 ? "No other method than GET is sent to a tenant."
        : status >= 400 ? "A tenant cannot be made to answer " + status + " without harm."
        : "A tenant cannot be brought into this state on purpose.";
  }

  private void notExercised(SynchronousHttp interaction, String reason) {
    findings.add(Finding.of(LiveCode.STATE_NOT_EXERCISED, place(interaction), reason).in(Pacts.key(interaction)));
  }

  private void notReached(SynchronousHttp interaction, IngestJobsException thrown) {
    boolean isToken = thrown instanceof TokenException;
    givenUp = isToken || !exchanges.isReached();
    String words = thrown instanceof DeadlineExceededException ? "it took too long"
        : scrub(String.valueOf(thrown.getMessage()).replaceFirst("^GET \\S+: ", ""));
    findings.add((isToken ? Finding.of(LiveCode.TOKEN_UNAVAILABLE, "#/components/securitySchemes", "There is no token to send: " + words)
        : Finding.of(LiveCode.UNREACHABLE, SERVERS, "No whole response came: " + words)).in(Pacts.key(interaction)));
  }

  // Requests

  /** One request for all interactions that ask for the same. */
  private Answer answer(SynchronousHttp interaction, TenantState state, IngestJobsClient client) {
    var request = interaction.getRequest();
    return answers.computeIfAbsent(state + request.getPath() + request.getQuery() + request.getHeaders(), key -> {
      exchanges.begin(request, state);
      try {
        IngestJob job = client.get(settings.jobId(state).orElseThrow());
        return new Answer(Optional.of(exchanges.response()), Optional.of(job), Optional.empty());
      } catch (InvalidInputException e) {
        throw new InvalidInputException(state.variable(), e.problem());
      } catch (IngestJobsException e) {
        Optional<HttpResponse> response = e instanceof ResponseException ? Optional.of(exchanges.response()) : Optional.empty();
        return new Answer(response, Optional.empty(), Optional.of(e));
      }
    });
  }

  // Responses

  private void compare(SynchronousHttp interaction, TenantState state, Answer answer) {
    HttpResponse response = answer.response().orElseThrow();
    Optional<Place> documented = documented(interaction, response.getStatus());
    response.getHeaders().keySet().stream()
        .filter(name -> !OF_HTTP.contains(name.toLowerCase(Locale.ROOT)))
        .filter(name -> documented.isEmpty() || documented.get().get("headers").fields().keySet().stream().noneMatch(name::equalsIgnoreCase))
        .map(this::scrub).forEach(undocumentedHeaders::add);

    Set<String> complaints = new HashSet<>();
    validator.report(interaction.getRequest(), response).getMessages().forEach(message -> {
      String complaint = complaint(message, response);
      if (complaints.add(complaint)) {
        add(LiveCode.RESPONSE_INVALID, documented.map(Place::pointer).orElse(place(interaction)), complaint, interaction);
      }
    });
    read(interaction, response, answer);
    documented(interaction, interaction.getResponse().getStatus()).ifPresentOrElse(
        expected -> findings.addAll(new Comparison(interaction, response, expected, settings.jobId(state).orElseThrow(), state.told(), this::scrub).run()),
        () -> add(Code.RESPONSE_STATUS_UNDOCUMENTED, "#/paths", "The document does not have the response that the pact expects.", interaction));
  }

  /** What the validator says, as far as it does not quote the response. */
  private static String complaint(ValidationReport.Message message, HttpResponse response) {
    String at = message.getContext().flatMap(MessageContext::getPointers).map(pointers -> Paths.generic(pointers.getInstance())).orElse("$");
    String key = message.getKey();
    if (key.endsWith(".schema.type") || key.endsWith(".schema.required")) {
      return "At " + at + ": " + message.getMessage().replaceFirst("^\\[Path '[^']*'] ", "");
    }
    if (key.startsWith("validation.response.contentType.")) {
      return "The response has a Content-Type that is not documented.";
    }
    if (List.of("validation.response.status.unknown", "validation.response.body.missing", "validation.response.header.missing").contains(key)) {
      return "The response " + response.getStatus() + " is not documented so: " + key + ".";
    }
    return "At " + at + " the response is not valid: " + key.replaceFirst(".*\\.", "") + ".";
  }

  /** The client has to make a job of a 200, and of an error the exception with its status. */
  private void read(SynchronousHttp interaction, HttpResponse response, Answer answer) {
    JsonNode body = Pacts.body(response);
    boolean isRead = response.getStatus() == 200
        ? answer.job().filter(job -> job.id().equals(body.path("id").asText()) && job.tables().size() == body.path("tables").size()).isPresent()
        : answer.thrown().filter(thrown -> thrown instanceof ApiException error && error.status() == response.getStatus()).isPresent();
    if (!isRead) {
      Matcher path = PATH_OF_THE_PROBLEM.matcher(answer.thrown().map(IngestJobsException::getMessage).orElse(""));
      add(LiveCode.RESPONSE_UNREADABLE, place(interaction), "The client does not read the response " + response.getStatus() + " as what it is: "
          + answer.thrown().map(thrown -> thrown.getClass().getSimpleName()).orElse("another job")
          + (path.find() ? ", because of " + path.group(1) : "") + ".", interaction);
    }
  }

  private Optional<Place> documented(SynchronousHttp interaction, int status) {
    return Operation.of(document, interaction.getRequest())
        .flatMap(operation -> Optional.ofNullable(operation.responseKey(status)).map(key -> operation.responses().get(key)));
  }

  /** The response that the interaction expects, or the next place above it that there is. */
  private String place(SynchronousHttp interaction) {
    return documented(interaction, interaction.getResponse().getStatus()).map(Place::pointer).orElse("#/paths");
  }

  private void add(FindingCode code, String place, String message, SynchronousHttp interaction) {
    findings.add(Finding.of(code, place, message).in(Pacts.key(interaction)));
  }
}
