package io.lbkit.aws.internal.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.ControllerOptions;
import io.lbkit.aws.facts.ManagedPrefixList;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.internal.request.AwsAnnotation;
import io.lbkit.aws.internal.request.AwsNames;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.finding.Severity;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SecurityGroupDesignTest {
    private static final ServicePort HTTP =
            ServicePort.builder().port(80).nodePort(30080).build();
    private static final String FRONTEND = "k8s-shop-web-";
    private static final String BACKEND = "k8s-traffic-demo-";

    private static AwsFacts.Builder vpc() {
        return AwsFacts.builder()
                .vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("2001:db8::/32"))))
                .addSubnet(Subnets.of("prv-a", 1, Map.of()))
                .addSecurityGroup(group("sg-nodes", Map.of(Subnets.OURS, "owned")))
                .addSecurityGroup(group("sg-own", Map.of("Name", "own")))
                .addNetworkInterface(primary("eni-a", "i-0a", "sg-nodes"))
                .addNetworkInterface(primary("eni-b", "i-0b", "sg-nodes"));
    }

    private static SecurityGroup group(String id, Map<String, String> tags) {
        return new SecurityGroup(id, id, new TreeMap<>(tags), Optional.of(List.of()), Optional.empty());
    }

    private static NetworkInterface primary(String id, String instance, String... groups) {
        return new NetworkInterface(
                id, Optional.of(instance), Optional.of(0L), Optional.empty(), List.of(groups), List.of(), List.of());
    }

    private static TargetGroupWish wish(String protocol, String check, boolean preserves, String... instances) {
        return wish(protocol, check, preserves, IpFamily.IPV4, Coverage.COMPLETE, instances);
    }

    private static TargetGroupWish wish(
            String protocol, String check, boolean preserves, IpFamily family, Coverage coverage, String... instances) {
        PortBackends backends = PortBackends.builder()
                .port(HTTP)
                .family(family)
                .mode(BackendMode.NODE_PORT)
                .coverage(coverage)
                .members(
                        MemberSet.of(List.of(instances).stream().map(Member::of).toList()))
                .build();
        return new TargetGroupWish(HTTP, protocol, BackendMode.NODE_PORT, family, check, preserves, false, backends);
    }

    private static TargetGroupWish tcp() {
        return wish("TCP", "traffic-port", true, "i-0a", "i-0b");
    }

    private static Optional<Resource> resource(SecurityGroups groups, String prefix) {
        return groups.resources().stream()
                .filter(resource -> resource.name().startsWith(prefix))
                .findFirst();
    }

    /** The rules of a resource as {@code PROTOCOL FROM-TO SOURCE}. */
    private static List<String> rules(SecurityGroups groups, String prefix) {
        List<String> texts = new ArrayList<>();
        IngressPermission.listOf(resource(groups, prefix)
                        .orElseThrow()
                        .get(AwsKinds.IP_PERMISSIONS)
                        .orElseThrow())
                .forEach(rule -> texts.add(
                        rule.protocol() + " " + rule.fromPort() + "-" + rule.toPort() + " " + source(rule.source())));
        return texts;
    }

    private static String source(IngressPermission.Source source) {
        if (source instanceof IngressPermission.Range range) {
            return range.range().toString();
        } else if (source instanceof IngressPermission.PrefixList list) {
            return list.id();
        } else if (source instanceof IngressPermission.Group group) {
            return group.id();
        } else if (source instanceof IngressPermission.GroupOfGraph group) {
            return group.group().name().startsWith(BACKEND) ? "backend" : "frontend";
        }
        throw new IllegalStateException(source.toString());
    }

    private static List<String> attached(SecurityGroups groups) {
        return groups.attached().stream()
                .map(value -> value instanceof SpecValue.Ref ref
                        ? ref.target().name().replaceAll("-[0-9a-f]{10}$", "-")
                        : String.valueOf(value.toPlain()))
                .toList();
    }

    @Test
    @DisplayName("a frontend group for clients, the shared group of the cluster, and rules in the groups of targets")
    void managed() {
        Situation situation = Situation.in(vpc());
        SecurityGroups groups = situation.groups(tcp());
        assertThat(attached(groups)).containsExactly(FRONTEND, BACKEND);
        assertThat(rules(groups, FRONTEND)).containsExactly("tcp 80-80 0.0.0.0/0");
        assertThat(rules(groups, "sg-nodes")).containsExactly("tcp 30080-30080 backend");
        Resource backend = resource(groups, BACKEND).orElseThrow();
        assertThat(backend.get(AwsKinds.IP_PERMISSIONS)).isEmpty();
        assertThat(backend.owners()).containsExactly(Owner.ofCluster("demo"));
        assertThat(backend.get(AwsKinds.TAGS).orElseThrow())
                .containsOnly(
                        Map.entry("elbv2.k8s.aws/cluster", "demo"), Map.entry("elbv2.k8s.aws/resource", "backend-sg"));
        Resource rules = resource(groups, "sg-nodes").orElseThrow();
        assertThat(rules.owners()).containsExactly(Owner.ofCluster("demo"));
        assertThat(rules.get(AwsKinds.GROUP_ID)).contains("sg-nodes");
        assertThat(situation.texts(Severity.ERROR)).isEmpty();
        assertThat(situation.texts(Severity.WARNING)).isEmpty();
    }

    @Test
    @DisplayName("ranges are canonical and each counts once; IPv6 ones need dualstack")
    void ranges() {
        assertThat(rules(
                        Situation.in(vpc())
                                .admitting("1.2.3.4/19", "1.2.0.0/19", "9.9.9.9/32")
                                .groups(),
                        FRONTEND))
                .containsExactly("tcp 80-80 1.2.0.0/19", "tcp 80-80 9.9.9.9/32");
        Situation ipv4 = Situation.in(vpc()).admitting("2001:db8::/32");
        ipv4.groups();
        assertThat(ipv4.errors())
                .containsExactly(
                        "unsupported-configuration spec.loadBalancerSourceRanges: The value '2001:db8::/32' cannot "
                                + "be used: an IPv6 range needs a dualstack load balancer.");
        Situation dualstack = Situation.in(vpc()).dualstack();
        assertThat(rules(dualstack.groups(), FRONTEND)).containsExactly("tcp 80-80 0.0.0.0/0", "tcp 80-80 ::/0");
    }

    @Test
    @DisplayName("the field counts before the annotation")
    void fieldBeforeAnnotation() {
        Situation situation = Situation.in(vpc()).with(AwsAnnotation.SOURCE_RANGES, "5.0.0.0/8,6.0.0.0/8");
        assertThat(rules(situation.groups(), FRONTEND)).containsExactly("tcp 80-80 5.0.0.0/8", "tcp 80-80 6.0.0.0/8");
        assertThat(rules(situation.admitting("7.0.0.0/8").groups(), FRONTEND)).containsExactly("tcp 80-80 7.0.0.0/8");
    }

    @Test
    @DisplayName("prefix lists close the open default, and ICMP follows the ranges")
    void listsAndIcmp() {
        Situation lists = Situation.in(vpc()).with(AwsAnnotation.PREFIX_LISTS, "pl-1, pl-2");
        assertThat(rules(lists.groups(), FRONTEND)).containsExactly("tcp 80-80 pl-1", "tcp 80-80 pl-2");
        Situation icmp = Situation.in(vpc()).dualstack().with(AwsAnnotation.ICMP_FOR_PATH_MTU, "on");
        assertThat(rules(icmp.groups(), FRONTEND))
                .containsExactlyInAnyOrder(
                        "tcp 80-80 0.0.0.0/0", "tcp 80-80 ::/0", "icmp 3-4 0.0.0.0/0", "icmpv6 2-0 ::/0");
        Situation bad = Situation.in(vpc()).with(AwsAnnotation.PREFIX_LISTS, "office");
        bad.groups();
        assertThat(bad.errors()).singleElement().asString().contains("starts with pl-");
    }

    @Test
    @DisplayName("without the shared group, targets admit the frontend group; a given shared group is used as it is")
    void backendOptions() {
        ControllerOptions off =
                ControllerOptions.builder().enableBackendSecurityGroup(false).build();
        SecurityGroups frontend = Situation.in(vpc().controller(off)).groups(tcp());
        assertThat(attached(frontend)).containsExactly(FRONTEND);
        assertThat(rules(frontend, "sg-nodes")).containsExactly("tcp 30080-30080 frontend");
        ControllerOptions given =
                ControllerOptions.builder().backendSecurityGroup("sg-given").build();
        SecurityGroups shared = Situation.in(vpc().controller(given)).groups(tcp());
        assertThat(attached(shared)).containsExactly(FRONTEND, "sg-given");
        assertThat(rules(shared, "sg-nodes")).containsExactly("tcp 30080-30080 sg-given");
        assertThat(resource(shared, BACKEND)).isEmpty();
    }

    @Test
    @DisplayName("own groups: alone, or with the shared one and rules if asked for")
    void ownGroups() {
        Situation own = Situation.in(vpc()).with(AwsAnnotation.SECURITY_GROUPS, "own,sg-own");
        SecurityGroups alone = own.groups(tcp());
        assertThat(attached(alone)).containsExactly("sg-own");
        assertThat(alone.resources()).isEmpty();
        SecurityGroups managed =
                own.with(AwsAnnotation.MANAGE_BACKEND_RULES, "true").groups(tcp());
        assertThat(attached(managed)).containsExactly("sg-own", BACKEND);
        assertThat(rules(managed, "sg-nodes")).containsExactly("tcp 30080-30080 backend");
        ControllerOptions on = ControllerOptions.builder()
                .enableManageBackendSecurityGroupRules(true)
                .build();
        SecurityGroups byOption = Situation.in(vpc().controller(on))
                .with(AwsAnnotation.SECURITY_GROUPS, "sg-own")
                .groups(tcp());
        assertThat(attached(byOption)).containsExactly("sg-own", BACKEND);
    }

    @Test
    @DisplayName("own groups that are missing or not clear, and rules without a shared group, are errors")
    void badOwnGroups() {
        AwsFacts.Builder facts = vpc().addSecurityGroup(group("sg-twin", Map.of("Name", "own")))
                .controller(ControllerOptions.builder()
                        .enableBackendSecurityGroup(false)
                        .build());
        Situation situation = Situation.in(facts)
                .with(AwsAnnotation.SECURITY_GROUPS, "own,sg-none,nobody")
                .with(AwsAnnotation.MANAGE_BACKEND_RULES, "true");
        situation.groups(tcp());
        assertThat(situation.errors())
                .containsExactlyInAnyOrder(
                        "invalid-annotation security-groups: The value 'own' cannot be used: the security groups sg-own, "
                                + "sg-twin all have this name.",
                        "missing-resource security-groups: The value 'sg-none' cannot be used: the VPC vpc-1 has no "
                                + "security group of this id.",
                        "missing-resource security-groups: The value 'nobody' cannot be used: the VPC vpc-1 has no security "
                                + "group whose tag Name has this value.",
                        "conflicting-configuration manage-backend-security-group-rules: The value 'true' cannot be used: the "
                                + "option enable-backend-security-group is off, so there is no group for targets to admit.");
    }

    @Test
    @DisplayName("ranges that own groups make idle are told")
    void idleRanges() {
        Situation situation = Situation.in(vpc()).admitting("1.0.0.0/8").with(AwsAnnotation.SECURITY_GROUPS, "sg-own");
        situation.groups();
        assertThat(situation.texts(Severity.WARNING))
                .containsExactly(
                        "risky-configuration spec.loadBalancerSourceRanges: Source ranges and prefix lists have no "
                                + "effect on security groups that the Service brings.");
    }

    @Test
    @DisplayName("no rules for targets if the Service says so")
    void unmanaged() {
        SecurityGroups groups = Situation.in(vpc())
                .with(AwsAnnotation.MANAGE_BACKEND_RULES, "false")
                .groups(tcp());
        assertThat(attached(groups)).containsExactly(FRONTEND, BACKEND);
        assertThat(resource(groups, "sg-nodes")).isEmpty();
    }

    @Test
    @DisplayName("rules by source group: of each protocol, and of the health check")
    void bySource() {
        assertThat(rules(Situation.in(vpc()).groups(wish("UDP", "traffic-port", true, "i-0a")), "sg-nodes"))
                .containsExactlyInAnyOrder("udp 30080-30080 backend", "tcp 30080-30080 backend");
        assertThat(rules(Situation.in(vpc()).groups(wish("UDP", "31000", true, "i-0a")), "sg-nodes"))
                .containsExactlyInAnyOrder("udp 30080-30080 backend", "tcp 31000-31000 backend");
        assertThat(rules(Situation.in(vpc()).groups(wish("TCP_UDP", "31000", true, "i-0a")), "sg-nodes"))
                .containsExactlyInAnyOrder(
                        "udp 30080-30080 backend", "tcp 30080-30080 backend", "tcp 31000-31000 backend");
        assertThat(rules(Situation.in(vpc()).groups(wish("TLS", "31000", false, "i-0a")), "sg-nodes"))
                .containsExactlyInAnyOrder("tcp 30080-30080 backend", "tcp 31000-31000 backend");
        ControllerOptions open =
                ControllerOptions.builder().disableRestrictedSgRules(true).build();
        assertThat(rules(
                        Situation.in(vpc().controller(open)).groups(wish("TCP_UDP", "31000", true, "i-0a")),
                        "sg-nodes"))
                .containsExactlyInAnyOrder("udp 0-65535 backend", "tcp 0-65535 backend");
    }

    @Test
    @DisplayName(
            "without a group: clients by their ranges where targets see them, else the subnets of the load balancer")
    void byRange() {
        assertThat(rules(none().groups(tcp()), "sg-nodes")).containsExactly("tcp 30080-30080 10.0.0.0/16");
        assertThat(rules(none().internetFacing().groups(tcp()), "sg-nodes"))
                .containsExactly("tcp 30080-30080 0.0.0.0/0");
        assertThat(rules(none().groups(wish("TCP", "traffic-port", false, "i-0a")), "sg-nodes"))
                .containsExactly("tcp 30080-30080 10.0.1.0/24");
        assertThat(rules(none().admitting("9.0.0.0/8").groups(tcp()), "sg-nodes"))
                .containsExactlyInAnyOrder("tcp 30080-30080 9.0.0.0/8", "tcp 30080-30080 10.0.1.0/24");
        assertThat(rules(none().groups(wish("TCP", "31000", true, "i-0a")), "sg-nodes"))
                .containsExactlyInAnyOrder("tcp 30080-30080 10.0.0.0/16", "tcp 31000-31000 10.0.1.0/24");
        assertThat(rules(
                        none().internetFacing()
                                .groups(wish("TCP", "traffic-port", true, IpFamily.IPV6, Coverage.COMPLETE, "i-0a")),
                        "sg-nodes"))
                .containsExactly("tcp 30080-30080 ::/0");
    }

    @Test
    @DisplayName("without a group the health check of UDP and QUIC has a rule of its own")
    void probeRules() {
        for (String protocol : List.of("UDP", "QUIC")) {
            assertThat(rules(none().groups(wish(protocol, "traffic-port", true, "i-0a")), "sg-nodes"))
                    .containsExactlyInAnyOrder("udp 30080-30080 10.0.0.0/16", "tcp 30080-30080 10.0.1.0/24");
        }
    }

    private static Situation none() {
        return Situation.in(vpc()).with(AwsAnnotation.DISABLE_SECURITY_GROUP, "true");
    }

    @Test
    @DisplayName("a load balancer without a group stays so, and one with groups keeps some")
    void existing() {
        Situation without = Situation.in(vpc()).hasGroups();
        SecurityGroups none = without.groups(tcp());
        assertThat(none.attached()).isEmpty();
        assertThat(rules(none, "sg-nodes")).containsExactly("tcp 30080-30080 10.0.0.0/16");
        assertThat(without.texts(Severity.INFO)).singleElement().asString().contains("AWS never lets it get one");
        Situation with = none().hasGroups("sg-1");
        with.groups(tcp());
        assertThat(with.errors())
                .containsExactly("conflicting-configuration disable-nlb-sg: The value 'true' cannot be used: the load "
                        + "balancer has security groups, and AWS lets it have none only from its start.");
    }

    @Test
    @DisplayName("settings of a group that there is none are told")
    void idleSettings() {
        Situation situation =
                none().with(AwsAnnotation.SECURITY_GROUPS, "sg-own").with(AwsAnnotation.PREFIX_LISTS, "pl-1");
        assertThat(situation.groups(tcp()).attached()).isEmpty();
        assertThat(situation.texts(Severity.WARNING)).hasSize(2).allMatch(text -> text.contains("has no effect"));
    }

    @Test
    @DisplayName(
            "an interface with several groups: the one with the tag of the cluster, else a warning and no rule there")
    void severalGroups() {
        AwsFacts.Builder facts = vpc().addNetworkInterface(primary("eni-c", "i-0c", "sg-own", "sg-nodes"))
                .addNetworkInterface(primary("eni-d", "i-0d", "sg-own", "sg-other"));
        Situation situation = Situation.in(facts);
        SecurityGroups groups = situation.groups(wish("TCP", "traffic-port", true, "i-0c", "i-0d"));
        assertThat(rules(groups, "sg-nodes")).containsExactly("tcp 30080-30080 backend");
        assertThat(groups.resources()).hasSize(3);
        assertThat(situation.texts(Severity.WARNING))
                .containsExactly(
                        "unusable-backend facts.NetworkInterfaces.eni-d: The network interface eni-d of i-0d has the "
                                + "security groups [sg-own, sg-other], of which none has the tags of the cluster: no rule is "
                                + "written there.");
        ControllerOptions more = ControllerOptions.builder()
                .putServiceTargetEniSecurityGroupTag("role", "lb")
                .build();
        Situation strict = Situation.in(vpc().addNetworkInterface(primary("eni-c", "i-0c", "sg-own", "sg-nodes"))
                .controller(more));
        assertThat(strict.groups(wish("TCP", "traffic-port", true, "i-0c")).resources())
                .hasSize(2);
        assertThat(strict.texts(Severity.WARNING)).hasSize(1);
    }

    @Test
    @DisplayName("targets whose interface is not known are named in one warning")
    void unknownInterface() {
        Situation situation = Situation.in(vpc());
        situation.groups(wish("TCP", "traffic-port", true, "i-0x", "i-0y"));
        assertThat(situation.texts(Severity.WARNING))
                .containsExactly(
                        "missing-resource facts.NetworkInterfaces: No network interface is known of i-0x, i-0y, so no "
                                + "security group gets rules that admit the load balancer there.");
    }

    @Test
    @DisplayName("pods: the interface that holds the address or its prefix; those outside the VPC need no rule")
    void pods() {
        AwsFacts.Builder facts = vpc().addSecurityGroup(group("sg-pods", Map.of()))
                .addNetworkInterface(new NetworkInterface(
                        "eni-p",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of("sg-pods"),
                        List.of(IpAddress.parse("10.0.9.9")),
                        List.of(Cidr.parse("10.0.8.0/28"))));
        PortBackends backends = PortBackends.builder()
                .port(HTTP)
                .family(IpFamily.IPV4)
                .mode(BackendMode.POD_IP)
                .members(MemberSet.of(pod("10.0.9.9", 8080), pod("10.0.8.3", 8081), pod("172.16.0.1", 8080)))
                .build();
        Situation situation = Situation.in(facts);
        SecurityGroups groups = situation.groups(new TargetGroupWish(
                HTTP, "TCP", BackendMode.POD_IP, IpFamily.IPV4, "traffic-port", false, false, backends));
        assertThat(rules(groups, "sg-pods")).containsExactly("tcp 8080-8080 backend", "tcp 8081-8081 backend");
        assertThat(situation.texts(Severity.WARNING)).isEmpty();
    }

    private static Member pod(String address, int port) {
        return Member.builder()
                .id(address)
                .port(port)
                .address(IpAddress.parse(address))
                .build();
    }

    @Test
    @DisplayName("where targets are not all known, the rules that exist stay")
    void incomplete() {
        IngressPermission there =
                new IngressPermission("tcp", 1, 1, new IngressPermission.Range(Cidr.parse("10.0.1.0/24")));
        Situation situation = Situation.in(vpc())
                .actual(Resource.builder()
                        .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                        .name("sg-nodes")
                        .addOwner(Owner.ofCluster("demo"))
                        .set(AwsKinds.GROUP_ID, "sg-nodes")
                        .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(List.of(there)))
                        .build());
        TargetGroupWish partial = wish("TCP", "traffic-port", true, IpFamily.IPV4, Coverage.PARTIAL, "i-0a");
        assertThat(rules(situation.groups(partial), "sg-nodes"))
                .containsExactlyInAnyOrder("tcp 1-1 10.0.1.0/24", "tcp 30080-30080 backend");
        assertThat(rules(situation.groups(tcp()), "sg-nodes")).containsExactly("tcp 30080-30080 backend");
        assertThat(rules(situation.groups(wish("TCP", "traffic-port", true, "i-0x")), "sg-nodes"))
                .containsExactly("tcp 1-1 10.0.1.0/24");
    }

    @Test
    @DisplayName("rules are counted before AWS counts them: an error in a group of ours, a warning in others")
    void quota() {
        AwsFacts.Builder facts = vpc().addPrefixList(new ManagedPrefixList("pl-1", Optional.of(5L), List.of()))
                .inboundRulesPerSecurityGroup(5);
        Situation fits = Situation.in(facts).with(AwsAnnotation.PREFIX_LISTS, "pl-1");
        fits.groups();
        assertThat(fits.errors()).isEmpty();
        Situation tooMany =
                Situation.in(facts).with(AwsAnnotation.PREFIX_LISTS, "pl-1").admitting("1.0.0.0/8");
        tooMany.groups();
        assertThat(tooMany.errors())
                .singleElement()
                .asString()
                .startsWith("quota spec.loadBalancerSourceRanges: The value '6'")
                .contains("would have 6 inbound rules, one for each port and range, and 5 are allowed");
        IngressPermission foreign = new IngressPermission("-1", -1, -1, new IngressPermission.Group("sg-x"));
        SecurityGroup full =
                new SecurityGroup("sg-full", "full", new TreeMap<>(), Optional.of(List.of(foreign)), Optional.empty());
        Situation others = Situation.in(vpc().addSecurityGroup(full)
                .addNetworkInterface(primary("eni-f", "i-0f", "sg-full"))
                .inboundRulesPerSecurityGroup(1));
        others.groups(wish("TCP", "traffic-port", true, "i-0f"));
        assertThat(others.errors()).isEmpty();
        assertThat(others.texts(Severity.WARNING))
                .containsExactly(
                        "quota facts.SecurityGroups.sg-full: The security group sg-full of targets has 1 inbound rules "
                                + "and would have 2; 1 are allowed.");
    }

    private static List<String> warningsBeside(IngressPermission... ours) {
        List<IngressPermission> there = List.of(ours);
        SecurityGroup full =
                new SecurityGroup("sg-full", "full", new TreeMap<>(), Optional.of(there), Optional.empty());
        SecurityGroup backend = new SecurityGroup(
                "sg-backend", AwsNames.backendGroup("demo"), new TreeMap<>(), Optional.of(List.of()), Optional.empty());
        Situation situation = Situation.in(vpc().addSecurityGroup(full)
                        .addSecurityGroup(backend)
                        .addNetworkInterface(primary("eni-f", "i-0f", "sg-full"))
                        .inboundRulesPerSecurityGroup(1))
                .actual(Resource.builder()
                        .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                        .name("sg-full")
                        .addOwner(Owner.ofCluster("demo"))
                        .set(AwsKinds.GROUP_ID, "sg-full")
                        .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(there))
                        .build());
        situation.groups(wish("TCP", "traffic-port", true, "i-0f"));
        return situation.texts(Severity.WARNING);
    }

    private static IngressPermission toBackend(String protocol, int from, int to) {
        return new IngressPermission(protocol, from, to, new IngressPermission.Group("sg-backend"));
    }

    @Test
    @DisplayName("a port in a span that the controller has opened takes no room of its own")
    void quotaInSpans() {
        assertThat(warningsBeside(toBackend("tcp", 30001, 31900))).isEmpty();
        assertThat(warningsBeside(toBackend("tcp", 30080, 31900))).isEmpty();
        assertThat(warningsBeside(toBackend("tcp", 30080, 30080))).isEmpty();
        assertThat(warningsBeside(toBackend("tcp", 30081, 31900))).hasSize(1);
        assertThat(warningsBeside(toBackend("udp", 30001, 31900))).hasSize(1);
        assertThat(warningsBeside(new IngressPermission(
                        "tcp", 30001, 31900, new IngressPermission.Range(Cidr.parse("0.0.0.0/0")))))
                .hasSize(1);
    }
}
