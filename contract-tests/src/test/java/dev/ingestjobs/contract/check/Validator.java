package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpRequest;
import au.com.dius.pact.core.model.HttpResponse;
import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.MessageContext;
import dev.ingestjobs.spec.ApiDocument;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/** What another's validator says of a request or a response under the document, everything being an error. */
public final class Validator {
  /** Reading a document takes longer than what is then asked of it. Two checks ask of the same. */
  private static final Map<ApiDocument, Validator> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

  private final OpenApiInteractionValidator validator;

  /**
   * @throws OpenApiInteractionValidator.ApiLoadException if the document is not one that the validator can work with
   */
  public static Validator of(ApiDocument document) {
    Validator validator = KNOWN.get(document);
    if (validator == null) {
      // Not within computeIfAbsent, which would let others wait.
      validator = new Validator(document);
      KNOWN.put(document, validator);
    }
    return validator;
  }

  private Validator(ApiDocument document) {
    this.validator = OpenApiInteractionValidator
        .createForInlineApiSpecification(document.json())
        .withBasePathOverride("/")
        .withLevelResolver(LevelResolver.create().withDefaultLevel(ValidationReport.Level.ERROR).build())
        .build();
  }

  List<String> complaints(HttpRequest request) {
    SimpleRequest.Builder seen = new SimpleRequest.Builder(request.getMethod(), request.getPath());
    request.getHeaders().forEach(seen::withHeader);
    request.getQuery().forEach(seen::withQueryParam);
    return words(validator.validateRequest(seen.build()));
  }

  List<String> complaints(HttpRequest request, HttpResponse response) {
    return words(report(request, response));
  }

  /** The same as the validator tells it. Its messages quote the response. */
  public ValidationReport report(HttpRequest request, HttpResponse response) {
    SimpleResponse.Builder seen = SimpleResponse.Builder.status(response.getStatus());
    response.getHeaders().forEach(seen::withHeader);
    if (response.getBody().isPresent()) {
      seen.withBody(response.getBody().valueAsString());
    }
    return validator.validateResponse(request.getPath(), Method.valueOf(request.getMethod()), seen.build());
  }

  private static List<String> words(ValidationReport report) {
    return report.getMessages().stream()
        .map(message -> message.getMessage() + message.getContext().flatMap(MessageContext::getPointers)
            .map(pointers -> " (at " + pointers.getInstance() + " of the body)").orElse(""))
        .toList();
  }
}
