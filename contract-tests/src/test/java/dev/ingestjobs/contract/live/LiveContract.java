package dev.ingestjobs.contract.live;

import dev.ingestjobs.contract.Contract;
import dev.ingestjobs.contract.check.Pacts;
import dev.ingestjobs.contract.report.Part;
import dev.ingestjobs.contract.report.Part.Checked;
import dev.ingestjobs.contract.report.Part.Found;
import dev.ingestjobs.spec.ApiDocument;
import dev.ingestjobs.spec.check.Findings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Check D, run by {@code mvn verify -Plive} alone: its name is none that a build looks for. */
class LiveContract {
  @Test
  void theApiHonorsThePact() {
    LiveVerification.Result result =
        new LiveVerification(ApiDocument.packaged()).run(Pacts.read(Contract.pactFile()), LiveSettings.ofTheProcess());
    Part.write("live", List.of(new Checked("D", "A real API honors the pact", result.findings().stream().map(Found::of).toList())));
    System.out.println("D: " + result.summary());
    Findings.none(result.exercised() == 0 ? "D: nothing was verified." : "D: " + result.summary() + " Where API, document and pact disagree, find out "
        + "which one is wrong.", result::findings);
  }
}
