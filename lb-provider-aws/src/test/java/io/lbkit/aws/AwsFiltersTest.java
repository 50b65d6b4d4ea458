package io.lbkit.aws;

import static io.lbkit.model.filter.FilterVerdict.ADMITTED;
import static io.lbkit.model.filter.FilterVerdict.REFUSED;
import static io.lbkit.model.filter.FilterVerdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AclEntry;
import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ManagedPrefixList;
import io.lbkit.aws.facts.NetworkAcl;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Route;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.filter.FilterAnswer;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what stands between a sender and a target in a VPC")
class AwsFiltersTest {
    private static final IpAddress TARGET = IpAddress.parse("10.0.2.10");
    private static final Sender LOAD_BALANCER =
            Sender.loadBalancer(IpAddress.parse("10.0.1.5"), List.of("sg-front", "sg-shared"));
    private static final Sender CLIENT = Sender.at(IpAddress.parse("203.0.113.7"));

    private final List<IngressPermission> ingress = new ArrayList<>();
    private final List<AclEntry> front = new ArrayList<>(List.of(all(100, false), all(100, true)));
    private final List<AclEntry> back = new ArrayList<>(List.of(all(100, false), all(100, true)));
    private final List<Route> routes = new ArrayList<>(List.of(new Route("10.0.0.0/16", "local", false)));
    private final AwsFacts.Builder facts = AwsFacts.builder()
            .vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"))))
            .addSubnets(subnet("subnet-front", "10.0.1.0/24"), subnet("subnet-back", "10.0.2.0/24"));

