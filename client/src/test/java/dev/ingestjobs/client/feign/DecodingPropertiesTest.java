package dev.ingestjobs.client.feign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ingestjobs.client.JobArbitraries;
import dev.ingestjobs.client.error.ApiException;
import dev.ingestjobs.client.error.ErrorResponse;
import dev.ingestjobs.client.error.UndecodableResponseException;
import dev.ingestjobs.client.internal.call.FileCounts;
import dev.ingestjobs.client.model.ApiError;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every body. How many are tried: {@code jqwik.tries.default}, and the Maven profile {@code properties}. */
class DecodingPropertiesTest {
  @Provide
  Arbitrary<IngestJob> jobs() {
    return JobArbitraries.jobs();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyJobIsReadAsItWasWritten(@ForAll("jobs") IngestJob job) throws IOException {
    assertThat(Bodies.decode(JsonVariation.JSON.writeValueAsBytes(job))).isEqualTo(job).hasSameHashCodeAs(job);
    assertThat(job.toBuilder().build()).isEqualTo(job);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void everyWayToWriteAJobIsReadAsTheSame(@ForAll("jobs") IngestJob job, @ForAll long seed) throws IOException {
    assertThat(Bodies.decode(new JsonVariation(seed).inOtherWords(job))).isEqualTo(job);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void withoutFilesNothingIsMissingButTheFiles(@ForAll("jobs") IngestJob job, @ForAll long seed) throws IOException {
    FileCounts counts = new FileCounts();
    IngestJob without = Bodies.decodeWithoutFiles(new JsonVariation(seed).inOtherWords(job), counts);

    List<IngestTable> tables = job.tables().stream().map(table -> table.toBuilder().files(null).build()).toList();
    assertThat(without).isEqualTo(job.toBuilder().tables(tables).build());
    for (int place = 0; place < job.tables().size(); place++) {
      assertThat(counts.of(place)).isEqualTo(job.tables().get(place).files().size());
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void aDamagedBodyIsAJobOrADocumentedError(@ForAll("jobs") IngestJob job, @ForAll long seed) throws IOException {
    JsonVariation variation = new JsonVariation(seed);
    byte[] body = variation.damaged(variation.inOtherWords(job));

    IngestJob full = jobOrNull(() -> Bodies.decode(body));
    IngestJob without = jobOrNull(() -> Bodies.decodeWithoutFiles(body, new FileCounts()));
    if (full != null) {
      assertThat(without).isNotNull();
    }
    try {
      assertThat(Bodies.decode(Map.of(), body)).isEqualTo(full);
    } catch (UndecodableResponseException | EOFException e) {
      assertThat(full).isNull();
    }
  }

  private interface Decoding {
    IngestJob run() throws IOException;
  }

  private static IngestJob jobOrNull(Decoding decoding) throws IOException {
    try {
      return decoding.run();
    } catch (UndecodableResponseException e) {
      assertThat(e).hasNoCause().hasMessageStartingWith("200 with a body that cannot be understood: ");
      return null;
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void anErrorWithADamagedBodyIsOfItsStatusOrUndecodable(
      @ForAll("messages") String message, @ForAll("statuses") int status, @ForAll long seed) throws IOException {
    ApiError envelope = ApiError.builder().status(status).message(message).requestId("r").build();
    JsonVariation variation = new JsonVariation(seed);
    byte[] whole = variation.inOtherWords(envelope);

    assertThat(Bodies.error(status, whole)).isInstanceOfSatisfying(ApiException.class, e -> {
      assertThat(e.status()).isEqualTo(status);
      assertThat(e.requestId()).contains("r");
    });
    assertThat(Bodies.error(status, variation.damaged(whole)))
        .isInstanceOfAny(ApiException.of(new ErrorResponse(status, null, null, null, "", null)).getClass(),
            UndecodableResponseException.class)
        .hasNoCause();
  }

  @Provide
  Arbitrary<String> messages() {
    return Arbitraries.strings().ofMaxLength(20).map(text -> text.replaceAll("[\\p{Cs}]", "?"));
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.integers().between(400, 599);
  }
}
