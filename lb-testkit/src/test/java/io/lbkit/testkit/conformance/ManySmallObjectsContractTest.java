package io.lbkit.testkit.conformance;

import io.lbkit.testkit.cloud.CloudShape;
import io.lbkit.testkit.cloud.SimulatedCloud;

class ManySmallObjectsContractTest extends SimulatedContract {
    @Override
    SimulatedCloud cloud() {
        return SimulatedCloud.builder().shape(CloudShape.MANY_SMALL_OBJECTS).build();
    }
}
