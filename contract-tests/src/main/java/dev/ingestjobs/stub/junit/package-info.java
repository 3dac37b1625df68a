/**
 * The stub in JUnit 5 tests: {@link dev.ingestjobs.stub.junit.IngestJobsStub}. It needs {@code junit-jupiter-api} 5.9 or later, which
 * whoever writes such tests has; nothing else of the stub does.
 */
package dev.ingestjobs.stub.junit;
