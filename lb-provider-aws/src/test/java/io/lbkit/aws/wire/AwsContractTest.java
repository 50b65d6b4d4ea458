package io.lbkit.aws.wire;

import io.lbkit.testkit.conformance.ProviderHarness;
import org.junit.jupiter.api.Tag;

/** The contract of a provider through the real SDK against the stand-in. */
@Tag("wire")
class AwsContractTest extends AwsWireContract {
    private static final int NODES = 250;

    @Override
    protected ProviderHarness open() {
        return new AwsHarness(StandInBed.withNodes(NODES));
    }
}
