package dev.ingestjobs.contract.provider;

import au.com.dius.pact.provider.junitsupport.Provider;
import au.com.dius.pact.provider.junitsupport.loader.PactFolder;
import dev.ingestjobs.contract.Contract;

/** Check C: the stub honours the pact that this build has written. */
@Provider(Contract.PROVIDER)
@PactFolder("${pact.rootDir}")
class StubProviderIT extends StubVerification {}
