package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.resource.ResourceGraph;
import net.jqwik.api.Example;

/** A failing sample ends up as small as the failure allows, so that its reader sees the cause and nothing else. */
class ShrinkingTest {
    @Example
    void aClusterShrinksToTheServiceThatFails() {
        ClusterSnapshot cluster = Shrinking.smallest(
                LbArbitraries.clusters(),
                candidate -> candidate.services().stream()
                        .anyMatch(service -> service.externalTrafficPolicy() == TrafficPolicy.LOCAL));

        assertThat(cluster.services()).singleElement().satisfies(service -> {
            assertThat(service.ports()).hasSize(1);
            assertThat(service.loadBalancerSourceRanges()).isEmpty();
            assertThat(service.ingress()).isEmpty();
            assertThat(service.annotations()).isEmpty();
        });
        assertThat(cluster.nodes()).isEmpty();
        assertThat(cluster.pods()).isEmpty();
        assertThat(cluster.networkPolicies()).isEmpty();
        assertThat(cluster.events()).isEmpty();
        assertThat(cluster.workloads()).isEmpty();
        assertThat(cluster.disruptionBudgets()).isEmpty();
    }

    @Example
    void aClusterShrinksToTheNodeThatFails() {
        ClusterSnapshot cluster = Shrinking.smallest(
                LbArbitraries.clusters(),
                candidate -> candidate.nodes().stream().anyMatch(node -> node.ready() == ConditionStatus.FALSE));

        assertThat(cluster.nodes()).singleElement().satisfies(node -> {
            assertThat(node.taints()).isEmpty();
            assertThat(node.unschedulable()).isFalse();
            assertThat(node.providerId()).isPresent();
        });
        assertThat(cluster.services()).isEmpty();
    }

    @Example
    void aClusterShrinksToTheEndpointThatFails() {
        ClusterSnapshot cluster = Shrinking.smallest(
                LbArbitraries.clusters(),
                candidate -> candidate.endpointSlices().stream()
                        .flatMap(slice -> slice.endpoints().stream())
                        .filter(endpoint -> endpoint.targetRef().isPresent())
                        .anyMatch(Endpoint::isTerminating));

        assertThat(cluster.services()).hasSize(1);
        assertThat(cluster.endpointSlices())
                .singleElement()
                .satisfies(slice -> assertThat(slice.endpoints()).hasSize(1));
        assertThat(cluster.nodes()).hasSizeLessThanOrEqualTo(1);
        assertThat(cluster.pods()).hasSizeLessThanOrEqualTo(1);
    }

    @Example
    void valuesShrinkToPlainOnes() {
        Service service = Shrinking.smallest(LbArbitraries.services(), candidate -> true);
        assertThat(service.key()).hasToString("shop/web");
        assertThat(service.ports()).hasSize(1);

        Pod pod = Shrinking.smallest(LbArbitraries.pods(), candidate -> true);
        assertThat(pod.isReady()).isTrue();
        assertThat(pod.deletionRequested()).isEmpty();

        EndpointSlice slice = Shrinking.smallest(
                LbArbitraries.endpointSlices(),
                candidate -> !candidate.endpoints().isEmpty());
        assertThat(slice.endpoints()).hasSize(1);
    }

    @Example
    void setsAndGraphsShrinkToTheElementThatFails() {
        MemberSet members = Shrinking.smallest(LbArbitraries.memberSets(), candidate -> candidate.size() > 1);
        assertThat(members.size()).isEqualTo(2);

        ResourceGraph graph = Shrinking.smallest(
                LbArbitraries.resourceGraphs(),
                candidate -> !candidate.conflicts().isEmpty());
        assertThat(graph.resources()).hasSize(1);
        assertThat(graph.conflicts()).hasSize(1);
    }
}
