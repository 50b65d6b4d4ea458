package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.ElasticIp;
import io.lbkit.aws.facts.FeatureGate;
import io.lbkit.aws.facts.Route;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SubnetResolutionTest {
    private static final Map<String, String> ROLE = Map.of(Subnets.INTERNAL, "1");
    private static final Subnet A = Subnets.of("a", 1, ROLE);
    private static final Subnet B = Subnets.of("b", 2, ROLE);
    private static final Subnet C = Subnets.of("c", 3, ROLE);

    private static AwsFacts.Builder vpc(Subnet... subnets) {
        return AwsFacts.builder().vpc(new Vpc("vpc-1", List.of())).subnets(List.of(subnets));
    }

    private static List<String> ids(Situation situation) {
        return situation.mappings().stream().map(SubnetMapping::subnetId).toList();
    }

    private static ControllerOptions without(FeatureGate gate) {
        TreeSet<FeatureGate> gates = new TreeSet<>(FeatureGate.onByDefault());
        gates.remove(gate);
        return ControllerOptions.builder().featureGates(gates).build();
    }

    private static SubnetMapping mapping(String id, String eip, String ipv4, String ipv6, String prefix) {
        return new SubnetMapping(id, text(eip), text(ipv4), text(ipv6), text(prefix));
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(given -> !given.isEmpty());
    }

    @Test
    @DisplayName("subnets are found by the tag of the scheme with the value 1 or none, sorted by id")
    void byTag() {
        AwsFacts facts = vpc(
                        B,
                        A,
                        Subnets.of("c", 3, Map.of(Subnets.INTERNAL, "")),
                        Subnets.of("d", 4, Map.of(Subnets.INTERNAL, "yes")),
                        Subnets.of("e", 5, Map.of(Subnets.PUBLIC, "1")))
                .build();
        assertThat(ids(Situation.in(facts))).containsExactly("subnet-a", "subnet-b", "subnet-c");
        assertThat(ids(Situation.in(facts).internetFacing())).containsExactly("subnet-e");
    }

    @Test
    @DisplayName("one subnet a zone: the one with the tag of the cluster, else the lowest id")
    void onePerZone() {
        Subnet a2 = Subnets.of("a2", 4, ROLE);
        Subnet a3 = Subnets.of("a3", 5, Map.of(Subnets.INTERNAL, "1", Subnets.OURS, "owned"));
        Subnet a4 = Subnets.of("a4", 6, Map.of(Subnets.INTERNAL, "1", Subnets.OURS, "shared"));
        assertThat(ids(Situation.in(vpc(a2, A)))).containsExactly("subnet-a");
        assertThat(ids(Situation.in(vpc(a4, a2, a3, A)))).containsExactly("subnet-a3");
    }

    @Test
    @DisplayName("no suitable subnet: one error that says of each subnet why it is out")
    void verdicts() {
        Situation situation = Situation.in(vpc(
                        Subnets.of("a", 1, Map.of(Subnets.INTERNAL, "1", Subnets.OTHERS, "owned")),
                        Subnets.withFree(B, 7),
                        Subnets.withoutIpv6(C),
                        Subnets.of("d", 4, Map.of())))
                .dualstack();
        assertThat(ids(situation)).isEmpty();
        assertThat(situation.errors())
                .containsExactly("subnet-resolution subnets: No subnet suits the internal "
                        + "load balancer; looked at 4: subnet-a in za is tagged for other clusters alone; subnet-b in zb "
                        + "has 7 free addresses, and 8 are needed; subnet-c in zc has no IPv6 range; subnet-d in zd has "
                        + "no tag kubernetes.io/role/internal-elb with an empty value or 1.");
    }

    @Test
    @DisplayName("a VPC without subnets is an error too")
    void noSubnets() {
        Situation situation = Situation.in(vpc());
        assertThat(ids(situation)).isEmpty();
        assertThat(situation.errors()).singleElement().asString().contains("the VPC has none");
    }

    @Test
    @DisplayName("eight free addresses suffice, and unknown ones do")
    void freeAddresses() {
        Subnet unknown = new Subnet(
                "subnet-c", "zc", Optional.empty(), Optional.empty(), C.cidr(), List.of(), Optional.empty(), C.tags());
        assertThat(ids(Situation.in(vpc(A, Subnets.withFree(B, 8), unknown))))
                .containsExactly("subnet-a", "subnet-b", "subnet-c");
    }

    @Test
    @DisplayName("the tags of other clusters do not count if the gate is off")
    void clusterTagGate() {
        Subnet others = Subnets.of("a", 1, Map.of(Subnets.INTERNAL, "1", Subnets.OTHERS, "owned"));
        assertThat(ids(Situation.in(vpc(others, B).controller(without(FeatureGate.SUBNETS_CLUSTER_TAG_CHECK)))))
                .containsExactly("subnet-a", "subnet-b");
        Subnet both =
                Subnets.of("a", 1, Map.of(Subnets.INTERNAL, "1", Subnets.OTHERS, "owned", Subnets.OURS, "shared"));
        assertThat(ids(Situation.in(vpc(both)))).containsExactly("subnet-a");
    }

    @Test
    @DisplayName("where no subnet is tagged, routes to the internet tell public subnets from private ones")
    void reachability() {
        Route out = new Route("0.0.0.0/0", "igw-1", false);
        AwsFacts.Builder facts = vpc(Subnets.of("a", 1, Map.of()), Subnets.of("b", 2, Map.of()))
                .addRouteTable(
                        new RouteTable("rtb-main", true, List.of(), List.of(new Route("0.0.0.0/0", "nat-1", false))))
                .addRouteTable(new RouteTable("rtb-public", false, List.of("subnet-b"), List.of(out)));
        assertThat(ids(Situation.in(facts))).containsExactly("subnet-a");
        assertThat(ids(Situation.in(facts).internetFacing())).containsExactly("subnet-b");
        Situation gateOff = Situation.in(facts.controller(without(FeatureGate.SUBNET_DISCOVERY_BY_REACHABILITY)));
        assertThat(ids(gateOff)).isEmpty();
        assertThat(gateOff.errors()).singleElement().asString().contains("subnet-a in za has no tag");
    }

    @Test
    @DisplayName("a zone whose subnets are all unsuitable is told")
    void lostZone() {
        Situation situation = Situation.in(vpc(A, Subnets.withFree(B, 3)));
        assertThat(ids(situation)).containsExactly("subnet-a");
        assertThat(situation.texts(Severity.INFO))
                .containsExactly(
                        "subnet-resolution subnets: The load balancer has no subnet in zone zb: subnet-b in zb "
                                + "has 3 free addresses, and 8 are needed.");
        assertThat(situation.errors()).isEmpty();
    }

    @Test
    @DisplayName("zones of different kinds are refused, discovered or listed")
    void uniform() {
        Subnet local = Subnets.ofKind(B, Optional.of("local-zone"), Optional.empty());
        Subnet outpost = Subnets.ofKind(C, Optional.empty(), Optional.of("arn:outpost"));
        Situation discovered = Situation.in(vpc(A, local, outpost));
        discovered.mappings();
        assertThat(discovered.errors())
                .singleElement()
                .asString()
                .contains("{availability-zone=[subnet-a], local-zone=[subnet-b], outpost=[subnet-c]}");
        Situation listed = Situation.in(vpc(A, local)).with(AwsAnnotation.SUBNETS, "subnet-b,subnet-a");
        listed.mappings();
        assertThat(listed.errors()).singleElement().asString().contains("'subnet-b,subnet-a'");
        assertThat(ids(Situation.in(vpc(local)))).containsExactly("subnet-b");
    }

    @Test
    @DisplayName(
            "listed subnets keep their order, need no tag and no free addresses; a repeated name stands for the next")
    void listed() {
        Subnet named = Subnets.of("a", 1, Map.of("Name", "private"));
        Subnet also = Subnets.withFree(Subnets.of("b", 2, Map.of("Name", "private")), 0);
        Situation situation =
                Situation.in(vpc(also, named, C)).with(AwsAnnotation.SUBNETS, "subnet-c, private, private");
        assertThat(ids(situation)).containsExactly("subnet-c", "subnet-a", "subnet-b");
        assertThat(situation.errors()).isEmpty();
    }

    @Test
    @DisplayName("a listed subnet that is missing, shares its zone or lacks IPv6 is an error")
    void badList() {
        Subnet a2 = Subnets.withoutIpv6(Subnets.of("a2", 4, Map.of("Name", "x")));
        Situation situation =
                Situation.in(vpc(A, a2)).dualstack().with(AwsAnnotation.SUBNETS, "subnet-a,subnet-a2,subnet-none,x");
        situation.mappings();
        assertThat(situation.errors())
                .containsExactlyInAnyOrder(
                        "missing-resource subnets: The value 'subnet-none' cannot be used: the VPC vpc-1 has no subnet of "
                                + "this id.",
                        "missing-resource subnets: The value 'x' cannot be used: the VPC vpc-1 has no further subnet whose "
                                + "tag Name has this value.",
                        "subnet-resolution subnets: The value 'subnet-a2' cannot be used: a load balancer has one subnet in "
                                + "a zone, and subnet-a is in za too.",
                        "subnet-resolution subnets: The value 'subnet-a2' cannot be used: a dualstack load balancer needs "
                                + "an IPv6 range in each of its subnets.");
    }

    @Test
    @DisplayName("elastic IPs go to the subnets in their order")
    void elasticIps() {
        Situation situation = Situation.in(vpc(A, B)
                        .addElasticIp(new ElasticIp("eip-1", Optional.empty(), Optional.empty()))
                        .addElasticIp(new ElasticIp("eip-2", Optional.empty(), Optional.empty())))
                .internetFacing()
                .with(AwsAnnotation.SUBNETS, "subnet-b,subnet-a")
                .with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1,eip-2");
        assertThat(situation.mappings())
                .containsExactly(mapping("subnet-b", "eip-1", "", "", ""), mapping("subnet-a", "eip-2", "", "", ""));
        assertThat(situation.errors()).isEmpty();
        situation.with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1,eip-9").mappings();
        assertThat(situation.errors())
                .singleElement()
                .asString()
                .contains("missing-resource")
                .contains("'eip-9'");
        situation.with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1").mappings();
        assertThat(situation.errors())
                .containsExactly(
                        "invalid-annotation eip-allocations: The value 'eip-1' cannot be used: there are 1 for the "
                                + "2 subnets subnet-b, subnet-a.");
        situation.with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1,eip-1").mappings();
        assertThat(situation.errors()).singleElement().asString().contains("it is listed twice");
    }

    @Test
    @DisplayName(
            "elastic IPs need an internet-facing load balancer, private addresses an internal one, IPv6 a dualstack one")
    void contradictions() {
        Situation internal = Situation.in(vpc(A)).with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1");
        internal.mappings();
        assertThat(internal.errors())
                .containsExactly(
                        "conflicting-configuration eip-allocations: The value 'eip-1' cannot be used: an internal "
                                + "load balancer has no elastic IPs.");
        Situation facing = Situation.in(vpc(A))
                .internetFacing()
                .with(AwsAnnotation.SUBNETS, "subnet-a")
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.9")
                .with(AwsAnnotation.IPV6_ADDRESSES, "2001:db8:0:1::9");
        facing.mappings();
        assertThat(facing.errors())
                .containsExactlyInAnyOrder(
                        "conflicting-configuration private-ipv4-addresses: The value '10.0.1.9' cannot be used: an "
                                + "internet-facing load balancer does not let its private addresses be chosen.",
                        "conflicting-configuration ipv6-addresses: The value '2001:db8:0:1::9' cannot be used: the load "
                                + "balancer is not dualstack.");
    }

    @Test
    @DisplayName("private and IPv6 addresses go to the subnets that hold them, in whatever order")
    void addresses() {
        Situation situation = Situation.in(vpc(A, B))
                .dualstack()
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.2.9,10.0.1.9")
                .with(AwsAnnotation.IPV6_ADDRESSES, "2001:db8:0:2::9,2001:db8:0:1::9");
        assertThat(situation.mappings())
                .containsExactly(
                        mapping("subnet-a", "", "10.0.1.9", "2001:db8:0:1::9", ""),
                        mapping("subnet-b", "", "10.0.2.9", "2001:db8:0:2::9", ""));
        assertThat(situation.errors()).isEmpty();
        situation
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.9,10.0.1.8")
                .mappings();
        assertThat(situation.errors())
                .singleElement()
                .asString()
                .contains("the subnet subnet-a has the address 10.0.1.9");
        situation
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.9,2001:db8:0:2::8")
                .mappings();
        assertThat(situation.errors())
                .singleElement()
                .asString()
                .contains("it is no IPv4 address in one of the subnets");
        situation
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.9,nonsense")
                .mappings();
        assertThat(situation.errors()).singleElement().asString().contains("'nonsense'");
    }

    @Test
    @DisplayName("prefixes for source NAT: chosen ones by position, else assigned ones")
    void prefixes() {
        Situation situation = Situation.in(vpc(A, B)).dualstack().natPrefix();
        assertThat(situation.mappings())
                .containsExactly(
                        mapping("subnet-a", "", "", "", "auto_assigned"),
                        mapping("subnet-b", "", "", "", "auto_assigned"));
        situation.with(AwsAnnotation.SOURCE_NAT_IPV6_PREFIXES, "2001:db8:0:1:5::/80,auto_assigned");
        assertThat(situation.mappings())
                .containsExactly(
                        mapping("subnet-a", "", "", "", "2001:db8:0:1:5::/80"),
                        mapping("subnet-b", "", "", "", "auto_assigned"));
        assertThat(situation.errors()).isEmpty();
        for (String bad : List.of("2001:db8:0:2:5::/80", "2001:db8:0:1::/64", "2001:db8:0:1:5:5::/96", "x")) {
            situation
                    .with(AwsAnnotation.SOURCE_NAT_IPV6_PREFIXES, bad + ",auto_assigned")
                    .mappings();
            assertThat(situation.errors()).singleElement().asString().contains("'" + bad + "'");
        }
    }

    @Test
    @DisplayName("prefixes for source NAT need the switch, and the switch needs dualstack")
    void prefixContradictions() {
        Situation off = Situation.in(vpc(A)).dualstack().with(AwsAnnotation.SOURCE_NAT_IPV6_PREFIXES, "auto_assigned");
        off.mappings();
        assertThat(off.errors()).singleElement().asString().contains("source NAT by prefix is off");
        Situation ipv4 = Situation.in(vpc(A)).natPrefix().with(AwsAnnotation.PREFIX_FOR_IPV6_SOURCE_NAT, "on");
        ipv4.mappings();
        assertThat(ipv4.errors())
                .containsExactly(
                        "conflicting-configuration enable-prefix-for-ipv6-source-nat: The value 'on' cannot be "
                                + "used: source NAT of IPv6 needs a dualstack load balancer.");
    }

    @Test
    @DisplayName("a load balancer keeps its subnets and addresses, and a further zone is told")
    void kept() {
        SubnetMapping present = mapping("subnet-b", "", "10.0.2.9", "2001:db8:0:2::9", "2001:db8:0:2:7::/80");
        Situation situation =
                Situation.in(vpc(A, B, C)).dualstack().natPrefix().has(present, SubnetMapping.of("subnet-a"));
        assertThat(situation.mappings()).containsExactly(mapping("subnet-a", "", "", "", "auto_assigned"), present);
        assertThat(situation.errors()).isEmpty();
        assertThat(situation.texts(Severity.INFO))
                .containsExactly(
                        "subnet-resolution subnets: Zone zc has the suitable subnet subnet-c, and the load balancer "
                                + "keeps the subnets that it was made with.");
    }

    @Test
    @DisplayName("without dualstack and prefix the IPv6 parts go")
    void shrinks() {
        Situation situation =
                Situation.in(vpc(A)).has(mapping("subnet-a", "", "10.0.1.9", "2001:db8:0:1::9", "auto_assigned"));
        assertThat(situation.mappings()).containsExactly(mapping("subnet-a", "", "10.0.1.9", "", ""));
    }

    @Test
    @DisplayName("another address or another subnet in an enabled zone is refused, a further zone is not")
    void refusedChanges() {
        Subnet a2 = Subnets.of("a2", 4, Map.of());
        Situation situation = Situation.in(vpc(A, a2, B))
                .has(mapping("subnet-a", "", "10.0.1.9", "", ""))
                .with(AwsAnnotation.SUBNETS, "subnet-a,subnet-b")
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.9,10.0.2.9");
        assertThat(situation.mappings())
                .containsExactly(
                        mapping("subnet-a", "", "10.0.1.9", "", ""), mapping("subnet-b", "", "10.0.2.9", "", ""));
        assertThat(situation.errors()).isEmpty();
        situation
                .with(AwsAnnotation.PRIVATE_IPV4_ADDRESSES, "10.0.1.8,10.0.2.9")
                .mappings();
        assertThat(situation.errors())
                .containsExactly(
                        "unsupported-configuration private-ipv4-addresses: The value '10.0.1.8' cannot be used: the "
                                + "address in the subnet subnet-a is 10.0.1.9 and cannot change while its zone is enabled.");
        Situation swap = Situation.in(vpc(A, a2, B))
                .has(SubnetMapping.of("subnet-a"))
                .with(AwsAnnotation.SUBNETS, "subnet-a2,subnet-b");
        swap.mappings();
        assertThat(swap.errors())
                .containsExactly(
                        "subnet-resolution subnets: The value 'subnet-a2' cannot be used: the load balancer has the "
                                + "subnet subnet-a in zone za, and AWS refuses another one while the zone is enabled.");
    }

    @Test
    @DisplayName("an elastic IP cannot come later, an IPv6 address can with dualstack")
    void laterAddresses() {
        Situation eip = Situation.in(vpc(A))
                .internetFacing()
                .has(SubnetMapping.of("subnet-a"))
                .with(AwsAnnotation.EIP_ALLOCATIONS, "eip-1");
        eip.mappings();
        assertThat(eip.errors()).singleElement().asString().contains("is one that AWS chose and cannot change");
        Situation ipv6 = Situation.in(vpc(A))
                .has(SubnetMapping.of("subnet-a"))
                .dualstack()
                .with(AwsAnnotation.IPV6_ADDRESSES, "2001:db8:0:1::9");
        assertThat(ipv6.mappings()).containsExactly(mapping("subnet-a", "", "", "2001:db8:0:1::9", ""));
        assertThat(ipv6.errors()).isEmpty();
    }
}
