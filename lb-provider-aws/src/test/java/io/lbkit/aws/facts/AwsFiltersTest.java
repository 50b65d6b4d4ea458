package io.lbkit.aws.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.FilterQuestion;
import io.lbkit.model.net.FilterStage;
import io.lbkit.model.net.FilterVerdict;
import io.lbkit.model.net.FilterVerdict.Outcome;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AwsFiltersTest {
    private static final NetworkInterface TARGET = eni("eni-t", "10.0.1.9", "subnet-1", "sg-t");

    private static NetworkInterface eni(String id, String address, String subnet, String group) {
        return new NetworkInterface(
                id,
                Optional.empty(),
                Optional.empty(),
                Optional.of(subnet),
                List.of(group),
                List.of(IpAddress.parse(address)),
                List.of());
    }

    private static AclEntry entry(long number, boolean egress, String protocol, boolean allow, String cidr) {
        return new AclEntry(
                number, egress, protocol, allow, Optional.of(Cidr.parse(cidr)), Optional.empty(), Optional.empty());
    }

    private static AwsFacts.Builder facts(IngressPermission.Source... admitted) {
        List<IngressPermission> rules = List.of(admitted).stream()
                .map(source -> new IngressPermission("tcp", 80, 81, source))
                .toList();
        return AwsFacts.builder()
                .addSubnet(new Subnet(
                        "subnet-1",
                        "a",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Cidr.parse("10.0.1.0/24")),
                        List.of(),
                        Optional.empty(),
                        new TreeMap<>()))
                .addSecurityGroup(new SecurityGroup("sg-t", "t", new TreeMap<>(), rules, List.of()))
                .addNetworkInterface(eni("eni-s", "10.0.1.5", "subnet-1", "sg-s"));
    }

    private static AwsFacts.Builder openNetwork(AwsFacts.Builder facts) {
        return facts.addNetworkAcl(new NetworkAcl(
                        "acl-1", List.of("subnet-1"), List.of(entry(100, false, "-1", true, "0.0.0.0/0"))))
                .addRouteTable(
                        new RouteTable("rtb-1", true, List.of(), List.of(new Route("0.0.0.0/0", "igw-1", false))));
    }

    private static FilterVerdict verdict(AwsFacts.Builder facts, String source, int port) {
        IpAddress address = IpAddress.parse(source);
        return FilterStage.verdict(
                new AwsFilters(facts.build()).stages(address, TARGET), new FilterQuestion(address, Protocol.TCP, port));
    }

    private static IngressPermission.Range range(String cidr) {
        return new IngressPermission.Range(Cidr.parse(cidr));
    }

    @Test
    @DisplayName("security groups admit ranges, members of groups and prefix lists, port by port")
    void securityGroups() {
        assertThat(verdict(facts(range("10.0.0.0/8")), "10.0.1.7", 81).outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(verdict(facts(range("10.0.0.0/8")), "10.0.1.7", 82))
                .isEqualTo(new FilterVerdict(Outcome.DENY, "security groups [sg-t]: no rule is about it"));
        assertThat(verdict(facts(new IngressPermission.Group("sg-s")), "10.0.1.5", 80)
                        .outcome())
                .isEqualTo(Outcome.ALLOW);
        assertThat(verdict(facts(new IngressPermission.Group("sg-x")), "10.0.1.5", 80)
                        .outcome())
                .isEqualTo(Outcome.DENY);
        assertThat(verdict(facts(new IngressPermission.Group("sg-s")), "10.0.1.6", 80)
                        .outcome())
                .isEqualTo(Outcome.UNKNOWN);
        AwsFacts.Builder list = facts(new IngressPermission.PrefixList("pl-1"));
        assertThat(verdict(list, "10.0.1.6", 80).outcome()).isEqualTo(Outcome.UNKNOWN);
        list.addPrefixList(new ManagedPrefixList("pl-1", Optional.empty(), List.of(Cidr.parse("10.0.1.6/32"))));
        assertThat(verdict(list, "10.0.1.6", 80).outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    @DisplayName("another subnet: the network ACL and the route back count, and without them nothing is known")
    void network() {
        AwsFacts.Builder open = facts(range("0.0.0.0/0"));
        assertThat(verdict(open, "8.8.8.8", 80).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(verdict(openNetwork(open), "8.8.8.8", 80).outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    @DisplayName("the lowest rule of an ACL decides, rules for leaving packets do not count")
    void aclOrder() {
        AwsFacts.Builder facts = facts(range("0.0.0.0/0"))
                .addNetworkAcl(new NetworkAcl(
                        "acl-1",
                        List.of("subnet-1"),
                        List.of(
                                entry(200, false, "-1", true, "0.0.0.0/0"),
                                entry(100, false, "6", false, "8.0.0.0/8"),
                                entry(90, false, "17", true, "8.0.0.0/8"),
                                entry(50, true, "-1", true, "0.0.0.0/0"))))
                .addRouteTable(
                        new RouteTable("rtb-1", true, List.of(), List.of(new Route("0.0.0.0/0", "igw-1", false))));
        assertThat(verdict(facts, "8.8.8.8", 80)).isEqualTo(new FilterVerdict(Outcome.DENY, "acl-1: rule 100"));
        assertThat(verdict(facts, "9.9.9.9", 80).outcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    @DisplayName("the most special route decides; a black hole and no route are no way back")
    void routes() {
        AwsFacts.Builder facts = facts(range("0.0.0.0/0"))
                .addNetworkAcl(new NetworkAcl(
                        "acl-1", List.of("subnet-1"), List.of(entry(100, false, "-1", true, "0.0.0.0/0"))))
                .addRouteTable(new RouteTable(
                        "rtb-1",
                        false,
                        List.of("subnet-1"),
                        List.of(new Route("8.0.0.0/8", "pcx-1", false), new Route("8.8.0.0/16", "pcx-2", true))));
        assertThat(verdict(facts, "8.1.1.1", 80).outcome()).isEqualTo(Outcome.ALLOW);
        assertThat(verdict(facts, "8.8.8.8", 80))
                .isEqualTo(new FilterVerdict(Outcome.DENY, "rtb-1: the route to 8.8.0.0/16"));
        assertThat(verdict(facts, "9.9.9.9", 80).outcome()).isEqualTo(Outcome.DENY);
    }
}
