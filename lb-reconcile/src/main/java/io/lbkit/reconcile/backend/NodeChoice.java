package io.lbkit.reconcile.backend;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.IpFamily;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the set of eligible nodes depends on besides the nodes. Only what bears upon the answer is part of it: the fewer
 * distinct choices there are, the more Services share one set.
 *
 * @param rules which nodes are eligible
 * @param policy the external traffic policy, or {@link TrafficPolicy#CLUSTER} where the rules are the same for both
 * @param family the family of the addresses
 * @param filter the further condition of the provider
 * @param addressNeeded whether a node without an internal address of the family is left out
 */
public record NodeChoice(
        NodeEligibility rules,
        TrafficPolicy policy,
        IpFamily family,
        Function<Node, Optional<String>> filter,
        boolean addressNeeded) {}
