/**
 * The contract: {@code consumer} states by hand what the client relies on and writes the pact, {@code provider} verifies the
 * pact against the stub, {@code check} holds the pact against the document and both against the client.
 */
package dev.ingestjobs.contract;
