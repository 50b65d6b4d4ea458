package io.lbkit.aws;

import static io.lbkit.model.filter.FilterVerdict.ADMITTED;
import static io.lbkit.model.filter.FilterVerdict.REFUSED;
import static io.lbkit.model.filter.FilterVerdict.UNDECIDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.facts.AclEntry;
import io.lbkit.aws.facts.AwsFacts;
import io.lbkit.aws.facts.NetworkAcl;
import io.lbkit.aws.facts.NetworkInterface;
import io.lbkit.aws.facts.Route;
import io.lbkit.aws.facts.RouteTable;
import io.lbkit.aws.facts.SecurityGroup;
import io.lbkit.aws.facts.Subnet;
import io.lbkit.aws.facts.Vpc;
import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.aws.schema.SubnetMapping;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.filter.FilterAnswer;
import io.lbkit.model.filter.FilterPath;
import io.lbkit.model.filter.FilterPath.Purpose;
import io.lbkit.model.filter.FilterVerdict;
import io.lbkit.model.lb.Member;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.FilterRequest;
import io.lbkit.reconcile.spi.FilterRequest.Leg;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("what stands on the way over a load balancer of AWS")
class LoadBalancerFiltersTest {
    private static final Cidr CLIENT = Cidr.parse("203.0.113.7/32");
    private static final Member NODE = Member.builder().id("i-1").build();
    private static final Member POD = Member.builder()
            .id("10.0.2.10")
            .address(IpAddress.parse("10.0.2.10"))
            .port(8080)
            .build();

    private final List<IngressPermission> front = new ArrayList<>();
    private final List<IngressPermission> nodes = new ArrayList<>();
    private Optional<List<IngressPermission>> egress =
            Optional.of(List.of(new IngressPermission("-1", -1, -1, new IngressPermission.Range(Cidr.ANY_IPV4))));
    private final List<AclEntry> aclOfB = new ArrayList<>(List.of(open(false), open(true)));
    private final List<AclEntry> aclOfTargets = new ArrayList<>(List.of(open(false), open(true)));
    private final List<Route> routes =
            new ArrayList<>(List.of(new Route("10.0.0.0/16", "local", false), new Route("0.0.0.0/0", "igw-1", false)));
    private final Resource group = Resource.builder()
            .kind(AwsKinds.SECURITY_GROUP)
            .name("web")
            .cloudId("sg-front")
            .build();
    private SpecValue groups = new SpecValue.Sequence(List.of(SpecValue.of("sg-front")));
    private final Resource.Builder pool = Resource.builder()
            .kind(AwsKinds.TARGET_GROUP)
            .name("web")
            .set(AwsKinds.TARGET_TYPE, "instance")
            .set(AwsKinds.TARGET_GROUP_PORT, 30080L)
            .set(AwsKinds.HEALTH_CHECK_PORT, "traffic-port");

    private static AclEntry open(boolean egress) {
        return acl(100, egress, true, "0.0.0.0/0");
    }

    private static AclEntry acl(long number, boolean egress, boolean allow, String cidr) {
        return new AclEntry(
                number, egress, "-1", allow, Optional.of(Cidr.parse(cidr)), Optional.of(0L), Optional.of(65_535L));
    }

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

    private static IngressPermission tcp(int port, String cidr) {
        return new IngressPermission("tcp", port, port, new IngressPermission.Range(Cidr.parse(cidr)));
    }

    private static IngressPermission tcpOfGroup(int port) {
        return new IngressPermission("tcp", port, port, new IngressPermission.Group("sg-front"));
    }

