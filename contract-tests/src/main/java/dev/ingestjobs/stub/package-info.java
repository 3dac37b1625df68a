/**
 * A stub of the endpoint, made from the examples of its OpenAPI document: start at {@link
 * dev.ingestjobs.stub.StubServer}. {@link dev.ingestjobs.stub.TimeLine} has what changes from poll to poll, {@link
 * dev.ingestjobs.stub.junit.IngestJobsStub} what JUnit 5 tests need, {@link dev.ingestjobs.stub.Main} a process of its own.
 */
package dev.ingestjobs.stub;
