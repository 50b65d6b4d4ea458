package io.lbkit.diagnose.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.LabelSelector;
import io.lbkit.model.cluster.NetworkPolicy;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.PolicyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** The index against looking at every policy. */
class PolicyIndexProperties {
    @Property
    @Label(
            "the policies of the namespace that select the pod for ingress, in the order of their names, whoever asked before")
    void isolating(
            @ForAll("policies") List<NetworkPolicy> policies,
            @ForAll @Size(min = 1, max = 4) List<@From("labels") Map<String, String>> questions) {
        ClusterSnapshot.Builder cluster = ClusterSnapshot.builder();
        policies.forEach(cluster::add);
        ClusterSnapshot snapshot = cluster.build();
        PolicyIndex index = new PolicyIndex(snapshot);

        for (Map<String, String> labels : questions) {
            Pod pod = Pod.builder()
                    .key(ObjectKey.of("shop", "web-1"))
                    .labels(labels)
                    .build();
            assertThat(index.isolating(pod))
                    .isEqualTo(snapshot.networkPolicies("shop").stream()
                            .filter(policy -> policy.policyTypes().contains(PolicyType.INGRESS))
                            .filter(policy -> policy.podSelector().matches(labels))
                            .toList());
        }
    }

    @Provide
    Arbitrary<Map<String, String>> labels() {
        return Arbitraries.maps(Arbitraries.of("app", "part-of", "tier"), Arbitraries.of("web", "shop"))
                .ofMaxSize(3);
    }

    @Provide
    Arbitrary<List<NetworkPolicy>> policies() {
        Arbitrary<LabelSelector> selectors = Combinators.combine(
                        labels(),
                        Arbitraries.of(
                                        new LabelSelector.Expression(
                                                "tier", LabelSelector.Operator.NOT_IN, List.of("web")),
                                        new LabelSelector.Expression("app", LabelSelector.Operator.EXISTS, List.of()))
                                .list()
                                .ofMaxSize(1))
                .as((labels, expressions) -> LabelSelector.builder()
                        .matchLabels(labels)
                        .matchExpressions(expressions)
                        .build());
        return Combinators.combine(
                        Arbitraries.of("shop", "shop", "shop", "ops"),
                        selectors,
                        Arbitraries.of(PolicyType.class).set().ofMinSize(1))
                .as((namespace, selector, types) -> NetworkPolicy.builder()
                        .key(ObjectKey.of(namespace, "policy"))
                        .podSelector(selector)
                        .policyTypes(types)
                        .build())
                .list()
                .ofMaxSize(12)
                .map(PolicyIndexProperties::numbered);
    }

    private static List<NetworkPolicy> numbered(List<NetworkPolicy> policies) {
        List<NetworkPolicy> numbered = new ArrayList<>();
        policies.forEach(policy -> numbered.add(NetworkPolicy.builder()
                .from(policy)
                .key(ObjectKey.of(policy.key().namespace(), "policy-" + numbered.size()))
                .build()));
        return numbered;
    }
}