    private AwsFacts facts() {
        return AwsFacts.builder()
                .vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"))))
                .addSubnets(
                        subnet("subnet-a", "10.0.0.0/24"),
                        subnet("subnet-b", "10.0.1.0/24"),
                        subnet("subnet-t", "10.0.2.0/24"))
                .addNetworkInterface(new NetworkInterface(
                        "eni-t",
                        Optional.of("i-1"),
                        Optional.of(0L),
                        Optional.of("subnet-t"),
                        List.of("sg-node"),
                        List.of(IpAddress.parse("10.0.2.10")),
                        List.of()))
                .addSecurityGroups(
                        new SecurityGroup("sg-node", "nodes", new TreeMap<>(), Optional.of(nodes), Optional.empty()),
                        new SecurityGroup("sg-front", "front", new TreeMap<>(), Optional.of(front), egress))
                .addNetworkAcls(
                        new NetworkAcl("acl-a", List.of("subnet-a"), List.of(open(false), open(true))),
                        new NetworkAcl("acl-b", List.of("subnet-b"), aclOfB),
                        new NetworkAcl("acl-t", List.of("subnet-t"), aclOfTargets))
                .addRouteTable(new RouteTable("rtb-main", true, List.of(), routes))
                .build();
    }

    private List<FilterPath> paths(Leg leg, Member member) {
        Resource loadBalancer = Resource.builder()
                .kind(AwsKinds.LOAD_BALANCER)
                .name("web")
                .set(
                        AwsKinds.SUBNET_MAPPINGS,
                        SubnetMapping.toSpec(List.of(SubnetMapping.of("subnet-a"), SubnetMapping.of("subnet-b"))))
                .putSpec(AwsKinds.SECURITY_GROUPS.name(), groups)
                .build();
        return AwsFilters.of(
                facts(), request(leg, member, List.of(loadBalancer)).build());
    }

    private FilterRequest.Builder request(Leg leg, Member member, List<Resource> objects) {
        FilterRequest.Builder request = FilterRequest.builder()
                .leg(leg)
                .facts(CloudFacts.none())
                .actual(ResourceGraph.of(List.of(group)))
                .complete(true)
                .objects(objects)
                .pool(pool.build())
                .member(member)
                .port(ServicePort.builder().port(80).build())
                .family(IpFamily.IPV4);
        return leg == Leg.CHECK ? request : request.clients(CLIENT);
    }

    private List<FilterVerdict> verdicts(Leg leg, Member member) {
        return paths(leg, member).stream().map(path -> path.answer().verdict()).toList();
    }

    private FilterAnswer answer(Leg leg, Member member) {
        return paths(leg, member).get(0).answer();
    }

    @Test
    @DisplayName("clients meet the security groups of the load balancer, also where they are those that we made")
    void front() {
        front.add(tcp(80, "203.0.113.0/24"));
        assertThat(verdicts(Leg.FRONT, NODE)).containsExactly(ADMITTED, ADMITTED);

        groups = new SpecValue.Sequence(List.of(new SpecValue.Ref(group.id())));
        assertThat(verdicts(Leg.FRONT, NODE)).containsExactly(ADMITTED, ADMITTED);

        front.set(0, tcp(80, "192.0.2.0/24"));
        assertThat(answer(Leg.FRONT, NODE))
                .isEqualTo(new FilterAnswer(
                        REFUSED, "security groups sg-front of web", "no rule is about TCP 80 and 203.0.113.7/32"));

        groups = SpecValue.absent();
        assertThat(verdicts(Leg.FRONT, NODE)).containsExactly(ADMITTED, ADMITTED);
    }

    @Test
    @DisplayName("answers to clients need a route out of the subnet and a network ACL that lets them out")
    void wayBack() {
        groups = SpecValue.absent();
        aclOfB.add(acl(50, true, false, "203.0.113.0/24"));
        assertThat(verdicts(Leg.FRONT, NODE)).containsExactly(ADMITTED, REFUSED);
        assertThat(paths(Leg.FRONT, NODE).get(1).refusal())
                .hasValueSatisfying(step -> assertThat(step.purpose()).isEqualTo(Purpose.ANSWER));

        routes.remove(1);
        assertThat(paths(Leg.FRONT, NODE).get(0).refusal())
                .hasValueSatisfying(step -> assertThat(step.purpose()).isEqualTo(Purpose.ROUTE));
    }

