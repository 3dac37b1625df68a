package dev.ingestjobs.contract.mutation;

import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Something that an operator has broken in one place.
 *
 * @param place as people read it
 * @param complaints who complains of it, by the id of the check, and the first thing that each says
 */
record Mutant(Spot spot, String place, Callable<Map<String, String>> complaints) {}
