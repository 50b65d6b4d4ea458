package io.lbkit.aws.wire;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.conformance.LoadBalancerProviderContract;
import java.util.Set;

/** The contract of a provider through the real SDK, by what every bed of AWS can show. */
abstract class AwsWireContract extends LoadBalancerProviderContract {
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
