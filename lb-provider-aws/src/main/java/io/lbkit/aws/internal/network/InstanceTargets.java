package io.lbkit.aws.internal.network;

import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Instance;
import io.lbkit.aws.internal.request.DesignContext;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The instances behind the selected nodes of a Service, as AWS shows targets: by their ids alone. Not thread-safe. */
final class InstanceTargets {
    private static final String RUNNING = "running";

    private final DesignContext context;
    private final Map<String, Instance> instances;
    private final Map<MemberSet, Choice> choices = new HashMap<>();

    /**
     * Who is in and who is out.
     *
     * @param members the instances that are in
     * @param excluded the nodes that are out
     */
    private record Choice(MemberSet members, List<Exclusion> excluded) {}

    InstanceTargets(DesignContext context) {
        this.context = context;
        this.instances = context.facts().instances().stream()
                .collect(Collectors.toMap(Instance::id, Function.identity(), (first, second) -> first));
    }

    /** {@return the same port with instances for nodes} */
    PortBackends of(PortBackends nodes) {
        Choice choice = choices.computeIfAbsent(nodes.members(), this::choose);
        List<Exclusion> excluded = new ArrayList<>(nodes.excluded());
        excluded.addAll(choice.excluded());
        return PortBackends.builder()
                .from(nodes)
                .members(choice.members())
                .excluded(Exclusions.of(excluded))
                .build();
    }

    private Choice choose(MemberSet selected) {
        List<Exclusion> excluded = new ArrayList<>();
        SortedMap<String, Member> members = new TreeMap<>();
        ConditionStatus needed = needed(selected);
        for (Member candidate : selected) {
            Optional<Node> node = node(candidate);
            Optional<Exclusion> out = node.flatMap(known -> exclusion(known, needed));
            if (out.isPresent()) {
                excluded.add(out.get());
            } else {
                node.flatMap(InstanceId::of)
                        .map(id -> members.putIfAbsent(id, Member.of(id)))
                        .ifPresent(other -> excluded.add(twice(candidate, other)));
            }
        }
        return new Choice(MemberSet.of(members.values()), excluded);
    }

    /** Where no node is ready, Kubernetes may have lost sight of nodes that serve. */
    private ConditionStatus needed(MemberSet selected) {
        boolean anyReady = selected.asList().stream()
                .flatMap(member -> node(member).stream())
                .anyMatch(node -> node.ready() == ConditionStatus.TRUE);
        boolean failOpen = !anyReady && context.options().isOn(FeatureGate.ENDPOINTS_FAIL_OPEN);
        return failOpen ? ConditionStatus.UNKNOWN : ConditionStatus.TRUE;
    }

    private Optional<Node> node(Member member) {
        return context.request().cluster().node(member.id());
    }

    private Optional<Exclusion> exclusion(Node node, ConditionStatus needed) {
        if (node.ready() != needed) {
            return Optional.of(new Exclusion(
                    node.name(),
                    ExclusionReason.NODE_NOT_READY,
                    "Node/" + node.name() + " status.conditions['Ready'] is " + node.ready()));
        }
        return InstanceId.of(node)
                .flatMap(id -> Optional.ofNullable(instances.get(id)))
                .flatMap(Instance::state)
                .filter(state -> !state.equals(RUNNING))
                .map(state -> new Exclusion(
                        node.name(),
                        ExclusionReason.NODE_NOT_SELECTED,
                        "Node/" + node.name() + " has an instance in state " + state + ", which AWS refuses"));
    }

    private static Exclusion twice(Member node, Member other) {
        return new Exclusion(
                node.id(),
                ExclusionReason.NODE_NOT_SELECTED,
                "Node/" + node.id() + " spec.providerID names instance " + other.id() + ", as another node does");
    }
}