    @Test
    @DisplayName(
            "the check of a node comes from the subnets of the load balancer and with its groups, to the port of the pool")
    void checkOfNode() {
        nodes.add(tcp(30080, "10.0.0.0/24"));
        groups = SpecValue.absent();
        assertThat(verdicts(Leg.CHECK, NODE)).containsExactly(ADMITTED, REFUSED);

        groups = new SpecValue.Sequence(List.of(SpecValue.of("sg-front")));
        nodes.set(0, tcpOfGroup(30080));
        assertThat(verdicts(Leg.CHECK, NODE)).containsExactly(ADMITTED, ADMITTED);

        pool.set(AwsKinds.HEALTH_CHECK_PORT, "32000");
        assertThat(answer(Leg.CHECK, NODE).reason()).startsWith("no rule is about TCP 32000");
    }

    @Test
    @DisplayName("the groups of the load balancer let the check out, or not, or nobody knows")
    void checkOutOfGroups() {
        nodes.add(tcpOfGroup(30080));
        egress = Optional.of(
                List.of(new IngressPermission("tcp", 30080, 30080, new IngressPermission.Group("sg-node"))));
        assertThat(verdicts(Leg.CHECK, NODE)).containsExactly(ADMITTED, ADMITTED);

        egress = Optional.of(List.of());
        assertThat(answer(Leg.CHECK, NODE))
                .isEqualTo(new FilterAnswer(
                        REFUSED,
                        "security groups sg-front of web, outbound",
                        "no rule is about TCP 30080 and 10.0.2.10/32"));

        egress = Optional.empty();
        assertThat(answer(Leg.CHECK, NODE).verdict()).isEqualTo(UNDECIDED);
    }

    @Test
    @DisplayName("a network ACL before the targets keeps the check from one subnet alone")
    void checkThroughAcl() {
        nodes.add(tcpOfGroup(30080));
        aclOfTargets.add(acl(50, false, false, "10.0.1.0/24"));

        assertThat(verdicts(Leg.CHECK, NODE)).containsExactly(ADMITTED, REFUSED);
        assertThat(paths(Leg.CHECK, NODE).get(1).answer())
                .isEqualTo(new FilterAnswer(
                        REFUSED,
                        "network ACL acl-t of subnet-t, inbound",
                        "rule 50 is the first rule about TCP 30080 and 10.0.1.0/24"));
    }

    @Test
    @DisplayName(
            "a node sees the address of the client, a pod that of the load balancer, unless the target group says otherwise")
    void dataSource() {
        groups = SpecValue.absent();
        nodes.add(tcp(30080, CLIENT.toString()));
        assertThat(verdicts(Leg.DATA, NODE)).containsExactly(ADMITTED, ADMITTED);

        pool.set(AwsKinds.TARGET_GROUP_ATTRIBUTES, new TreeMap<>(Map.of("preserve_client_ip.enabled", "false")));
        assertThat(verdicts(Leg.DATA, NODE)).containsExactly(REFUSED, REFUSED);

        pool.set(AwsKinds.TARGET_TYPE, "ip");
        nodes.set(0, tcp(8080, "10.0.0.0/23"));
        assertThat(verdicts(Leg.DATA, POD)).containsExactly(ADMITTED, ADMITTED);

        pool.set(AwsKinds.TARGET_GROUP_ATTRIBUTES, new TreeMap<>(Map.of("preserve_client_ip.enabled", "true")));
        assertThat(verdicts(Leg.DATA, POD)).containsExactly(REFUSED, REFUSED);
    }

    @Test
    @DisplayName("what is not known leaves the question open, and without a load balancer there is none")
    void unknown() {
        groups = new SpecValue.Sequence(
                List.of(new SpecValue.Ref(new ResourceId(AwsKinds.SECURITY_GROUP.name(), "other"))));
        assertThat(answer(Leg.FRONT, NODE))
                .isEqualTo(new FilterAnswer(
                        UNDECIDED, "security groups of web, which are not known", "its rules are not known"));
        assertThat(answer(Leg.CHECK, Member.builder().id("i-gone").build()).verdict())
                .isEqualTo(UNDECIDED);
        assertThat(AwsFilters.of(facts(), request(Leg.FRONT, NODE, List.of()).build()))
                .isEmpty();
    }
}
