package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.Condition;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.Taint;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Nodes in zones: mostly healthy ones, and each reason for which a load balancer may leave one out. */
final class Nodes {
    private static final IpAddress INTERNAL_IPV4 = IpAddress.parse("10.0.0.0");
    private static final IpAddress INTERNAL_IPV6 = IpAddress.parse("2001:db8::");
    private static final IpAddress EXTERNAL_IPV4 = IpAddress.parse("192.0.2.0");

    private static final List<Map<String, String>> EXCLUSIONS = List.of(
            Map.of("node.kubernetes.io/exclude-from-external-load-balancers", ""),
            Map.of("node.kubernetes.io/exclude-from-external-load-balancers", "true"),
            Map.of("node.kubernetes.io/exclude-from-external-load-balancers", "false"),
            Map.of("alpha.service-controller.kubernetes.io/exclude-balancer", "true"),
            Map.of("node-role.kubernetes.io/control-plane", ""),
            Map.of("node-role.kubernetes.io/master", ""));

    private static final List<Taint> TAINTS = List.of(
            new Taint("node.kubernetes.io/unschedulable", "", "NoSchedule"),
            new Taint("node.kubernetes.io/not-ready", "", "NoExecute"),
            new Taint("ToBeDeletedByClusterAutoscaler", "1767225600", "NoSchedule"),
            new Taint("dedicated", "gpu", "NoSchedule"));

    private Nodes() {}

    /** What addresses a node reports. */
    private enum Reach {
        IPV4,
        DUAL_STACK,
        WITH_EXTERNAL,
        IPV6,
        NONE
    }

    /** A node without name and number. */
    record Draft(
            Optional<String> zone,
            Map<String, String> exclusion,
            List<Taint> taints,
            Optional<ConditionStatus> ready,
            boolean registered,
            boolean cordoned,
            Optional<Instant> deletionRequested,
            Reach reach) {

        Node numbered(int number) {
            String name = name(number);
            Node.Builder node = Node.builder()
                    .name(name)
                    .uid("uid-" + name)
                    .putLabel("kubernetes.io/hostname", name)
                    .putAllLabels(exclusion)
                    .taints(taints)
                    .unschedulable(cordoned)
                    .deletionRequested(deletionRequested)
                    .addresses(addresses(number));
            zone.ifPresent(value -> node.putLabel(Node.ZONE_LABEL, value));
            ready.ifPresent(status -> node.putCondition("Ready", Condition.of(status)));
            return registered ? node.providerId("cloud:///" + name).build() : node.build();
        }

        private List<NodeAddress> addresses(int number) {
            List<NodeAddress> addresses = new ArrayList<>();
            if (reach != Reach.IPV6 && reach != Reach.NONE) {
                addresses.add(new NodeAddress(NodeAddress.Type.INTERNAL_IP, INTERNAL_IPV4.plus(number)));
            }
            if (reach == Reach.DUAL_STACK || reach == Reach.IPV6) {
                addresses.add(new NodeAddress(NodeAddress.Type.INTERNAL_IP, INTERNAL_IPV6.plus(number)));
            }
            if (reach == Reach.WITH_EXTERNAL) {
                addresses.add(new NodeAddress(NodeAddress.Type.EXTERNAL_IP, EXTERNAL_IPV4.plus(number)));
            }
            return addresses;
        }

        /** Whether pods on it can have an address of a family. */
        boolean serves(IpFamily family) {
            return switch (reach) {
                case IPV4, WITH_EXTERNAL -> family == IpFamily.IPV4;
                case IPV6 -> family == IpFamily.IPV6;
                case DUAL_STACK -> true;
                case NONE -> false;
            };
        }
    }

    static String name(int number) {
        return "worker-" + number;
    }

    static Arbitrary<String> names() {
        return Arbitraries.integers().between(1, 4).map(Nodes::name);
    }

    static Arbitrary<Node> any() {
        return Combinators.combine(drafts(), Arbitraries.integers().between(1, 4))
                .as(Draft::numbered);
    }

    static Arbitrary<List<Node>> pools() {
        return drafts().list().ofMaxSize(4).map(drafts -> {
            List<Node> nodes = new ArrayList<>();
            drafts.forEach(draft -> nodes.add(draft.numbered(nodes.size() + 1)));
            return nodes;
        });
    }

    static Arbitrary<Draft> drafts() {
        return Combinators.combine(
                        Choices.usually(Names.zones()),
                        Choices.<Map<String, String>>mostly(Arbitraries.just(Map.of()), Arbitraries.of(EXCLUSIONS)),
                        Choices.<List<Taint>>mostly(
                                Arbitraries.just(List.of()),
                                Arbitraries.of(TAINTS).list().uniqueElements().ofMaxSize(2)),
                        Choices.mostly(
                                Arbitraries.just(Optional.of(ConditionStatus.TRUE)),
                                Choices.usually(Arbitraries.of(ConditionStatus.class))),
                        Choices.usually(),
                        Choices.seldom(),
                        Choices.seldom(Choices.instants()),
                        Choices.mostly(Arbitraries.of(Reach.IPV4, Reach.DUAL_STACK), Arbitraries.of(Reach.class)))
                .as(Draft::new);
    }
}
