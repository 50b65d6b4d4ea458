package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.IpBlock;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.PolicyPeer;
import io.lbkit.model.cluster.PolicyPort;
import io.lbkit.model.cluster.PolicyRule;
import io.lbkit.model.cluster.PolicyType;
import io.lbkit.model.cluster.TargetPort;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** NetworkPolicies: open, closed and narrow ones. */
final class Policies {
    private Policies() {}

    static Arbitrary<NetworkPolicy> any() {
        return Builders.withBuilder(NetworkPolicy::builder)
                .use(Names.objectKeys())
                .in(NetworkPolicy.Builder::key)
                .use(selectors())
                .in(NetworkPolicy.Builder::podSelector)
                .use(Arbitraries.of(List.of(
                        Set.of(PolicyType.INGRESS),
                        Set.of(PolicyType.EGRESS),
                        Set.of(PolicyType.INGRESS, PolicyType.EGRESS))))
                .in(NetworkPolicy.Builder::policyTypes)
                .use(rules().list().ofMaxSize(2))
                .in(NetworkPolicy.Builder::ingress)
                .build(NetworkPolicy.Builder::build);
    }

    static Arbitrary<LabelSelector> selectors() {
        Arbitrary<LabelSelector> everything =
                Arbitraries.just(LabelSelector.builder().build());
        Arbitrary<LabelSelector> labelled = Names.labels()
                .map(labels -> LabelSelector.builder().matchLabels(labels).build());
        Arbitrary<LabelSelector> expressed = expressions()
                .map(expression ->
                        LabelSelector.builder().addMatchExpression(expression).build());
        return Arbitraries.oneOf(everything, labelled, expressed);
    }

    private static Arbitrary<LabelSelector.Expression> expressions() {
        return Combinators.combine(Arbitraries.of(LabelSelector.Operator.class), Names.workloads())
                .as((operator, app) -> new LabelSelector.Expression(
                        "app",
                        operator,
                        operator == LabelSelector.Operator.IN || operator == LabelSelector.Operator.NOT_IN
                                ? List.of(app)
                                : List.of()));
    }

    private static Arbitrary<PolicyRule> rules() {
        return Combinators.combine(peers().list().ofMaxSize(2), ports().list().ofMaxSize(2))
                .as((peers, ports) ->
                        PolicyRule.builder().peers(peers).ports(ports).build());
    }

    private static Arbitrary<PolicyPeer> peers() {
        Arbitrary<PolicyPeer> blocks = Addresses.cidrs()
                .map(cidr -> PolicyPeer.builder()
                        .ipBlock(new IpBlock(cidr, holes(cidr)))
                        .build());
        Arbitrary<PolicyPeer> selected = selectors()
                .map(selector -> PolicyPeer.builder().podSelector(selector).build());
        Arbitrary<PolicyPeer> namespaces = Names.namespaces()
                .map(name -> LabelSelector.builder()
                        .matchLabels(Map.of("kubernetes.io/metadata.name", name))
                        .build())
                .map(selector ->
                        PolicyPeer.builder().namespaceSelector(selector).build());
        return Arbitraries.oneOf(blocks, selected, namespaces);
    }

    /** The lower half of a wide range is left out of it. */
    private static List<Cidr> holes(Cidr cidr) {
        return cidr.prefix() < 16 ? List.of(Cidr.containing(cidr.address(), cidr.prefix() + 1)) : List.of();
    }

    private static Arbitrary<PolicyPort> ports() {
        return Arbitraries.of(
                PolicyPort.builder().build(),
                PolicyPort.builder().port(TargetPort.of(8080)).build(),
                PolicyPort.builder().port(TargetPort.of(8000)).endPort(9000).build(),
                PolicyPort.builder().port(TargetPort.named("web-port")).build(),
                PolicyPort.builder().protocol(Protocol.UDP).build());
    }
}
