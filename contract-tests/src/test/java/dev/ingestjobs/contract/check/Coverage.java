package dev.ingestjobs.contract.check;

import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Check A1: every operation, parameter, response, media type, response header and named example of the document is shown by
 * an interaction. What nobody looks at may say anything.
 */
public final class Coverage {
  private Coverage() {}

  public static List<Finding> check(ApiDocument document, List<SynchronousHttp> pact) {
    List<Finding> findings = new ArrayList<>();
    List<Operation> operations = Operation.all(document);
    if (operations.isEmpty()) {
      findings.add(Finding.of(Code.OPERATION_UNCOVERED, "#/paths", "The document has no operation, so that nothing was checked."));
    }
    for (Operation operation : operations) {
      List<SynchronousHttp> shown = pact.stream()
          .filter(interaction -> operation.matches(interaction.getRequest().getMethod(), interaction.getRequest().getPath())).toList();
      if (shown.isEmpty()) {
        findings.add(Finding.of(Code.OPERATION_UNCOVERED, operation.place().pointer(), "No interaction calls this operation."));
      }
      operation.parameters().stream()
          .filter(parameter -> shown.stream().noneMatch(interaction -> sends(interaction, parameter)))
          .forEach(parameter -> findings.add(Finding.of(Code.PARAMETER_UNCOVERED, parameter.pointer(),
              "No interaction sends the " + parameter.get("in").text() + " parameter " + parameter.get("name").text() + ".")));
      operation.security(document).elements().stream()
          .filter(way -> shown.stream().noneMatch(interaction -> RequestAgainstDocument.isAuthorized(document, interaction.getRequest(), way)))
          .forEach(way -> findings.add(Finding.of(Code.SECURITY_UNCOVERED, way.pointer(),
              "No interaction shows this way to be let in: " + (way.node().isEmpty() ? "no credentials" : String.join(" and ", way.fields().keySet())) + ".")));
      Place body = operation.place().get("requestBody");
      if (body.exists() && shown.stream().noneMatch(interaction -> interaction.getRequest().getBody().isPresent())) {
        findings.add(Finding.of(Code.REQUEST_BODY_UNCOVERED, body.pointer(), "No interaction sends the documented body."));
      }
      operation.place().get("callbacks").fields().forEach((name, callback) ->
          findings.add(Finding.of(Code.OPERATION_UNCOVERED, callback.pointer(), "No interaction shows the documented callback " + name + ".")));
      operation.responses().forEach((key, response) -> findings.addAll(response(key, response, shown.stream()
          .filter(interaction -> key.equals(operation.responseKey(interaction.getResponse().getStatus()))).toList())));
    }
    return findings;
  }

  static boolean sends(SynchronousHttp interaction, Place parameter) {
    String name = parameter.get("name").text();
    return switch (parameter.get("in").text()) {
      case "header" -> Headers.has(interaction.getRequest().getHeaders(), name);
      case "query" -> interaction.getRequest().getQuery().containsKey(name);
      case "path" -> true;
      default -> false;
    };
  }

  private static List<Finding> response(String key, Place response, List<SynchronousHttp> shown) {
    List<Finding> findings = new ArrayList<>();
    if (shown.isEmpty()) {
      findings.add(Finding.of(Code.RESPONSE_UNCOVERED, response.pointer(), "No interaction shows the documented response " + key + "."));
      return findings;
    }
    response.get("headers").fields().forEach((name, header) -> {
      if (shown.stream().noneMatch(interaction -> Headers.has(interaction.getResponse().getHeaders(), name))) {
        findings.add(Finding.of(Code.HEADER_UNCOVERED, header.pointer(),
            "No interaction shows the documented header " + name + " of the response " + key + "."));
      }
    });
    response.get("links").fields().forEach((name, link) ->
        findings.add(Finding.of(Code.LINK_UNCOVERED, link.pointer(), "No interaction follows the documented link " + name + ".")));
    response.get("content").fields().forEach((mediaType, content) -> {
      if (shown.stream().noneMatch(interaction -> mediaType.equals(Headers.mediaType(interaction.getResponse())))) {
        findings.add(Finding.of(Code.MEDIA_TYPE_UNCOVERED, content.pointer(),
            "No interaction shows the documented media type " + mediaType + " of the response " + key + "."));
      }
      for (Map.Entry<String, Place> example : content.get("examples").fields().entrySet()) {
        String jobId = jobId(example.getValue());
        if (shown.stream().noneMatch(interaction -> interaction.getRequest().getPath().endsWith("/" + jobId))) {
          findings.add(Finding.of(Code.EXAMPLE_UNCOVERED, example.getValue().pointer(),
              "No interaction shows the documented example " + example.getKey() + " of the response " + key
                  + ": ask for the job " + jobId + " and expect this response."));
        }
      }
    });
    return findings;
  }

  /** The id of the job for which the stub answers with an example. */
  static String jobId(Place example) {
    String own = example.get("x-stub-job-id").text();
    return own.isEmpty() ? example.get("value").get("id").text() : own;
  }
}
