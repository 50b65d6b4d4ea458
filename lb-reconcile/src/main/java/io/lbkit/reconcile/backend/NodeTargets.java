package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.Exclusion;
import io.lbkit.model.lb.ExclusionReason;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The eligible nodes of a snapshot. They do not depend on the Service but for its policy and family, so every distinct
 * question is answered once and all Services share the answer. Safe for use by many threads.
 */
final class NodeTargets {
    private final ClusterSnapshot cluster;
    private final Map<Question, Answer> answers = new ConcurrentHashMap<>();

    /** Only what bears upon the answer: the fewer distinct questions, the more is shared. */
    private record Question(
            NodeEligibility rules,
            TrafficPolicy policy,
            IpFamily family,
            Function<Node, Optional<String>> filter,
            boolean addressNeeded) {}

    /**
     * Who is in and who is out.
     *
     * @param members the nodes that are in
     * @param excluded the nodes that are out, sorted
     */
    record Answer(MemberSet members, List<Exclusion> excluded) {
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
            Collections.sort(out);
            return new Answer(MemberSet.of(kept), List.copyOf(out));
        }
    }

    NodeTargets(ClusterSnapshot cluster) {
        this.cluster = cluster;
    }

    Answer eligible(BackendOptions options, TrafficPolicy policy, IpFamily family) {
        NodeEligibility rules = options.nodes();
        Question question = new Question(
                rules,
                rules.dependsOnPolicy() ? policy : TrafficPolicy.CLUSTER,
                family,
                options.nodeFilter(),
                options.nodeAddressNeeded());
        return answers.computeIfAbsent(question, this::answer);
    }

    private Answer answer(Question question) {
        List<Member> members = new ArrayList<>();
        List<Exclusion> excluded = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            exclusion(node, question)
                    .ifPresentOrElse(excluded::add, () -> members.add(member(node, question.family())));
        }
        return new Answer(MemberSet.of(members), List.copyOf(excluded));
    }

    private static Member member(Node node, IpFamily family) {
        return Member.builder()
                .id(node.name())
                .address(node.internalAddress(family))
                .zone(node.zone())
                .build();
    }

    private static Optional<Exclusion> exclusion(Node node, Question question) {
        return question.rules()
                .exclusion(node, question.policy())
                .or(() -> question.filter()
                        .apply(node)
                        .map(why -> new Exclusion(node.name(), ExclusionReason.NODE_NOT_SELECTED, why)))
                .or(() -> withoutAddress(node, question));
    }

    private static Optional<Exclusion> withoutAddress(Node node, Question question) {
        boolean lacking = question.addressNeeded()
                && node.internalAddress(question.family()).isEmpty();
        return lacking
                ? Optional.of(new Exclusion(
                        node.name(),
                        ExclusionReason.NODE_WITHOUT_ADDRESS,
                        "Node/" + node.name() + " status.addresses has no InternalIP of " + question.family()))
                : Optional.empty();
    }
}
