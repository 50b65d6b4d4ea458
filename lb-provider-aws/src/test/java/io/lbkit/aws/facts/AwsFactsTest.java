package io.lbkit.aws.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.aws.schema.IngressPermission;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpAddress;
import io.lbkit.reconcile.spi.CloudFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsFactsTest {
    private static AwsFacts full() {
        return AwsFacts.builder()
                .region("eu-west-1")
                .vpc(new Vpc("vpc-1", List.of(Cidr.parse("10.0.0.0/16"))))
                .addSubnet(new Subnet(
                        "subnet-a",
                        "eu-west-1a",
                        Optional.of("local-zone"),
                        Optional.of("arn:outpost"),
                        Optional.of(Cidr.parse("10.0.0.0/24")),
                        List.of(Cidr.parse("2001:db8::/64")),
                        Optional.of(7L),
                        new TreeMap<>(Map.of("Name", "a"))))
                .addRouteTable(new RouteTable(
                        "rtb-1", true, List.of("subnet-a"), List.of(new Route("0.0.0.0/0", "igw-1", true))))
                .addNetworkAcl(new NetworkAcl(
                        "acl-1",
                        List.of("subnet-a"),
                        List.of(new AclEntry(
                                100,
                                true,
                                "6",
                                true,
                                Optional.of(Cidr.parse("0.0.0.0/0")),
                                Optional.of(1L),
                                Optional.of(2L)))))
                .addSecurityGroup(new SecurityGroup(
                        "sg-1",
                        "nodes",
                        new TreeMap<>(Map.of("k", "v")),
                        Optional.of(List.of(new IngressPermission(
                                "tcp", 80, 81, new IngressPermission.Range(Cidr.parse("2001:db8::/32"))))),
                        Optional.of(List.of(
                                new IngressPermission("-1", -1, -1, new IngressPermission.PrefixList("pl-1"))))))
                .addSecurityGroup(
                        new SecurityGroup("sg-2", "closed", new TreeMap<>(), Optional.of(List.of()), Optional.empty()))
                .addNetworkInterface(new NetworkInterface(
                        "eni-1",
                        Optional.of("i-1"),
                        Optional.of(0L),
                        Optional.of("subnet-a"),
                        List.of("sg-1"),
                        List.of(IpAddress.parse("10.0.0.4")),
                        List.of(Cidr.parse("10.0.0.16/28"))))
                .addInstance(new Instance(
                        "i-1",
                        Optional.of("eu-west-1a"),
                        Optional.of("running"),
                        new TreeMap<>(Map.of("kubernetes.io/cluster/demo", "owned", "Name", "left out"))))
                .addPrefixList(new ManagedPrefixList("pl-1", Optional.of(5L), List.of(Cidr.parse("203.0.113.0/24"))))
                .addElasticIp(new ElasticIp("eipalloc-1", Optional.of("198.51.100.1"), Optional.of("eipassoc-1")))
                .inboundRulesPerSecurityGroup(100)
                .controller(ControllerOptions.builder()
                        .loadBalancerClass("example.com/mine")
                        .defaultTargetType("ip")
                        .defaultLoadBalancerScheme("internet-facing")
                        .defaultSslPolicy("policy")
                        .enableBackendSecurityGroup(false)
                        .backendSecurityGroup("sg-9")
                        .enableManageBackendSecurityGroupRules(true)
                        .disableRestrictedSgRules(true)
                        .defaultTags(new TreeMap<>(Map.of("team", "web")))
                        .addExternalManagedTag("owner")
                        .serviceTargetEniSecurityGroupTags(new TreeMap<>(Map.of("use", "nodes")))
                        .maxTargetsPerTargetGroup(5)
                        .featureGates(List.of(FeatureGate.ENABLE_TCP_UDP_LISTENER))
                        .build())
                .build();
    }

    @Test
    @DisplayName("facts are the same after writing and reading, with every field set and with none")
    void roundTrip() {
        assertThat(AwsFacts.of(full().toFacts())).isEqualTo(full());
        assertThat(AwsFacts.of(full().toFacts()).toFacts()).isEqualTo(full().toFacts());
        AwsFacts empty = AwsFacts.builder().build();
        assertThat(empty.toFacts()).isEqualTo(CloudFacts.none());
        assertThat(AwsFacts.of(CloudFacts.none())).isEqualTo(empty);
    }

    @Test
    @DisplayName("things are found by their ids and addresses")
    void lookUps() {
        AwsFacts facts = full();
        assertThat(facts.subnet("subnet-a").flatMap(Subnet::name)).contains("a");
        assertThat(facts.subnet("subnet-b")).isEmpty();
        assertThat(facts.securityGroup("sg-1").map(SecurityGroup::name)).contains("nodes");
        assertThat(facts.primaryInterface("i-1").map(NetworkInterface::id)).contains("eni-1");
        assertThat(facts.interfaceOf(IpAddress.parse("10.0.0.4")).map(NetworkInterface::id))
                .contains("eni-1");
        assertThat(facts.interfaceOf(IpAddress.parse("10.0.0.17")).map(NetworkInterface::id))
                .contains("eni-1");
        assertThat(facts.interfaceOf(IpAddress.parse("10.0.0.32"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("a fact of a wrong form is refused at its place")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Vpc\":{}}|Vpc.VpcId is empty: it is needed and is missing",
                "{\"Vpc\":7}|Vpc is '7': a map is needed",
                "{\"Vpc\":{\"VpcId\":\"v\",\"CidrBlocks\":[\"10.0.0.1/16\"]}}|Vpc.CidrBlocks.cidr is",
                "{\"Subnets\":[{\"SubnetId\":\"s\"}]}|Subnets[0].AvailabilityZone is empty",
                "{\"Subnets\":{}}|Subnets is '{}': a list is needed",
                "{\"Subnets\":[{\"SubnetId\":\"s\",\"AvailabilityZone\":\"a\",\"AvailableIpAddressCount\":1.5}]}|Subnets[0].AvailableIpAddressCount is '1.5'",
                "{\"Subnet\":[]}|Subnet is '[]': there is no such fact, and the nearest one is Subnets",
                "{\"Controller\":{\"default-target-type\":\"pod\"}}|default-target-type is 'pod': it is one of instance, ip",
                "{\"Controller\":{\"feature-gates\":{\"EnableTCPUDP\":true}}}|Controller.feature-gates.EnableTCPUDP is 'true': there is no such fact, and the nearest one is EnableTCPUDPListener",
                "{\"Controller\":{\"backend-security-group\":\"mine\"}}|backend-security-group is 'mine': an id starts with sg-",
                "{\"Controller\":{\"max-targets-per-target-group\":-1}}|max-targets-per-target-group is '-1'"
            })
    void wrongForms(String json, String message) throws Exception {
        Map<String, Object> plain = new com.fasterxml.jackson.databind.ObjectMapper()
                .readValue(json, new com.fasterxml.jackson.core.type.TypeReference<>() {});
        assertThatThrownBy(() -> AwsFacts.of(CloudFacts.of(plain)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith(message);
    }
}
