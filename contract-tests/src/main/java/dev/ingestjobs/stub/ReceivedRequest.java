package dev.ingestjobs.stub;

/**
 * A request that a stub received, and what it was answered. Neither a query nor a header nor a token is kept.
 *
 * @param method the HTTP method
 * @param path as it was sent, without the query: {@code /api/ingest/jobs/isj-running}
 * @param jobId the job that was asked for, decoded; {@code ""} if the path is not that of a job
 * @param status of the answer, or 0 if the connection was cut off before it
 * @param example the name of the document's example that was the answer, such as {@code running} or {@code missing-tenant}
 */
public record ReceivedRequest(String method, String path, String jobId, int status, String example) {}
