package dev.ingestjobs.client;

import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Every job that there may be, as far as chance allows. */
public final class JobArbitraries {
  private static final Set<String> DOCUMENTED = Set.of(
      "id", "workflow_id", "tables", "feed_id", "job_id", "table_name", "state", "started_at", "ended_at", "read", "errors",
      "rejected", "inserted", "updated", "files", "file_id", "name");

  private JobArbitraries() {}

  public static Arbitrary<IngestJob> jobs() {
    return Builders.withBuilder(IngestJob::builder)
        .use(texts()).in(IngestJob.Builder::id)
        .use(texts()).in(IngestJob.Builder::workflowId)
        .use(tables().list().ofMaxSize(4)).in(IngestJob.Builder::tables)
        .use(unknownFields(3)).in((job, fields) -> {
          fields.forEach(job::additionalProperty);
          return job;
        })
        .build(IngestJob.Builder::build);
  }

  public static Arbitrary<IngestTable> tables() {
    return Builders.withBuilder(IngestTable::builder)
        .use(texts().injectNull(0.2)).in(IngestTable.Builder::feedId)
        .use(texts().injectNull(0.5)).in(IngestTable.Builder::jobId)
        .use(texts().injectNull(0.2)).in(IngestTable.Builder::tableName)
        .use(states().injectNull(0.2)).in(IngestTable.Builder::state)
        .use(moments().injectNull(0.3)).in(IngestTable.Builder::startedAt)
        .use(moments().injectNull(0.5)).in(IngestTable.Builder::endedAt)
        .use(counts().injectNull(0.2)).in(IngestTable.Builder::read)
        .use(counts().injectNull(0.4)).in(IngestTable.Builder::errors)
        .use(counts().injectNull(0.4)).in(IngestTable.Builder::rejected)
        .use(counts().injectNull(0.4)).in(IngestTable.Builder::inserted)
        .use(counts().injectNull(0.4)).in(IngestTable.Builder::updated)
        .use(files().list().ofMaxSize(4).injectNull(0.3)).in(IngestTable.Builder::files)
        .use(unknownFields(3)).in((table, fields) -> {
          fields.forEach(table::additionalProperty);
          return table;
        })
        .build(IngestTable.Builder::build);
  }

  private static Arbitrary<IngestFile> files() {
    return Builders.withBuilder(IngestFile::builder)
        .use(texts().injectNull(0.2)).in(IngestFile.Builder::fileId)
        .use(texts().injectNull(0.5)).in(IngestFile.Builder::name)
        .use(counts().injectNull(0.2)).in(IngestFile.Builder::read)
        .use(counts().injectNull(0.4)).in(IngestFile.Builder::errors)
        .use(unknownFields(1)).in((file, fields) -> {
          fields.forEach(file::additionalProperty);
          return file;
        })
        .build(IngestFile.Builder::build);
  }

  /** Of whole characters, of every plane. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> ascii = Arbitraries.strings().ascii().ofMaxLength(12);
    Arbitrary<String> unicode = Arbitraries.integers().between(0, Character.MAX_CODE_POINT)
        .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
        .map(Character::toString).list().ofMaxSize(6).map(characters -> String.join("", characters));
    return Arbitraries.frequencyOf(Tuple.of(3, ascii), Tuple.of(1, unicode));
  }

  public static Arbitrary<TableState> states() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(TableState.known())),
        Tuple.of(1, texts().map(TableState::of)));
  }

  private static Arbitrary<Long> counts() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.longs().between(0, 1_000_000)), Tuple.of(1, Arbitraries.longs()));
  }

  private static Arbitrary<OffsetDateTime> moments() {
    Arbitrary<Long> seconds = Arbitraries.longs().between(
        Instant.parse("0000-01-02T00:00:00Z").getEpochSecond(), Instant.parse("9999-12-30T00:00:00Z").getEpochSecond());
    Arbitrary<Integer> nanos = Arbitraries.oneOf(
        Arbitraries.just(0), Arbitraries.integers().between(0, 999).map(millis -> millis * 1_000_000), Arbitraries.integers().between(0, 999_999_999));
    Arbitrary<ZoneOffset> offsets = Arbitraries.oneOf(
        Arbitraries.just(ZoneOffset.UTC), Arbitraries.integers().between(-18 * 60, 18 * 60).map(minutes -> ZoneOffset.ofTotalSeconds(minutes * 60)));
    return Combinators.combine(seconds, nanos, offsets)
        .as((second, nano, offset) -> Instant.ofEpochSecond(second, nano).atOffset(offset));
  }

  /** In so many of ten cases some, else none. */
  private static Arbitrary<Map<String, Object>> unknownFields(int ofTen) {
    return Arbitraries.frequencyOf(
        Tuple.of(10 - ofTen, Arbitraries.just(Map.of())),
        Tuple.of(ofTen, maps(texts().filter(name -> !DOCUMENTED.contains(name)), json(2))));
  }

  /** Without flatMap, for each of whose results jqwik keeps a generator. */
  private static Arbitrary<Map<String, Object>> maps(Arbitrary<String> names, Arbitrary<Object> values) {
    return Combinators.combine(names, values).as(Tuple::of).list().ofMaxSize(3).map(fields -> {
      Map<String, Object> map = new LinkedHashMap<>();
      fields.forEach(field -> map.put(field.get1(), field.get2()));
      return map;
    });
  }

  /** In the very types that reading gives, so that what is written and read again is equal. */
  private static Arbitrary<Object> json(int depth) {
    Arbitrary<Object> scalars = Arbitraries.oneOf(
        texts().asGeneric(),
        Arbitraries.of(true, false).asGeneric(),
        Arbitraries.integers().asGeneric(),
        Arbitraries.longs().filter(number -> number != (int) (long) number).asGeneric(),
        Arbitraries.bigIntegers().between(BigInteger.ONE.shiftLeft(63), BigInteger.ONE.shiftLeft(200)).asGeneric(),
        Combinators.combine(Arbitraries.bigIntegers(), Arbitraries.integers().between(1, 400)).as(BigDecimal::new).asGeneric())
        .injectNull(0.1);
    if (depth == 0) {
      return scalars;
    }
    return Arbitraries.oneOf(
        scalars,
        json(depth - 1).list().ofMaxSize(3).asGeneric(),
        maps(texts(), json(depth - 1)).asGeneric());
  }
}
