package io.lbkit.testkit.conformance;

import io.lbkit.testkit.cloud.CloudShape;
import io.lbkit.testkit.cloud.SimulatedCloud;

class OneDocumentContractTest extends SimulatedContract {
    @Override
    SimulatedCloud cloud() {
        return SimulatedCloud.builder().shape(CloudShape.ONE_DOCUMENT).build();
    }
}
