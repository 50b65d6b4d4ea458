package io.lbkit.testkit.conformance;

import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.EnumSet;
import java.util.Set;

/** The contract with the answers of every simulated cloud. */
abstract class SimulatedContract extends LoadBalancerProviderContract {
    abstract SimulatedCloud cloud();

    @Override
    protected ProviderHarness open() {
        return new SimulatedHarness(cloud(), cloud -> cloud);
    }

    // docs: answers
    @Override
    protected boolean canHideParts() {
        return true;
    }

    @Override
    protected Set<ErrorKind> canProvoke() {
        return EnumSet.allOf(ErrorKind.class);
    }
    // docs: end

    @Override
    protected boolean canCountCalls() {
        return true;
    }

    @Override
    protected boolean canEditBehind() {
        return true;
    }
}
