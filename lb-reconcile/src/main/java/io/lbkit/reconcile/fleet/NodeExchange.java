package io.lbkit.reconcile.fleet;

import io.lbkit.model.lb.MemberSet;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.backend.NodeChoice;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What a change of nodes means for each choice of them; every choice is looked at once, whoever uses it. Not thread-safe. */
final class NodeExchange {
    private final LoadBalancerProvider provider;
    private final CloudFacts facts;
    private final BackendResolver before;
    private final BackendResolver now;
    private final Map<NodeChoice, Optional<MemberSet>> known = new HashMap<>();

    NodeExchange(LoadBalancerProvider provider, CloudFacts facts, BackendResolver before, BackendResolver now) {
        this.provider = provider;
        this.facts = facts;
        this.before = before;
        this.now = now;
    }

    /** The nodes that take the place of those that were; nothing if designs must be made again. */
    Optional<MemberSet> nodes(NodeChoice choice) {
        return known.computeIfAbsent(choice, this::exchanged);
    }

    private Optional<MemberSet> exchanged(NodeChoice choice) {
        MemberSet old = before.nodes(choice);
        MemberSet nodes = now.nodes(choice);
        boolean alike =
                !old.isEmpty() && !nodes.isEmpty() && (old.equals(nodes) || provider.designsAlike(facts, old, nodes));
        return alike ? Optional.of(nodes) : Optional.empty();
    }
}
