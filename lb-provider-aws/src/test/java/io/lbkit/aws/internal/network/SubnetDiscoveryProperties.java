package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.schema.SubnetMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SubnetDiscoveryProperties {
    @Provide
    Arbitrary<List<Subnet>> subnets() {
        return Combinators.combine(
                        Arbitraries.of("a", "b", "c"),
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.of("1", "", "no", "none"),
                        Arbitraries.of(Subnets.OURS, Subnets.OTHERS, "Name"),
                        Arbitraries.longs().between(5, 10),
                        Arbitraries.of(true, false))
                .as((zone, number, role, tag, free, ipv6) -> {
                    Map<String, String> tags = new TreeMap<>(Map.of(tag, "owned"));
                    if (!role.equals("none")) {
                        tags.put(Subnets.INTERNAL, role);
                    }
                    Subnet subnet = Subnets.withFree(Subnets.of(zone + number, number, tags), free);
                    return ipv6 ? subnet : Subnets.withoutIpv6(subnet);
                })
                .list()
                .ofMaxSize(8)
                .uniqueElements(Subnet::id);
    }

    /** Tries every subnet of a zone against every other one, instead of going through them once. */
    private static boolean isChosen(Subnet subnet, List<Subnet> all, boolean dualstack) {
        if (!fits(subnet, dualstack)) {
            return false;
        }
        Comparator<Subnet> order = Comparator.comparing(
                        (Subnet each) -> each.tags().containsKey(Subnets.OURS) ? 0 : 1)
                .thenComparing(Subnet::id);
        return all.stream()
                .filter(other -> other.availabilityZone().equals(subnet.availabilityZone()))
                .filter(other -> fits(other, dualstack))
                .noneMatch(other -> order.compare(other, subnet) < 0);
    }

    private static boolean fits(Subnet subnet, boolean dualstack) {
        String role = subnet.tags().get(Subnets.INTERNAL);
        return role != null
                && !role.equals("no")
                && !subnet.tags().containsKey(Subnets.OTHERS)
                && subnet.availableIpAddressCount().orElseThrow() >= 8
                && (!dualstack || !subnet.ipv6Cidrs().isEmpty());
    }

    @Property
    void choosesTheBestOfEachZone(@ForAll("subnets") List<Subnet> subnets, @ForAll boolean dualstack) {
        AwsFacts facts = AwsFacts.builder()
                .vpc(new Vpc("vpc-1", List.of()))
                .subnets(subnets)
                .build();
        Situation situation = dualstack ? Situation.in(facts).dualstack() : Situation.in(facts);
        List<String> expected = new ArrayList<>();
        subnets.stream()
                .filter(subnet -> isChosen(subnet, subnets, dualstack))
                .map(Subnet::id)
                .sorted()
                .forEach(expected::add);
        assertThat(situation.mappings().stream().map(SubnetMapping::subnetId).toList())
                .isEqualTo(expected);
        assertThat(situation.errors().isEmpty()).isEqualTo(!expected.isEmpty());
    }
}
