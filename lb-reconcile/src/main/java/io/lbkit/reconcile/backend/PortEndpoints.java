package io.lbkit.reconcile.backend;

import io.lbkit.reconcile.backend.Forwarding.Basis;
import io.lbkit.reconcile.backend.Forwarding.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The usable endpoints of one Service port and family, sorted out once for all nodes. Immutable. */
final class PortEndpoints {
    static final Choice NO_CHOICE = new Choice(Basis.NONE, List.of());

    private final List<Target> ready = new ArrayList<>();
    private final List<Target> ending = new ArrayList<>();
    private final Map<String, List<Target>> readyByNode = new HashMap<>();
    private final Map<String, List<Target>> endingByNode = new HashMap<>();
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
        merge.entries().forEach(this::sortIn);
        this.allHintNodes =
                ready.stream().noneMatch(target -> target.endpoint().nodeHints().isEmpty());
        this.allHintZones =
                ready.stream().noneMatch(target -> target.endpoint().zoneHints().isEmpty());
    }

    private void sortIn(EndpointEntry entry) {
        Target target = new Target(entry.address(), entry.port(), entry.endpoint());
        if (entry.endpoint().isReady()) {
            sortIn(target, ready, readyByNode);
        } else if (entry.endpoint().isServing() && entry.endpoint().isTerminating()) {
            sortIn(target, ending, endingByNode);
        }
    }

    private static void sortIn(Target target, List<Target> all, Map<String, List<Target>> byNode) {
        all.add(target);
        target.node()
                .ifPresent(node ->
                        byNode.computeIfAbsent(node, name -> new ArrayList<>()).add(target));
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
