package io.lbkit.aws.wire;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.conformance.LoadBalancerProviderContract;
import io.lbkit.testkit.conformance.ProviderHarness;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** The contract of a provider through the real SDK against the stand-in. */
@Tag("wire")
class AwsContractTest extends LoadBalancerProviderContract {
    private static final int NODES = 250;

    @Override
    protected ProviderHarness open() {
        return new AwsHarness(StandInBed.withNodes(NODES));
    }

    @Override
    protected boolean canCountCalls() {
        return true;
    }

    @Override
    protected boolean canEditBehind() {
        return true;
    }

    @Override
    protected boolean canHideParts() {
        return true;
    }

    @Override
    protected Set<ErrorKind> canProvoke() {
        return AwsHarness.provocations();
    }
}
