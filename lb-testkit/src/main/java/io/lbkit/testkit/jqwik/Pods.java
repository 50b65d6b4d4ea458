package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Container;
import io.lbkit.model.cluster.ContainerPort;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PodPhase;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Pods: mostly running and ready, and each state in which an EndpointSlice lists them otherwise or not at all. */
final class Pods {
    private static final String GATE = "target-health.example.com/web";

    private Pods() {}

    /** A pod without name and labels. */
    record Draft(
            int node,
            boolean ready,
            Optional<Instant> deletionRequested,
            PodPhase phase,
            int portShift,
            boolean addressed,
            boolean gated,
            long graceSeconds) {

        /** The pod of a workload; its number makes its address. */
        Pod of(ObjectKey key, int number, Map<String, String> labels, Optional<String> nodeName) {
            Pod.Builder pod = Pod.builder()
                    .key(key)
                    .uid("uid-" + key.namespace() + "-" + key.name())
                    .labels(labels)
                    .deletionRequested(deletionRequested)
                    .phase(phase)
                    .nodeName(nodeName)
                    .terminationGraceSeconds(graceSeconds)
                    .addContainer(server())
                    .putCondition("Ready", Condition.of(ready ? ConditionStatus.TRUE : ConditionStatus.FALSE));
            if (gated) {
                pod.addReadinessGate(GATE).putCondition(GATE, Condition.of(ConditionStatus.FALSE));
            }
            return addressed ? pod.ips(addresses(number)).build() : pod.build();
        }

        private List<IpAddress> addresses(int number) {
            return List.of(Endpoints.podAddress(IpFamily.IPV4, number), Endpoints.podAddress(IpFamily.IPV6, number));
        }

        private Container server() {
            return Container.builder()
                    .name("server")
                    .readinessProbe(true)
                    .addPort(new ContainerPort("web-port", 8080 + portShift, Protocol.TCP))
                    .addPort(new ContainerPort("admin-port", 9090, Protocol.TCP))
                    .build();
        }
    }

    static Arbitrary<Pod> any() {
        return Combinators.combine(
                        drafts(),
                        Names.objectKeys(),
                        Arbitraries.integers().between(1, 6),
                        Names.labels(),
                        Choices.usually(Nodes.names()))
                .as((draft, key, number, labels, node) -> draft.of(key, number, labels, node));
    }

    static Arbitrary<Draft> drafts() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Choices.usually(),
                        Choices.seldom(Choices.instants()),
                        Choices.mostly(Arbitraries.just(PodPhase.RUNNING), Arbitraries.of(PodPhase.class)),
                        Arbitraries.of(0, 1),
                        Choices.usually(),
                        Choices.seldom(),
                        Arbitraries.of(30L, 0L, 600L))
                .as(Draft::new);
    }
}
