/** What Pact does behind one's back, and that here it does not: each trap is shown, and then that it is closed. */
package dev.ingestjobs.contract.trap;
