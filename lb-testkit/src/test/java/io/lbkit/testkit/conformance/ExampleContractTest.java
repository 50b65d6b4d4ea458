package io.lbkit.testkit.conformance;

import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.testkit.cloud.SimulatedCloud;

// docs: contract
class ExampleContractTest extends LoadBalancerProviderContract {
    @Override
    protected ProviderHarness open() {
        LoadBalancerProvider provider = SimulatedCloud.create(); // yours, on an empty cloud
        return () -> provider;
    }
}
// docs: end
