package io.lbkit.aws.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.lb.CheckTiming;
import io.lbkit.model.lb.Exposure;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.CidrSet;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValuesTest {
    private static final ResourceId GROUP = new ResourceId(AwsKinds.SECURITY_GROUP.name(), "k8s-traffic-demo");
    private static final List<IngressPermission> RULES = List.of(
            new IngressPermission("tcp", 80, 81, new IngressPermission.Range(Cidr.parse("10.0.0.0/8"))),
            new IngressPermission("udp", 53, 53, new IngressPermission.Range(Cidr.parse("2001:db8::/32"))),
            new IngressPermission("tcp", 443, 443, new IngressPermission.PrefixList("pl-1")),
            new IngressPermission("tcp", 443, 443, new IngressPermission.Group("sg-1")),
            new IngressPermission("icmp", 3, 4, new IngressPermission.Range(Cidr.parse("0.0.0.0/0"))),
            new IngressPermission("-1", -1, -1, new IngressPermission.GroupOfGraph(GROUP)));

    @Test
    @DisplayName("rules are read back, whatever their order was, and refer to groups of the graph")
    void rules() {
        SpecValue written = IngressPermission.toSpec(RULES);
        assertThat(IngressPermission.listOf(written)).containsExactlyInAnyOrderElementsOf(RULES);
        assertThat(written.references()).containsExactly(GROUP);
        List<IngressPermission> reversed = new java.util.ArrayList<>(RULES);
        java.util.Collections.reverse(reversed);
        assertThat(IngressPermission.toSpec(reversed)).isEqualTo(written);
        SpecValue unsorted = new SpecValue.Sequence(
                reversed.stream().map(IngressPermission::toSpec).toList());
        assertThat(AwsKinds.IP_PERMISSIONS.satisfied(written, unsorted)).isTrue();
    }

    @Test
    @DisplayName("what is no rule and no mapping is refused")
    void refused() {
        for (SpecValue bad : List.of(
                SpecValue.of("tcp"),
                new SpecValue.Sequence(List.of(SpecValue.of("tcp"))),
                new SpecValue.Sequence(List.of(new SpecValue.Mapping(new TreeMap<>()))))) {
            assertThatThrownBy(() -> IngressPermission.listOf(bad)).isInstanceOf(InvalidValueException.class);
            assertThatThrownBy(() -> SubnetMapping.listOf(bad)).isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    @DisplayName("subnet mappings are read back, and their order does not count")
    void mappings() {
        SubnetMapping full = new SubnetMapping(
                "subnet-b",
                Optional.of("eipalloc-1"),
                Optional.of("10.0.0.9"),
                Optional.of("2001:db8::9"),
                Optional.of("auto_assigned"));
        SpecValue written = SubnetMapping.toSpec(List.of(full, SubnetMapping.of("subnet-a")));
        assertThat(SubnetMapping.listOf(written)).containsExactly(full, SubnetMapping.of("subnet-a"));
        assertThat(AwsKinds.SUBNET_MAPPINGS.satisfied(
                        written, SubnetMapping.toSpec(List.of(SubnetMapping.of("subnet-a"), full))))
                .isTrue();
    }

    @Test
    @DisplayName("the first certificate is the default one; the order of the others does not count")
    void certificates() {
        SpecValue abc = AwsKinds.CERTIFICATES.encode(List.of("a", "b", "c"));
        assertThat(AwsKinds.CERTIFICATES.satisfied(abc, AwsKinds.CERTIFICATES.encode(List.of("a", "c", "b"))))
                .isTrue();
        assertThat(AwsKinds.CERTIFICATES.satisfied(abc, AwsKinds.CERTIFICATES.encode(List.of("b", "a", "c"))))
                .isFalse();
        assertThat(AwsKinds.CERTIFICATES.satisfied(abc, AwsKinds.CERTIFICATES.encode(List.of("a", "b"))))
                .isFalse();
    }

    @Test
    @DisplayName("no reserved capacity is a capacity of 0")
    void capacity() {
        assertThat(AwsKinds.CAPACITY_UNITS.satisfied(SpecValue.of(0), SpecValue.absent()))
                .isTrue();
        assertThat(AwsKinds.CAPACITY_UNITS.satisfied(SpecValue.of(1), SpecValue.absent()))
                .isFalse();
    }

    @Test
    @DisplayName("owners are read from the tags of the controller")
    void owners() {
        assertThat(OwnershipTags.owner(OwnershipTags.ofService("demo", ServiceKey.of("shop", "web"), "80")))
                .contains(new Owner("demo", Optional.of(ServiceKey.of("shop", "web")), Optional.empty()));
        assertThat(OwnershipTags.owner(OwnershipTags.ofBackendGroup("demo"))).contains(Owner.ofCluster("demo"));
        assertThat(OwnershipTags.owner(Map.of())).isEmpty();
        assertThat(OwnershipTags.owner(Map.of(OwnershipTags.CLUSTER, "demo"))).isEmpty();
        assertThat(OwnershipTags.owner(Map.of(OwnershipTags.CLUSTER, "demo", OwnershipTags.STACK, "no service")))
                .isEmpty();
    }

    @Test
    @DisplayName("the names of written settings survive in tags of at most 256 characters")
    void appliedKeys() {
        SortedSet<String> keys = new TreeSet<>();
        for (int i = 0; i < 30; i++) {
            keys.add("target_health_state.unhealthy.draining_interval_seconds." + i);
        }
        Map<String, String> tags = AppliedKeys.toTags(keys);
        assertThat(tags).hasSizeGreaterThan(1);
        assertThat(tags.values()).allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(256));
        assertThat(tags.keySet()).allSatisfy(tag -> assertThat(tag).startsWith(OwnershipTags.LBKIT_PREFIX));
        assertThat(AppliedKeys.fromTags(tags)).isEqualTo(keys);
        assertThat(AppliedKeys.toTags(new TreeSet<>())).isEmpty();
        assertThat(AppliedKeys.fromTags(Map.of())).isEmpty();
    }

    private static Exposure exposure(Resource resource) {
        return resource.kind().exposes().orElseThrow().apply(resource);
    }

    @Test
    @DisplayName("who can reach what, encrypted or not, and what is protected")
    void exposure() {
        Resource loadBalancer = Resource.builder()
                .kind(AwsKinds.LOAD_BALANCER)
                .name("lb")
                .set(AwsKinds.SCHEME, "internet-facing")
                .set(AwsKinds.DNS_NAME, "LB.elb.amazonaws.com")
                .set(AwsKinds.LOAD_BALANCER_ATTRIBUTES, new TreeMap<>(Map.of("deletion_protection.enabled", "true")))
                .build();
        assertThat(exposure(loadBalancer).reach()).contains(Exposure.Reach.PUBLIC);
        assertThat(AwsKinds.LOAD_BALANCER.publishes().orElseThrow().apply(loadBalancer))
                .containsExactly("lb.elb.amazonaws.com");
        assertThat(AwsKinds.LOAD_BALANCER.deletionProtected().orElseThrow().test(loadBalancer))
                .isTrue();
        assertThat(exposure(listener("TLS", 443)).encrypted()).containsExactly("TCP/443");
        assertThat(exposure(listener("TCP_UDP", 53)).plain()).containsExactly("TCP/53", "UDP/53");
        assertThat(exposure(listener("TCP_QUIC", 443)).encrypted()).containsExactly("UDP/443");
        assertThat(exposure(listener("UDP", 53)).plain()).containsExactly("UDP/53");
        Resource group = Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP)
                .name("g")
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(RULES))
                .build();
        assertThat(exposure(group).sources())
                .contains(CidrSet.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("2001:db8::/32")));
        Resource fromGroup = Resource.builder()
                .kind(AwsKinds.SECURITY_GROUP_INGRESS)
                .name("sg-1")
                .set(AwsKinds.IP_PERMISSIONS, IngressPermission.toSpec(RULES.subList(5, 6)))
                .build();
        assertThat(exposure(fromGroup).sources()).isEmpty();
    }

    @Test
    @DisplayName("a listener serves its port by TCP, by UDP or by both")
    void served() {
        assertThat(transports("TLS", 443)).containsExactly("TCP/443");
        assertThat(transports("TCP", 80)).containsExactly("TCP/80");
        assertThat(transports("UDP", 53)).containsExactly("UDP/53");
        assertThat(transports("QUIC", 443)).containsExactly("UDP/443");
        assertThat(transports("TCP_QUIC", 443)).containsExactly("TCP/443", "UDP/443");
        assertThat(transports("TCP_UDP", 53)).containsExactly("TCP/53", "UDP/53");
        assertThat(transports("GENEVE", 6081)).isEmpty();
    }

    @Test
    @DisplayName("a target group says how soon it gives a target up, where both numbers are known")
    void checks() {
        assertThat(timing(Optional.of(10L), Optional.of(3L))).contains(new CheckTiming(Duration.ofSeconds(10), 3));
        assertThat(timing(Optional.empty(), Optional.of(3L))).isEmpty();
        assertThat(timing(Optional.of(10L), Optional.empty())).isEmpty();
        assertThat(timing(Optional.of(0L), Optional.of(3L))).isEmpty();
        assertThat(timing(Optional.of(10L), Optional.of(0L))).isEmpty();
    }

    private static Optional<CheckTiming> timing(Optional<Long> interval, Optional<Long> failures) {
        Resource.Builder group = Resource.builder().kind(AwsKinds.TARGET_GROUP).name("tg");
        interval.ifPresent(seconds -> group.set(AwsKinds.HEALTH_CHECK_INTERVAL_SECONDS, seconds));
        failures.ifPresent(count -> group.set(AwsKinds.UNHEALTHY_THRESHOLD_COUNT, count));
        return AwsKinds.TARGET_GROUP.checks().orElseThrow().apply(group.build());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"true, true", "false, false", "use_load_balancer_configuration,"})
    @DisplayName("a target group crosses zones or not, or leaves it to its load balancer")
    void crossing(String setting, @Nullable Boolean crosses) {
        Resource group = Resource.builder()
                .kind(AwsKinds.TARGET_GROUP)
                .name("tg")
                .set(
                        AwsKinds.TARGET_GROUP_ATTRIBUTES,
                        new TreeMap<>(Map.of("load_balancing.cross_zone.enabled", setting)))
                .build();
        assertThat(AwsKinds.TARGET_GROUP.crossesZones().orElseThrow().apply(group))
                .isEqualTo(Optional.ofNullable(crosses));
        assertThat(AwsKinds.TARGET_GROUP
                        .crossesZones()
                        .orElseThrow()
                        .apply(Resource.builder()
                                .kind(AwsKinds.TARGET_GROUP)
                                .name("tg")
                                .build()))
                .isEmpty();
    }

    private static List<String> transports(String protocol, long port) {
        return AwsKinds.LISTENER.serves().orElseThrow().apply(listener(protocol, port)).stream()
                .map(served -> served.protocol() + "/" + served.port())
                .toList();
    }

    private static Resource listener(String protocol, long port) {
        return Resource.builder()
                .kind(AwsKinds.LISTENER)
                .name("lb:" + port)
                .set(AwsKinds.LISTENER_PROTOCOL, protocol)
                .set(AwsKinds.LISTENER_PORT, port)
                .build();
    }
}
