package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Exclusions;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The eligible nodes of a snapshot. They do not depend on the Service but for its policy and family, so every distinct
 * choice is made once and all Services share it. Safe for use by many threads.
 */
final class NodeTargets {
    private final ClusterSnapshot cluster;
    private final UnaryOperator<MemberSet> shared;
    private final Optional<Earlier> earlier;
    private final Map<NodeChoice, Answer> answers = new ConcurrentHashMap<>();

    /**
     * What was answered for an earlier snapshot; most nodes are the same.
     *
     * @param cluster the snapshot
     * @param answers the answers
     */
    private record Earlier(ClusterSnapshot cluster, Map<NodeChoice, Answer> answers) {}

    /**
     * Who is in and who is out.
     *
     * @param members the nodes that are in
     * @param excluded the nodes that are out
     */
    record Answer(MemberSet members, Exclusions excluded) {
        /** The same without the nodes that are not among the given ones. */
        Answer narrowedTo(Set<String> nodes, String why) {
            List<Member> kept = new ArrayList<>();
            List<Exclusion> out = new ArrayList<>(excluded);
            for (Member member : members) {
                if (nodes.contains(member.id())) {
                    kept.add(member);
                } else {
                    out.add(new Exclusion(member.id(), ExclusionReason.NODE_WITHOUT_READY_ENDPOINT, why));
                }
            }
            return new Answer(MemberSet.of(kept), Exclusions.of(out));
        }
    }

    NodeTargets(ClusterSnapshot cluster, UnaryOperator<MemberSet> shared) {
        this(cluster, shared, Optional.empty());
    }

    private NodeTargets(ClusterSnapshot cluster, UnaryOperator<MemberSet> shared, Optional<Earlier> earlier) {
        this.cluster = cluster;
        this.shared = shared;
        this.earlier = earlier;
    }

    /** The same for a later snapshot. */
    NodeTargets of(ClusterSnapshot next) {
        return new NodeTargets(next, shared, Optional.of(new Earlier(cluster, Map.copyOf(answers))));
    }

    Answer eligible(BackendOptions options, TrafficPolicy policy, IpFamily family) {
        NodeEligibility rules = options.nodes();
        return answer(new NodeChoice(
                rules,
                rules.dependsOnPolicy() ? policy : TrafficPolicy.CLUSTER,
                family,
                options.nodeFilter(),
                options.nodeAddressNeeded()));
    }

    Answer answer(NodeChoice choice) {
        return answers.computeIfAbsent(choice, this::choose);
    }

    @SuppressWarnings("ReferenceEquality") // equal sets may be different choices
    Optional<NodeChoice> choiceOf(MemberSet members) {
        NodeChoice found = null;
        for (Map.Entry<NodeChoice, Answer> answer : answers.entrySet()) {
            if (answer.getValue().members() == members) {
                if (found != null) {
                    return Optional.empty();
                }
                found = answer.getKey();
            }
        }
        return members.isEmpty() ? Optional.empty() : Optional.ofNullable(found);
    }

    private Answer choose(NodeChoice choice) {
        return earlier.flatMap(known -> Optional.ofNullable(known.answers().get(choice))
                        .map(answer -> follow(known.cluster(), answer, choice)))
                .orElseGet(() -> choose(choice, cluster.nodes()));
    }

    private Answer choose(NodeChoice choice, Collection<Node> nodes) {
        List<Member> members = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>();
        for (Node node : nodes) {
            exclusion(node, choice).ifPresentOrElse(excluded::add, () -> members.add(member(node, choice.family())));
        }
        return new Answer(shared.apply(MemberSet.of(members)), Exclusions.of(excluded));
    }

    /** Looks only at the nodes that are not the same as before. */
    private Answer follow(ClusterSnapshot before, Answer known, NodeChoice choice) {
        List<Node> changed = new ArrayList<>();
        Set<String> stale = new HashSet<>();
        cluster.nodesUnlike(before).forEach((name, node) -> {
            stale.add(name);
            node.ifPresent(changed::add);
        });
        Answer fresh = choose(choice, changed);
        MemberSet gone = MemberSet.of(stale.stream()
                .map(Member::of)
                .filter(member -> known.members().get(member.key()).isPresent())
                .toList());
        Exclusions excluded = known.excluded();
        if (!fresh.excluded().isEmpty() || excluded.stream().anyMatch(out -> stale.contains(out.id()))) {
            List<Exclusion> all = new ArrayList<>(fresh.excluded());
            excluded.stream().filter(out -> !stale.contains(out.id())).forEach(all::add);
            excluded = Exclusions.of(all);
        }
        return new Answer(shared.apply(known.members().without(gone).with(fresh.members())), excluded);
    }

    private static Member member(Node node, IpFamily family) {
        return Member.builder()
                .id(node.name())
                .address(node.internalAddress(family))
                .zone(node.zone())
                .build();
    }

    private static Optional<Exclusion> exclusion(Node node, NodeChoice choice) {
        return choice.rules()
                .exclusion(node, choice.policy())
                .or(() -> choice.filter()
                        .apply(node)
                        .map(why -> new Exclusion(node.name(), ExclusionReason.NODE_NOT_SELECTED, why)))
                .or(() -> withoutAddress(node, choice));
    }

    private static Optional<Exclusion> withoutAddress(Node node, NodeChoice choice) {
        boolean lacking =
                choice.addressNeeded() && node.internalAddress(choice.family()).isEmpty();
        return lacking
                ? Optional.of(new Exclusion(
                        node.name(),
                        ExclusionReason.NODE_WITHOUT_ADDRESS,
                        "Node/" + node.name() + " status.addresses has no InternalIP of " + choice.family()))
                : Optional.empty();
    }
}
