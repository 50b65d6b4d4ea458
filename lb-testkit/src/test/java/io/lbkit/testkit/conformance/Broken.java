package io.lbkit.testkit.conformance;

import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.SimulatedCloud;

/** The contract of a provider that breaks it. */
abstract class Broken extends SimulatedContract {
    abstract LoadBalancerProvider broken(SimulatedCloud cloud);

    @Override
    SimulatedCloud cloud() {
        return SimulatedCloud.create();
    }

    @Override
    protected ProviderHarness open() {
        return new SimulatedHarness(cloud(), this::broken);
    }
}
