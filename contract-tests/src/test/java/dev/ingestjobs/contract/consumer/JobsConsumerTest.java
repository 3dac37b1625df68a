package dev.ingestjobs.contract.consumer;

import static au.com.dius.pact.consumer.dsl.LambdaDsl.newJsonBody;
import static dev.ingestjobs.contract.Contract.authorized;
import static dev.ingestjobs.contract.Contract.count;
import static dev.ingestjobs.contract.Contract.counts;
import static dev.ingestjobs.contract.Contract.get;
import static dev.ingestjobs.contract.Contract.moment;
import static dev.ingestjobs.contract.Contract.state;
import static dev.ingestjobs.contract.Contract.text;
import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.consumer.MockServer;
import au.com.dius.pact.consumer.dsl.LambdaDslJsonArray;
import au.com.dius.pact.consumer.dsl.LambdaDslObject;
import au.com.dius.pact.consumer.dsl.PactDslRequestWithPath;
import au.com.dius.pact.consumer.dsl.PactDslResponse;
import au.com.dius.pact.consumer.dsl.PactDslWithProvider;
import au.com.dius.pact.consumer.junit5.PactConsumerTestExt;
import au.com.dius.pact.consumer.junit5.PactTestFor;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.V4Pact;
import au.com.dius.pact.core.model.annotations.Pact;
import dev.ingestjobs.client.IngestJobResponse;
import dev.ingestjobs.client.IngestJobsClient;
import dev.ingestjobs.client.api.IngestJobsApi;
import dev.ingestjobs.client.model.IngestFile;
import dev.ingestjobs.client.model.IngestJob;
import dev.ingestjobs.client.model.IngestTable;
import dev.ingestjobs.client.model.TableState;
import dev.ingestjobs.contract.Contract;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The shapes of a 200, each of them read through the generated client and asserted to the last accessor. */
@ExtendWith(PactConsumerTestExt.class)
@PactTestFor(providerName = Contract.PROVIDER, pactVersion = PactSpecVersion.V4)
class JobsConsumerTest {

