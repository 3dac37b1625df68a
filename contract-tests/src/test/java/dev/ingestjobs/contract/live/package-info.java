/**
 * Check D: the pact that the consumer tests have written, verified against a real tenant by the client itself. {@code
 * LiveContract} is run by {@code mvn verify -Plive} alone; {@code LiveProofIT} shows in each build, against a process of its own,
 * that it notices what it is there to notice.
 */
package dev.ingestjobs.contract.live;
