package dev.ingestjobs.contract.trap;

/** The same for the JVM that verifies the pact: it has a configuration of its own. */
class TelemetryIT extends TelemetryTest {}