  // All is loaded: the user's own example.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact finished(PactDslWithProvider pact) {
    return ok(get(pact.given("the job is finished"), "a finished job", "isj-1f73r9u2"), JobsConsumerTest::finishedJob)
        .toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "finished")
  void finished(MockServer server) {
    assertFinished(client(server).get("isj-1f73r9u2"));
  }

  private static void finishedJob(LambdaDslObject job) {
    job(job, "isj-1f73r9u2", "wf-20240618-3423-b45", tables -> tables.object(table -> {
      table(table, "df-5L6d1veh", "isj-1f73r9u2", "My table", "succeeded");
      moment(table, "started_at", "2024-06-01T04:02:54.433Z");
      moment(table, "ended_at", "2024-06-01T04:02:57.433Z");
      counts(table, 1000, 200, 200, 400, 200);
      table.minArrayLike("files", 1, file -> file(file, "cb-20240618-71992-SF3Uz/part0.avro", "part0.avro", 1000, 200));
    }));
  }

  private static void assertFinished(IngestJob job) {
    assertJob(job, "isj-1f73r9u2", "wf-20240618-3423-b45");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-5L6d1veh", "isj-1f73r9u2", "My table", TableState.SUCCEEDED,
        at("2024-06-01T04:02:54.433Z"), at("2024-06-01T04:02:57.433Z"), 1000L, 200L, 200L, 400L, 200L, Map.of()));
    assertFiles(job, 0).containsExactly(
        Tuple.tuple("cb-20240618-71992-SF3Uz/part0.avro", "part0.avro", 1000L, 200L, Map.of()));
    assertThat(job.tables().get(0).state().isSuccess()).isTrue();
  }

  // A version that will end.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact deprecated(PactDslWithProvider pact) {
    return ok(
        get(pact.given("the job is finished").given(Contract.VERSION_IS_DEPRECATED), "a job in a deprecated version", "isj-1f73r9u2"),
        JobsConsumerTest::finishedJob)
        .matchHeader("Deprecation", Contract.HTTP_DATE, Contract.DEPRECATION)
        .matchHeader("Sunset", Contract.HTTP_DATE, Contract.SUNSET)
        .toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "deprecated")
  void deprecated(MockServer server) {
    IngestJobResponse response = client(server).getWithResponse("isj-1f73r9u2");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("deprecation")).contains(Contract.DEPRECATION);
    assertThat(response.header("sunset")).contains(Contract.SUNSET);
    assertFinished(response.job());
  }

  // The version in the query, which the raw interface can do.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact versionInTheQuery(PactDslWithProvider pact) {
    return ok(
        authorized(pact.given("the job is finished"), "a finished job, with the version in the query", "isj-1f73r9u2")
            .query("api_version=" + Contract.VERSION),
        JobsConsumerTest::finishedJob)
        .toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "versionInTheQuery")
  void versionInTheQuery(MockServer server) {
    assertFinished(Contract.api(server.getUrl()).getIngestJob(new IngestJobsApi.GetIngestJobParameters()
        .id("isj-1f73r9u2").tenant(Contract.TENANT).apiVersionQuery(Contract.VERSION)));
  }

  // One table is being loaded: it has begun, and its end is absent.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact running(PactDslWithProvider pact) {
    return ok(get(pact.given("the job is running"), "a running job", "isj-running"), job ->
        job(job, "isj-running", "wf-20240701-48813-9fKqT", tables -> tables.object(table -> {
          table(table, "df-5L6d1veh", "isj-running", "Orders", "running");
          moment(table, "started_at", "2024-07-01T06:00:12.004Z");
          counts(table, 250000, 0, 12, 240000, 9988);
          table.minArrayLike("files", 1, file -> file(file, "cb-20240701-48816-aB3dE/orders-000.parquet", "orders-000.parquet", 250000, 0));
        }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "running")
  void running(MockServer server) {
    IngestJob job = client(server).get("isj-running");

    assertJob(job, "isj-running", "wf-20240701-48813-9fKqT");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-5L6d1veh", "isj-running", "Orders", TableState.RUNNING,
        at("2024-07-01T06:00:12.004Z"), null, 250000L, 0L, 12L, 240000L, 9988L, Map.of()));
    assertFiles(job, 0).containsExactly(
        Tuple.tuple("cb-20240701-48816-aB3dE/orders-000.parquet", "orders-000.parquet", 250000L, 0L, Map.of()));
    assertThat(job.tables().get(0).state().isTerminal()).isFalse();
  }

  // Nothing has begun: both moments are null, and there are no files yet.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact scheduled(PactDslWithProvider pact) {
    return ok(get(pact.given("the job is scheduled"), "a scheduled job, whose moments are null", "isj-scheduled"), job ->
        job(job, "isj-scheduled", "wf-20240701-48813-9fKqT", tables -> tables.object(table -> {
          table(table, "df-5L6d1veh", "isj-scheduled", "Orders", "scheduled");
          table.nullValue("started_at");
          table.nullValue("ended_at");
          counts(table, 0, 0, 0, 0, 0);
          table.array("files", files -> { });
        }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "scheduled")
  void scheduled(MockServer server) {
    IngestJob job = client(server).get("isj-scheduled");

    assertJob(job, "isj-scheduled", "wf-20240701-48813-9fKqT");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-5L6d1veh", "isj-scheduled", "Orders", TableState.SCHEDULED, null, null, 0L, 0L, 0L, 0L, 0L, Map.of()));
    assertFiles(job, 0).isEmpty();
  }

  // One table failed, and its file has no name.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact failed(PactDslWithProvider pact) {
    return ok(get(pact.given("the job failed"), "a failed job", "isj-failed"), job ->
        job(job, "isj-failed", "wf-20240702-50121-Zp4Lm", tables -> tables.object(table -> {
          table(table, "df-8Qw2nRtY", "isj-failed", "Loyalty members", "failed");
          moment(table, "started_at", "2024-07-02T06:00:10Z");
          moment(table, "ended_at", "2024-07-02T06:00:11.9Z");
          counts(table, 5000, 5000, 0, 0, 0);
          table.minArrayLike("files", 1, file -> file(file, "cb-20240702-50124-Hj6Gf/members.csv", null, 5000, 5000));
        }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "failed")
  void failed(MockServer server) {
    IngestJob job = client(server).get("isj-failed");

    assertJob(job, "isj-failed", "wf-20240702-50121-Zp4Lm");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-8Qw2nRtY", "isj-failed", "Loyalty members", TableState.FAILED,
        at("2024-07-02T06:00:10Z"), at("2024-07-02T06:00:11.9Z"), 5000L, 5000L, 0L, 0L, 0L, Map.of()));
    assertFiles(job, 0).containsExactly(Tuple.tuple("cb-20240702-50124-Hj6Gf/members.csv", null, 5000L, 5000L, Map.of()));
    assertThat(job.tables().get(0).state()).satisfies(state -> {
      assertThat(state.isTerminal()).isTrue();
      assertThat(state.isSuccess()).isFalse();
    });
  }

  // The job has just been made.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact noTables(PactDslWithProvider pact) {
    return ok(get(pact.given("the job has no tables yet"), "a job without tables", "isj-no-tables"), job ->
        job(job, "isj-no-tables", "wf-20240703-51007-Rr8Vv", tables -> { })).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "noTables")
  void noTables(MockServer server) {
    IngestJob job = client(server).get("isj-no-tables");

    assertJob(job, "isj-no-tables", "wf-20240703-51007-Rr8Vv");
    assertThat(job.tables()).isEmpty();
  }

  // A state that nobody has heard of.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact unknownState(PactDslWithProvider pact) {
    return ok(get(pact.given("a table is in a state that nobody has heard of"), "a job in an unknown state", "isj-unknown-state"), job ->
        job(job, "isj-unknown-state", "wf-20240704-52218-Tt9Ww", tables -> tables.object(table -> {
          table(table, "df-5L6d1veh", "isj-unknown-state", "Orders", "waiting_for_quota");
          moment(table, "started_at", "2024-07-04T06:00:09.120Z");
          table.nullValue("ended_at");
          counts(table, 100, 0, 0, 100, 0);
          table.array("files", files -> { });
        }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "unknownState")
  void unknownState(MockServer server) {
    IngestJob job = client(server).get("isj-unknown-state");

    assertJob(job, "isj-unknown-state", "wf-20240704-52218-Tt9Ww");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-5L6d1veh", "isj-unknown-state", "Orders", TableState.of("waiting_for_quota"),
        at("2024-07-04T06:00:09.120Z"), null, 100L, 0L, 0L, 100L, 0L, Map.of()));
    assertThat(job.tables().get(0).state()).satisfies(state -> {
      assertThat(state.text()).isEqualTo("waiting_for_quota");
      assertThat(state.isKnown()).isFalse();
      assertThat(state.isTerminal()).isFalse();
    });
    assertFiles(job, 0).isEmpty();
  }

  // Fields that nobody has heard of. A pact cannot expect what nobody promised; the generated bodies of check C+ show that the
  // client keeps such fields.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact unknownFields(PactDslWithProvider pact) {
    return ok(get(pact.given("the job has fields that nobody has heard of"), "a job with unknown fields", "isj-unknown-fields"), job ->
        job(job, "isj-unknown-fields", "wf-20240705-53329-Uu1Xx", tables -> tables.object(table -> {
          table(table, "df-5L6d1veh", "isj-unknown-fields", "Orders", "succeeded");
          moment(table, "started_at", "2024-07-05T06:00:08Z");
          moment(table, "ended_at", "2024-07-05T06:00:31Z");
          counts(table, 10, 0, 0, 10, 0);
          table.minArrayLike("files", 1, file -> file(file, "cb-20240705-53332-Vv2Yy/orders.json", "orders.json", 10, 0));
        }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "unknownFields")
  void unknownFields(MockServer server) {
    IngestJob job = client(server).get("isj-unknown-fields");

    assertJob(job, "isj-unknown-fields", "wf-20240705-53329-Uu1Xx");
    assertTables(job).containsExactly(Tuple.tuple(
        "df-5L6d1veh", "isj-unknown-fields", "Orders", TableState.SUCCEEDED,
        at("2024-07-05T06:00:08Z"), at("2024-07-05T06:00:31Z"), 10L, 0L, 0L, 10L, 0L, Map.of()));
    assertFiles(job, 0).containsExactly(Tuple.tuple("cb-20240705-53332-Vv2Yy/orders.json", "orders.json", 10L, 0L, Map.of()));
  }

  // Several tables, many files, counts that no 32 bits can hold.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact severalTables(PactDslWithProvider pact) {
    return ok(get(pact.given("the job has several tables"), "a job with several tables", "isj-several-tables"), job ->
        job(job, "isj-several-tables", "wf-20240706-54430-Ww3Zz", tables -> tables
            .object(table -> {
              table(table, "df-5L6d1veh", "isj-several-tables", "Clickstream", "succeeded");
              moment(table, "started_at", "2024-07-06T00:00:05.001Z");
              moment(table, "ended_at", "2024-07-06T05:12:44.870Z");
              counts(table, 5_000_000_000L, 3, 1_000_000_000, 3_999_999_997L, 0);
              table.array("files", files -> files
                  .object(file -> file(file, "cb-20240706-54433-Xx4Aa/clicks-000.avro", "clicks-000.avro", 2_500_000_000L, 0))
                  .object(file -> file(file, "cb-20240706-54433-Xx4Aa/clicks-001.avro", "clicks-001.avro", 1_500_000_000, 2))
                  .object(file -> file(file, "cb-20240706-54433-Xx4Aa/clicks-002.avro", "clicks-002.avro", 999_999_999, 1))
                  .object(file -> file(file, "cb-20240706-54433-Xx4Aa/clicks-003.avro", "clicks-003.avro", 1, 0)));
            })
            .object(table -> {
              table(table, "df-8Qw2nRtY", "isj-several-tables", "Loyalty members", "running");
              moment(table, "started_at", "2024-07-06T05:12:45Z");
              counts(table, 120, 0, 0, 0, 120);
              table.minArrayLike("files", 1, file -> file(file, "cb-20240706-54434-Yy5Bb/members.csv", null, 120, 0));
            })
            .object(table -> {
              table(table, "df-2Kd7bNmP", "isj-several-tables", "Stores", "skipped");
              table.nullValue("started_at");
              table.nullValue("ended_at");
              counts(table, 0, 0, 0, 0, 0);
              table.array("files", files -> { });
            })
            .object(table -> {
              table(table, "df-3Hs6vXcZ", "isj-several-tables", "Returns", "canceled");
              moment(table, "started_at", "2024-07-06T05:12:45Z");
              moment(table, "ended_at", "2024-07-06T05:13:00Z");
              counts(table, 40, 0, 0, 0, 0);
              table.array("files", files -> { });
            }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "severalTables")
  void severalTables(MockServer server) {
    IngestJob job = client(server).get("isj-several-tables");

    assertJob(job, "isj-several-tables", "wf-20240706-54430-Ww3Zz");
    assertTables(job).containsExactly(
        Tuple.tuple("df-5L6d1veh", "isj-several-tables", "Clickstream", TableState.SUCCEEDED,
            at("2024-07-06T00:00:05.001Z"), at("2024-07-06T05:12:44.870Z"),
            5_000_000_000L, 3L, 1_000_000_000L, 3_999_999_997L, 0L, Map.of()),
        Tuple.tuple("df-8Qw2nRtY", "isj-several-tables", "Loyalty members", TableState.RUNNING,
            at("2024-07-06T05:12:45Z"), null, 120L, 0L, 0L, 0L, 120L, Map.of()),
        Tuple.tuple("df-2Kd7bNmP", "isj-several-tables", "Stores", TableState.SKIPPED, null, null, 0L, 0L, 0L, 0L, 0L, Map.of()),
        Tuple.tuple("df-3Hs6vXcZ", "isj-several-tables", "Returns", TableState.CANCELED,
            at("2024-07-06T05:12:45Z"), at("2024-07-06T05:13:00Z"), 40L, 0L, 0L, 0L, 0L, Map.of()));
    assertFiles(job, 0).containsExactly(
        Tuple.tuple("cb-20240706-54433-Xx4Aa/clicks-000.avro", "clicks-000.avro", 2_500_000_000L, 0L, Map.of()),
        Tuple.tuple("cb-20240706-54433-Xx4Aa/clicks-001.avro", "clicks-001.avro", 1_500_000_000L, 2L, Map.of()),
        Tuple.tuple("cb-20240706-54433-Xx4Aa/clicks-002.avro", "clicks-002.avro", 999_999_999L, 1L, Map.of()),
        Tuple.tuple("cb-20240706-54433-Xx4Aa/clicks-003.avro", "clicks-003.avro", 1L, 0L, Map.of()));
    assertFiles(job, 1).containsExactly(Tuple.tuple("cb-20240706-54434-Yy5Bb/members.csv", null, 120L, 0L, Map.of()));
    assertFiles(job, 2).isEmpty();
    assertFiles(job, 3).isEmpty();
  }

  // The states that no other interaction shows, and the counts that no other shows beyond 32 bits.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact everyOtherState(PactDslWithProvider pact) {
    return ok(get(pact.given("the job has a table in every other state"), "a job in every other state", "isj-every-other-state"), job ->
        job(job, "isj-every-other-state", "wf-20240707-55541-Xx5Bb", tables -> tables
            .object(table -> {
              table(table, "df-5L6d1veh", "isj-every-other-state", "Clickstream", "started");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              counts(table, 0, 0, 0, 0, 0);
              table.minArrayLike("files", 1, file -> { });
            })
            .object(table -> {
              table(table, "df-8Qw2nRtY", "isj-every-other-state", "Loyalty members", "in_progress");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              counts(table, 9_000_000_000L, 0, 0, 0, 9_000_000_000L);
            })
            .object(table -> {
              table(table, "df-2Kd7bNmP", "isj-every-other-state", "Stores", "running_with_failures");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              counts(table, 9_000_000_000L, 9_000_000_000L, 0, 0, 0);
              table.minArrayLike("files", 1, file ->
                  file(file, "cb-20240707-55544-Zz6Cc/stores.csv", "stores.csv", 9_000_000_000L, 9_000_000_000L));
            })
            .object(table -> {
              table(table, "df-3Hs6vXcZ", "isj-every-other-state", "Returns", "finalizing");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              counts(table, 9_000_000_000L, 0, 9_000_000_000L, 0, 0);
            })
            .object(table -> {
              table(table, "df-6Jt8wBfD", "isj-every-other-state", "Coupons", "stopping");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              counts(table, 12, 0, 0, 12, 0);
            })
            .object(table -> {
              table(table, "df-9Lu1xDgF", "isj-every-other-state", "Gift cards", "stopped");
              moment(table, "started_at", "2024-07-07T00:00:05Z");
              moment(table, "ended_at", "2024-07-07T00:10:00Z");
              counts(table, 12, 0, 0, 12, 0);
            }))).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "everyOtherState")
  void everyOtherState(MockServer server) {
    IngestJob job = client(server).get("isj-every-other-state");

    OffsetDateTime start = at("2024-07-07T00:00:05Z");
    assertJob(job, "isj-every-other-state", "wf-20240707-55541-Xx5Bb");
    assertTables(job).containsExactly(
        Tuple.tuple("df-5L6d1veh", "isj-every-other-state", "Clickstream", TableState.of("Started"), start, null,
            0L, 0L, 0L, 0L, 0L, Map.of()),
        Tuple.tuple("df-8Qw2nRtY", "isj-every-other-state", "Loyalty members", TableState.of("In progress"), start, null,
            9_000_000_000L, 0L, 0L, 0L, 9_000_000_000L, Map.of()),
        Tuple.tuple("df-2Kd7bNmP", "isj-every-other-state", "Stores", TableState.of("Running with failures"), start, null,
            9_000_000_000L, 9_000_000_000L, 0L, 0L, 0L, Map.of()),
        Tuple.tuple("df-3Hs6vXcZ", "isj-every-other-state", "Returns", TableState.of("Finalizing"), start, null,
            9_000_000_000L, 0L, 9_000_000_000L, 0L, 0L, Map.of()),
        Tuple.tuple("df-6Jt8wBfD", "isj-every-other-state", "Coupons", TableState.of("Stopping"), start, null,
            12L, 0L, 0L, 12L, 0L, Map.of()),
        Tuple.tuple("df-9Lu1xDgF", "isj-every-other-state", "Gift cards", TableState.of("Stopped"), start, at("2024-07-07T00:10:00Z"),
            12L, 0L, 0L, 12L, 0L, Map.of()));
    assertThat(job.tables()).extracting(IngestTable::state).allMatch(TableState::isKnown)
        .extracting(TableState::isTerminal).containsExactly(false, false, false, false, false, true);
    assertFiles(job, 0).containsExactly(Tuple.tuple(null, null, null, null, Map.of()));
    assertFiles(job, 2).containsExactly(
        Tuple.tuple("cb-20240707-55544-Zz6Cc/stores.csv", "stores.csv", 9_000_000_000L, 9_000_000_000L, Map.of()));
  }

  // Nothing that need not be there. Whatever else a table has is welcome.

  @Pact(consumer = Contract.CONSUMER, provider = Contract.PROVIDER)
  V4Pact nothingOptional(PactDslWithProvider pact) {
    return ok(get(pact.given("the job says no more than it must"), "a job with nothing optional", "isj-nothing-optional"), job -> {
      job.stringValue("id", "isj-nothing-optional");
      text(job, "workflow_id", "wf-20240708-56652-Yy7Dd");
      job.minArrayLike("tables", 1, 2, table -> { });
    }).toPact(V4Pact.class);
  }

  @Test
  @PactTestFor(pactMethod = "nothingOptional")
  void nothingOptional(MockServer server) {
    IngestJob job = client(server).get("isj-nothing-optional");

    assertJob(job, "isj-nothing-optional", "wf-20240708-56652-Yy7Dd");
    Tuple nothing = Tuple.tuple(null, null, null, null, null, null, null, null, null, null, null, Map.of());
    assertTables(job).containsExactly(nothing, nothing);
    assertFiles(job, 0).isEmpty();
  }

  private static PactDslResponse ok(PactDslRequestWithPath request, Consumer<LambdaDslObject> body) {
    return request.willRespondWith()
        .status(200)
        .headers(Map.of("Content-Type", "application/json"))
        .body(newJsonBody(body::accept).build());
  }

  private static void job(LambdaDslObject job, String id, String workflowId, Consumer<LambdaDslJsonArray> tables) {
    job.stringValue("id", id);
    text(job, "workflow_id", workflowId);
    job.array("tables", tables);
  }

  private static void table(LambdaDslObject table, String feedId, String jobId, String name, String state) {
    text(table, "feed_id", feedId);
    table.stringValue("job_id", jobId);
    text(table, "table_name", name);
    state(table, state);
  }

  private static void file(LambdaDslObject file, String id, String name, long read, long errors) {
    text(file, "file_id", id);
    if (name != null) {
      text(file, "name", name);
    }
    count(file, "read", read);
    count(file, "errors", errors);
  }

  private static void assertJob(IngestJob job, String id, String workflowId) {
    assertThat(job.id()).isEqualTo(id);
    assertThat(job.workflowId()).isEqualTo(workflowId);
    assertThat(job.additionalProperties()).isEmpty();
  }

  /** Every accessor of every table, but for its files. */
  private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertTables(IngestJob job) {
    return assertThat(job.tables()).extracting(
        IngestTable::feedId, IngestTable::jobId, IngestTable::tableName, IngestTable::state, IngestTable::startedAt,
        IngestTable::endedAt, IngestTable::read, IngestTable::errors, IngestTable::rejected, IngestTable::inserted,
        IngestTable::updated, IngestTable::additionalProperties);
  }

  /** Every accessor of every file of a table. */
  private static AbstractListAssert<?, List<? extends Tuple>, Tuple, ObjectAssert<Tuple>> assertFiles(IngestJob job, int table) {
    return assertThat(job.tables().get(table).files()).extracting(
        IngestFile::fileId, IngestFile::name, IngestFile::read, IngestFile::errors, IngestFile::additionalProperties);
  }

  private static OffsetDateTime at(String moment) {
    return OffsetDateTime.parse(moment);
  }

  private static IngestJobsClient client(MockServer server) {
    return Contract.client(server.getUrl());
  }
}
