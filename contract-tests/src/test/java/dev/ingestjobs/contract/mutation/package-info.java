/**
 * Check H: the checks notice what they must, and nothing else. Each operator of the catalogue in {@code src/test/mutations}
 * breaks the document, the pact or a provider's response in one way, wherever that can be done; the checks know nothing of it.
 */
package dev.ingestjobs.contract.mutation;
