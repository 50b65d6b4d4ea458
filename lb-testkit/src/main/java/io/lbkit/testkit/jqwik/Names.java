package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ServiceKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Readable names. There are few of them, so that independent values often mean the same thing. */
final class Names {
    static final List<String> WORKLOADS = List.of("web", "api", "dns", "mail", "db", "cache");
    private static final List<String> NAMESPACES = List.of("shop", "blog", "kube-system");
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final List<String> TIERS = List.of("front", "back");

    private Names() {}

    static Arbitrary<String> workloads() {
        return Arbitraries.of(WORKLOADS);
    }

    static Arbitrary<String> namespaces() {
        return Arbitraries.of(NAMESPACES);
    }

    static Arbitrary<String> zones() {
        return Arbitraries.of(ZONES);
    }

    static Arbitrary<ServiceKey> serviceKeys() {
        return Combinators.combine(namespaces(), workloads()).as(ServiceKey::of);
    }

    static Arbitrary<ObjectKey> objectKeys() {
        return Combinators.combine(
                        namespaces(), workloads(), Arbitraries.integers().between(1, 5))
                .as((namespace, name, number) -> ObjectKey.of(namespace, name + "-" + number));
    }

    /** Labels of pods, or the part of them that a selector asks for. */
    static Arbitrary<SortedMap<String, String>> labels() {
        return Combinators.combine(workloads(), Choices.seldom(Arbitraries.of(TIERS)))
                .as((app, tier) -> {
                    SortedMap<String, String> labels = new TreeMap<>();
                    labels.put("app", app);
                    tier.ifPresent(value -> labels.put("tier", value));
                    return labels;
                });
    }
}
