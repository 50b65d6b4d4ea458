package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberDelta;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.backend.NodeChoice;
import io.lbkit.reconcile.plan.Cause;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a change of nodes means, for each choice of nodes and for all pools that share their members: every question is
 * answered once, whoever asks. Not thread-safe.
 */
final class NodeExchange {
    private final LoadBalancerProvider provider;
    private final CloudFacts facts;
    private final BackendResolver before;
    private final BackendResolver now;
    private final SharedSets sets;
    private final Map<NodeChoice, Optional<MemberSet>> nodes = new HashMap<>();
    private final IdentityHashMap<PassedMembers, Optional<Move>> moves = new IdentityHashMap<>();

    /**
     * What becomes of the members of a pool.
     *
     * @param delta who comes, changes and leaves
     * @param causes why, as a set of one; empty if nothing changes
     */
    record Move(MemberDelta delta, Set<Cause> causes) {}

    NodeExchange(
            LoadBalancerProvider provider,
            CloudFacts facts,
            BackendResolver before,
            BackendResolver now,
            SharedSets sets) {
        this.provider = provider;
        this.facts = facts;
        this.before = before;
        this.now = now;
        this.sets = sets;
    }

    /** What becomes of the members of all pools that share them; nothing if designs must be made again. */
    Optional<Move> move(PassedMembers members) {
        return moves.computeIfAbsent(members, this::moved);
    }

    private Optional<Move> moved(PassedMembers members) {
        return nodes.computeIfAbsent(members.choice(), this::exchanged).map(wanted -> {
            MemberDelta delta = members.to(wanted, sets);
            return new Move(delta, delta.isEmpty() ? Set.of() : Set.of(members.cause(wanted)));
        });
    }

    /** The nodes that take the place of those that were; nothing if designs must be made again. */
    private Optional<MemberSet> exchanged(NodeChoice choice) {
        MemberSet old = before.nodes(choice);
        MemberSet wanted = now.nodes(choice);
        boolean alike = !old.isEmpty()
                && !wanted.isEmpty()
                && (old.equals(wanted) || provider.designsAlike(facts, old, wanted));
        return alike ? Optional.of(wanted) : Optional.empty();
    }
}
