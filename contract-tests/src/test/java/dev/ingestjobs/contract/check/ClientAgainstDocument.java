package dev.ingestjobs.contract.check;

import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.Region;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.ClientErrorException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.InvalidInputException;
import dev.ingestjobs.client.error.ServerErrorException;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.Place;
import dev.ingestjobs.spec.check.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Check A3, beside the consumer tests, which take each interaction through the client: the client has what is documented. The
 * hand-written part says some of it again, because no generator can say it.
 */
public final class ClientAgainstDocument {
  private ClientAgainstDocument() {}

  public static List<Finding> check(ApiDocument document) {
    List<Finding> findings = new ArrayList<>(GeneratedAgainstDocument.check(document));
    for (Operation operation : Operation.all(document)) {
      operation.responses().forEach((status, response) -> {
        if (status.matches("[45][0-9]{2}") && isOfARange(Integer.parseInt(status))) {
          findings.add(Finding.of(Code.STATUS_UNTYPED, response.pointer(),
              "The client has no type for the documented status " + status + ": add one to dev.ingestjobs.client.error."));
        }
      });
      for (Place parameter : operation.parameters()) {
        Place versions = parameter.get("schema").get("enum");
        boolean isVersion = parameter.get("name").text().replace('_', '-').equalsIgnoreCase("api-version");
        if (isVersion && StreamSupport.stream(versions.node().spliterator(), false)
            .noneMatch(version -> version.asText().equals(IngestJobsClient.DEFAULT_API_VERSION))) {
          findings.add(Finding.of(Code.VERSION_UNKNOWN, parameter.pointer(),
              "The client's default version " + IngestJobsClient.DEFAULT_API_VERSION + " is not one of the documented versions."));
        }
      }
    }
    findings.addAll(servers(document));
    findings.addAll(states(document));
    return findings;
  }

  private static List<Finding> states(ApiDocument document) {
    Place documented = document.at("components", "schemas", "TableState", "x-known-states");
    List<TableState> unknown = new ArrayList<>(TableState.known());
    List<Finding> findings = new ArrayList<>();
    for (Place state : documented.elements()) {
      unknown.remove(TableState.of(state.text()));
      if (!TableState.of(state.text()).isKnown()) {
        findings.add(Finding.of(Code.STATE_UNKNOWN, state.pointer(),
            "The client does not know the documented state " + state.text() + ": add it to TableState, with what it means."));
      }
    }
    unknown.forEach(state -> findings.add(Finding.of(Code.STATE_UNKNOWN, documented.pointer(),
        "The client knows the state " + state + ", which is not documented.")));
    return findings;
  }

  private static boolean isOfARange(int status) {
    Class<?> type = ApiException.of(new ErrorResponse(status, null, null, null, "", null)).getClass();
    return Set.of(ClientErrorException.class, ServerErrorException.class).contains(type);
  }

  /** A server that has the tenant in its name, of which the client makes one by itself. */
  private static List<Finding> tenantsOwn(Place server) {
    List<Finding> findings = new ArrayList<>();
    String url = server.get("url").text();
    for (Map.Entry<String, Place> variable : server.get("variables").fields().entrySet()) {
      url = url.replace("{" + variable.getKey() + "}", variable.getValue().get("default").text());
      if (variable.getValue().get("enum").exists()) {
        findings.add(Finding.of(Code.SERVER_UNKNOWN, variable.getValue().pointer(), "The client takes any tenant; documented are some alone."));
      }
    }
    String tenant = server.get("variables").fields().values().iterator().next().get("default").text();
    try (IngestJobsClient client = IngestJobsClient.builder().settingsFrom(name -> null, name -> null)
        .tenant(tenant).tenantHost(tenant).token("any").build()) {
      if (!client.toString().contains("baseUrl=" + url + ",")) {
        findings.add(Finding.of(Code.SERVER_UNKNOWN, server.pointer(), client + " is not at the documented server " + url + "."));
      }
    } catch (InvalidInputException e) {
      findings.add(Finding.of(Code.SERVER_UNKNOWN, server.pointer(), "The client refuses the documented tenant: " + e.getMessage()));
    }
    return findings;
  }

  private static List<Finding> servers(ApiDocument document) {
    List<String> regions = new ArrayList<>(Arrays.stream(Region.values()).map(region -> region.baseUrl().toString()).toList());
    List<Finding> findings = new ArrayList<>();
    List<Place> servers = Operation.all(document).stream().flatMap(operation -> operation.servers(document).elements().stream()).toList();
    boolean hasATenantsOwn = false;
    for (Place server : servers) {
      String url = server.get("url").text();
      if (!server.get("variables").fields().isEmpty()) {
        hasATenantsOwn = true;
        tenantsOwn(server).forEach(findings::add);
      } else if (!regions.remove(url)) {
        findings.add(Finding.of(Code.SERVER_UNKNOWN, server.pointer(), "The client has no Region for the documented server " + url + "."));
      }
    }
    if (!hasATenantsOwn && !servers.isEmpty()) {
      findings.add(Finding.of(Code.SERVER_UNKNOWN, "#/servers", "The client knows a tenant's own host, and no server with a variable is documented."));
    }
    regions.forEach(url -> findings.add(Finding.of(Code.SERVER_UNKNOWN, "#/servers", "The client has a Region for " + url + ", which is not documented.")));
    return findings;
  }
}
