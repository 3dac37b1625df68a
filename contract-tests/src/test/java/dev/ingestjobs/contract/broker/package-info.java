/** Check E: the pact and its verification go to a Pact Broker, but only if everything else has passed. */
package dev.ingestjobs.contract.broker;
