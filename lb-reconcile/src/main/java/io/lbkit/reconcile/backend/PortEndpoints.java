package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Endpoint;
import io.lbkit.reconcile.backend.Forwarding.Basis;
import io.lbkit.reconcile.backend.Forwarding.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The usable endpoints of one Service port and family, sorted out once for all nodes. Immutable. */
final class PortEndpoints {
    static final Choice NO_CHOICE = new Choice(Basis.NONE, List.of());

    private final List<Target> ready;
    private final List<Target> ending;
    private final Map<String, List<Target>> readyByNode;
    private final Map<String, List<Target>> endingByNode;
    private final boolean allHintNodes;
    private final boolean allHintZones;

    /**
     * What a policy leaves to choose from.
     *
     * @param basis by which rule
     * @param targets the endpoints
     */
    record Choice(Basis basis, List<Target> targets) {
        boolean isEmpty() {
            return targets.isEmpty();
        }
    }

    PortEndpoints(EndpointMerge merge) {
        this.ready = targets(merge, Endpoint::isReady);
        this.ending =
                targets(merge, endpoint -> !endpoint.isReady() && endpoint.isServing() && endpoint.isTerminating());
        this.readyByNode = byNode(ready);
        this.endingByNode = byNode(ending);
        this.allHintNodes =
                ready.stream().noneMatch(target -> target.endpoint().nodeHints().isEmpty());
        this.allHintZones =
                ready.stream().noneMatch(target -> target.endpoint().zoneHints().isEmpty());
    }

    /** Unmodifiable, so that the answers for all nodes share one list. */
    private static List<Target> targets(EndpointMerge merge, Predicate<Endpoint> usable) {
        return merge.entries().stream()
                .filter(entry -> usable.test(entry.endpoint()))
                .map(entry -> new Target(entry.address(), entry.port(), entry.endpoint()))
                .collect(Collectors.toUnmodifiableList());
    }

    private static Map<String, List<Target>> byNode(List<Target> targets) {
        return targets.stream()
                .filter(target -> target.node().isPresent())
                .collect(Collectors.groupingBy(target -> target.node().get(), Collectors.toUnmodifiableList()));
    }

    boolean hintsNameZones() {
        return !ready.isEmpty() && allHintZones;
    }

    List<Target> readyOn(String node) {
        return readyByNode.getOrDefault(node, List.of());
    }

    /** Policy Cluster: ready endpoints, the hinted ones if hints hold for this node, else the ending ones. */
    Choice anywhere(String node, Optional<String> zone) {
        if (ready.isEmpty()) {
            return choice(Basis.SERVING_WHILE_TERMINATING, ending);
        }
        Choice near = allHintNodes ? hintedForNode(node) : NO_CHOICE;
        if (near.isEmpty() && allHintZones && zone.isPresent()) {
            near = hintedForZone(zone.get());
        }
        return near.isEmpty() ? choice(Basis.READY, ready) : near;
    }

    private Choice hintedForNode(String node) {
        return choice(
                Basis.READY_HINTED_FOR_NODE,
                ready.stream()
                        .filter(target -> target.endpoint().nodeHints().contains(node))
                        .toList());
    }

    private Choice hintedForZone(String zone) {
        return choice(
                Basis.READY_HINTED_FOR_ZONE,
                ready.stream()
                        .filter(target -> target.endpoint().zoneHints().contains(zone))
                        .toList());
    }

    /** Policy Local: ready endpoints of the node, else the ending ones of the node; what other nodes have is no matter. */
    Choice on(String node) {
        List<Target> own = readyOn(node);
        return own.isEmpty()
                ? choice(Basis.SERVING_WHILE_TERMINATING, endingByNode.getOrDefault(node, List.of()))
                : choice(Basis.READY, own);
    }

    private static Choice choice(Basis basis, List<Target> targets) {
        return targets.isEmpty() ? NO_CHOICE : new Choice(basis, targets);
    }
}
