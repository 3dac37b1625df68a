/**
 * A stub of the endpoint, made from the examples of its OpenAPI document: start at {@link
 * dev.ingestjobs.stub.StubServer}.
 */
package dev.ingestjobs.stub;
