package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.Service;

/** Rules 0xx: of the harness, not of the provider. Where one is broken, nothing else can be believed. */
abstract class HarnessRules extends Section {
    HarnessRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    @Rule(id = "LBP-001", text = "A new harness has an empty cloud, and what is done there stays there")
    void cloudsAreEmptyAndApart() {
        assertThat(bench.ours()).as("what is in a new cloud").isEmpty();
        bench.apply("one Service", oneService());
        fresh();

        assertThat(bench.ours()).as("what is in another new cloud").isEmpty();
    }

    @Rule(
            id = "LBP-002",
            text = "Nodes, pods, ports and Services are the same each time, and different for different numbers")
    void samplesAreDeterministic() {
        assertThat(harness.provider()).as("the provider").isSameAs(harness.provider());
        assertThat(harness.node(1)).as("node 1").isEqualTo(harness.node(1)).isNotEqualTo(harness.node(2));
        assertThat(harness.node(1).name())
                .as("name of node 1")
                .isNotEqualTo(harness.node(2).name());
        assertThat(harness.pod(1)).as("pod 1").isEqualTo(harness.pod(1)).isNotEqualTo(harness.pod(2));
        assertThat(harness.port(1)).as("port 1").isEqualTo(harness.port(1)).isNotEqualTo(harness.port(2));
        assertThat(sample.service(1)).as("Service 1").isEqualTo(sample.service(1));
    }

    @Rule(id = "LBP-003", text = "Every edit changes a Service, and the same one the same way")
    void editsAreDeterministic() {
        Service plain = sample.service(1);
        for (ServiceEdit edit : sample.edits()) {
            assertThat(edit.change().apply(plain))
                    .as("the Service after the edit: " + edit.name())
                    .isEqualTo(edit.change().apply(plain))
                    .isNotEqualTo(plain);
        }
    }
}
