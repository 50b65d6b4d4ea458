package io.lbkit.testkit.conformance;

import io.lbkit.testkit.cloud.SimulatedCloud;
import java.time.Duration;

class SeparateObjectsContractTest extends SimulatedContract {
    @Override
    SimulatedCloud cloud() {
        return SimulatedCloud.builder().observeBehind(Duration.ofSeconds(5)).build();
    }
}