    private static Subnet subnet(String id, String cidr) {
        return new Subnet(
                id,
                "eu-west-1a",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Cidr.parse(cidr)),
                List.of(),
                Optional.empty(),
                new TreeMap<>());
    }

    private static AclEntry all(long number, boolean egress) {
        return entry(number, egress, "-1", true, "0.0.0.0/0", 0, 65_535);
    }

    private static AclEntry entry(
            long number, boolean egress, String protocol, boolean allow, String cidr, long from, long to) {
        return new AclEntry(
                number, egress, protocol, allow, Optional.of(Cidr.parse(cidr)), Optional.of(from), Optional.of(to));
    }

    private static IngressPermission tcp(int port, IngressPermission.Source source) {
        return new IngressPermission("tcp", port, port, source);
    }

    private static IngressPermission.Source range(String cidr) {
        return new IngressPermission.Range(Cidr.parse(cidr));
    }

    private void target(String... groups) {
        facts.addNetworkInterface(new NetworkInterface(
                "eni-t",
                Optional.of("i-1"),
                Optional.of(0L),
                Optional.of("subnet-back"),
                Arrays.asList(groups),
                List.of(TARGET),
                List.of()));
    }

    private FilterAnswer ask(Sender sender) {
        return ask(sender, Protocol.TCP, 8080);
    }

    private FilterAnswer ask(Sender sender, Protocol protocol, int port) {
        if (facts.build().networkInterfaces().isEmpty()) {
            target("sg-node");
        }
        AwsFacts known = AwsFacts.builder()
                .from(facts.build())
                .addSecurityGroup(
                        new SecurityGroup("sg-node", "nodes", new TreeMap<>(), Optional.of(ingress), Optional.empty()))
                .addNetworkAcls(
                        new NetworkAcl("acl-front", List.of("subnet-front"), front),
                        new NetworkAcl("acl-back", List.of("subnet-back"), back))
                .addRouteTable(new RouteTable("rtb-main", true, List.of(), routes))
                .build();
        return AwsFilters.between(known, sender, TARGET, protocol, port).answer();
    }

    @Test
    @DisplayName("a rule for a group of the load balancer admits it, also with the address of a client")
    void groupSource() {
        ingress.add(tcp(8080, new IngressPermission.Group("sg-shared")));

        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(Sender.loadBalancer(CLIENT.address(), List.of("sg-shared")))
                        .verdict())
                .isEqualTo(ADMITTED);
        assertThat(ask(CLIENT).verdict()).isEqualTo(REFUSED);
        assertThat(ask(Sender.loadBalancer(LOAD_BALANCER.address(), List.of())).verdict())
                .isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("groups of a sender in the VPC are those of its interface, and unknown where none is known")
    void groupsOfInterface() {
        ingress.add(tcp(8080, new IngressPermission.Group("sg-peer")));
        target("sg-node");
        Sender peer = Sender.at(IpAddress.parse("10.0.2.77"));

        assertThat(ask(peer).verdict()).isEqualTo(UNDECIDED);

        facts.addNetworkInterface(new NetworkInterface(
                "eni-p",
                Optional.empty(),
                Optional.empty(),
                Optional.of("subnet-back"),
                List.of("sg-peer"),
                List.of(peer.address()),
                List.of()));
        assertThat(ask(peer).verdict()).isEqualTo(ADMITTED);
    }

    @Test
    @DisplayName("a port, a protocol or a range that no rule is about is refused, and the answer names the filter")
    void refusedByGroup() {
        ingress.add(tcp(8080, range("203.0.113.0/24")));
        ingress.add(new IngressPermission("icmp", 3, 4, range("0.0.0.0/0")));

        assertThat(ask(CLIENT).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(CLIENT, Protocol.UDP, 8080).verdict()).isEqualTo(REFUSED);
        assertThat(ask(CLIENT, Protocol.TCP, 8081))
                .isEqualTo(new FilterAnswer(
                        REFUSED, "security groups sg-node of eni-t", "no rule is about TCP 8081 and 203.0.113.7/32"));
        assertThat(ask(Sender.at(IpAddress.parse("198.51.100.1"))).verdict()).isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("rules of every protocol, of a protocol number and of every port")
    void wideRules() {
        ingress.add(new IngressPermission("-1", -1, -1, range("203.0.113.7/32")));
        ingress.add(new IngressPermission("17", 53, 53, range("198.51.100.0/24")));
        ingress.add(new IngressPermission("tcp", -1, -1, range("192.0.2.0/24")));
        Sender resolver = Sender.at(IpAddress.parse("198.51.100.1"));

        assertThat(ask(CLIENT, Protocol.SCTP, 7).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(resolver, Protocol.UDP, 53).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(resolver, Protocol.TCP, 53).verdict()).isEqualTo(REFUSED);
        assertThat(ask(Sender.at(IpAddress.parse("192.0.2.1")), Protocol.TCP, 9).verdict())
                .isEqualTo(ADMITTED);
    }

    @Test
    @DisplayName("a prefix list that is not known leaves the question open")
    void prefixLists() {
        ingress.add(tcp(8080, new IngressPermission.PrefixList("pl-office")));

        assertThat(ask(CLIENT).verdict()).isEqualTo(UNDECIDED);

        facts.addPrefixList(new ManagedPrefixList("pl-office", Optional.of(5L), List.of(Cidr.parse("203.0.113.0/24"))));
        assertThat(ask(CLIENT).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(Sender.at(IpAddress.parse("192.0.2.1"))).verdict()).isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("one of several groups admits; one that is not known leaves the question open")
    void severalGroups() {
        target("sg-node", "sg-other");

        assertThat(ask(CLIENT).verdict()).isEqualTo(UNDECIDED);

        ingress.add(tcp(8080, range("0.0.0.0/0")));
        assertThat(ask(CLIENT).verdict()).isEqualTo(ADMITTED);
    }

    @Test
    @DisplayName("the lowest number of a network ACL decides")
    void aclOrder() {
        ingress.add(tcp(8080, range("0.0.0.0/0")));
        back.add(entry(50, false, "6", false, "203.0.113.0/24", 8080, 8080));

        assertThat(ask(CLIENT))
                .isEqualTo(new FilterAnswer(
                        REFUSED,
                        "network ACL acl-back of subnet-back, inbound",
                        "rule 50 is the first rule about TCP 8080 and 203.0.113.7/32"));

        back.add(entry(40, false, "6", true, "203.0.113.7/32", 8080, 8080));
        assertThat(ask(CLIENT).verdict()).isEqualTo(ADMITTED);
    }

    @Test
    @DisplayName("a network ACL that keeps back answers is found, on both sides")
    void answers() {
        ingress.add(tcp(8080, range("0.0.0.0/0")));
        back.add(entry(50, true, "6", false, "0.0.0.0/0", 1024, 65_535));
        assertThat(ask(CLIENT).stage()).isEqualTo("network ACL acl-back of subnet-back, outbound");

        back.clear();
        back.addAll(List.of(all(100, false), all(100, true)));
        front.add(entry(50, false, "6", false, "10.0.2.0/24", 0, 65_535));
        assertThat(ask(LOAD_BALANCER).stage()).isEqualTo("network ACL acl-front of subnet-front, inbound");
        assertThat(ask(CLIENT).verdict()).isEqualTo(ADMITTED);
    }

    @Test
    @DisplayName("answers that only some ports of clients get are not certain")
    void someAnswers() {
        ingress.add(tcp(8080, range("0.0.0.0/0")));
        back.add(entry(50, true, "6", false, "0.0.0.0/0", 1024, 32_767));

        assertThat(ask(CLIENT).verdict()).isEqualTo(UNDECIDED);
    }

    @Test
    @DisplayName("packets inside one subnet meet no network ACL")
    void sameSubnet() {
        ingress.add(tcp(8080, range("10.0.2.0/24")));
        back.clear();
        back.add(entry(100, false, "-1", false, "0.0.0.0/0", 0, 65_535));

        assertThat(ask(Sender.at(IpAddress.parse("10.0.2.77"))).verdict()).isEqualTo(ADMITTED);
        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("the longest prefix of the route table decides, and one that leads nowhere refuses")
    void routes() {
        ingress.add(tcp(8080, range("0.0.0.0/0")));
        routes.add(new Route("10.0.2.0/24", "eni-gone", true));

        assertThat(ask(LOAD_BALANCER))
                .isEqualTo(new FilterAnswer(
                        REFUSED,
                        "route table rtb-main of subnet-front",
                        "the route 10.0.2.0/24 to eni-gone is the first rule about TCP 8080 and 10.0.2.10/32"));

        routes.add(new Route("10.0.2.10/32", "eni-fw", false));
        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(ADMITTED);

        routes.clear();
        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(UNDECIDED);
        routes.add(new Route("10.9.0.0/16", "local", false));
        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(REFUSED);
        routes.add(new Route("pl-unknown", "tgw-1", false));
        assertThat(ask(LOAD_BALANCER).verdict()).isEqualTo(UNDECIDED);
    }

    @Test
    @DisplayName("what is not known is named")
    void missingFacts() {
        AwsFacts nothing = AwsFacts.builder().build();

        assertThat(AwsFilters.between(nothing, CLIENT, TARGET, Protocol.TCP, 80).answer())
                .isEqualTo(new FilterAnswer(
                        UNDECIDED, "network ACL of 10.0.2.10, which is in no known subnet", "its rules are not known"));
        assertThat(AwsFilters.between(facts.build(), LOAD_BALANCER, TARGET, Protocol.TCP, 80)
                        .steps())
                .extracting(step -> step.stage().name())
                .containsExactly(
                        "network ACL of subnet-front, which is not known",
                        "network ACL of subnet-front, which is not known",
                        "route table of subnet-front, which is not known",
                        "network ACL of subnet-back, which is not known",
                        "network ACL of subnet-back, which is not known",
                        "security groups of 10.0.2.10, which no known network interface holds");
    }
}
