package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import com.atlassian.oai.validator.OpenApiInteractionValidator.ApiLoadException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Check B1: every request and response of the pact is valid under the document, strictly. What a validator lets pass because
 * objects are open, an undocumented field or header, is a finding here, too: the pact relies on what nobody promised.
 */
public final class PactAgainstDocument {
  private static final RequestAgainstDocument.Codes REQUEST_CODES = new RequestAgainstDocument.Codes(
      Code.REQUEST_UNDOCUMENTED, Code.REQUEST_INVALID, Code.REQUEST_UNAUTHORIZED, Code.REQUEST_PARAMETER_UNDOCUMENTED);

  private final ApiDocument document;
  private final Validator validator;
  private final RequestAgainstDocument requests;
  private final List<Finding> findings = new ArrayList<>();

  private PactAgainstDocument(ApiDocument document) {
    this.document = document;
    this.validator = Validator.of(document);
    this.requests = new RequestAgainstDocument(document, validator, REQUEST_CODES);
  }

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    if (pact.isEmpty()) {
      return List.of(Finding.of(Code.PACT_EMPTY, "#/paths", "The pact has no interaction, so that nothing was checked."));
    }
    PactAgainstDocument check;
    try {
      check = new PactAgainstDocument(document);
    } catch (ApiLoadException e) {
      return List.of(Finding.of(Code.DOCUMENT_UNUSABLE, "#", "Nothing was checked: " + e.getMessage()));
    }
    pact.forEach(check::interaction);
    return check.findings;
  }

  private void interaction(SynchronousHttp interaction) {
    requests.check(interaction.getRequest()).forEach(finding -> findings.add(finding.in(Pacts.key(interaction))));
    Operation.of(document, interaction.getRequest()).ifPresent(operation -> {
      HttpResponse response = interaction.getResponse();
      String key = operation.responseKey(response.getStatus());
      if (key == null) {
        add(interaction, Code.RESPONSE_STATUS_UNDOCUMENTED, operation.place().get("responses").pointer(),
            "The document has no response " + response.getStatus() + ", and no range that it falls in.");
      } else {
        response(interaction, operation.responses().get(key), response);
      }
    });
  }

  private void response(SynchronousHttp interaction, Place documented, HttpResponse response) {
    validator.complaints(interaction.getRequest(), response)
        .forEach(complaint -> add(interaction, Code.RESPONSE_INVALID, documented.pointer(), complaint));

    Set<String> documentedHeaders = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    documentedHeaders.addAll(documented.get("headers").fields().keySet());
    response.getHeaders().keySet().stream()
        .filter(name -> !name.equalsIgnoreCase("Content-Type") && !documentedHeaders.contains(name))
        .forEach(name -> add(interaction, Code.RESPONSE_HEADER_UNDOCUMENTED, documented.pointer() + "/headers",
            "The response header " + name + " is not documented."));

    String contentType = Headers.mediaType(response);
    if (contentType.isEmpty()) {
      add(interaction, Code.RESPONSE_CONTENT_TYPE_MISSING, documented.pointer() + "/content", "The response has no Content-Type.");
    } else if (!response.getBody().isPresent()) {
      add(interaction, Code.RESPONSE_BODY_MISSING, documented.pointer() + "/content", "The response has no body.");
    } else {
      fields(interaction, documented.get("content").get(contentType).get("schema"), Pacts.body(response), "$");
    }
  }

  private void fields(SynchronousHttp interaction, Place schema, JsonNode value, String path) {
    if (value.isArray()) {
      value.forEach(element -> fields(interaction, schema.get("items"), element, path + "[]"));
    }
    value.properties().forEach(field -> {
      Place documented = schema.get("properties").get(field.getKey());
      if (documented.get("writeOnly").node().asBoolean()) {
        add(interaction, Code.RESPONSE_FIELD_UNDOCUMENTED, documented.pointer(),
            "The field " + path + "." + field.getKey() + " is writeOnly, and so is in no response.");
      } else if (documented.exists()) {
        fields(interaction, documented, field.getValue(), path + "." + field.getKey());
      } else {
        add(interaction, Code.RESPONSE_FIELD_UNDOCUMENTED, schema.pointer() + "/properties",
            "The field " + path + "." + field.getKey() + " is not documented.");
      }
    });
  }

  private void add(SynchronousHttp interaction, Code code, String place, String message) {
    findings.add(Finding.of(code, place, message).in(Pacts.key(interaction)));
  }
}
