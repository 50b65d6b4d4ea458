package io.lbkit.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.aws.schema.AwsKinds;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.net.Protocol;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.aws.SampleNetwork;
import io.lbkit.testkit.cloud.VirtualClock;
import io.lbkit.testkit.cloud.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Any Service, with any annotations that somebody may write, and any edit of it: what is designed is taken by the strict stand-in
 * as it is, is in place after that, and goes without a trace; what is not designed says why and changes nothing.
 */
class AnyServiceProperties {
    private static final ServiceKey KEY = ServiceKey.of("shop", "web");
    private static final int NODES = 2;
    private static final int ROUNDS = 4;
    private static final Duration BETWEEN = Duration.ofMinutes(10);

    /** What people write, right and wrong, for each annotation without its prefix. */
    private static final Map<String, List<String>> VALUES = Map.ofEntries(
            Map.entry("nlb-target-type", List.of("ip", "instance", "Instance")),
            Map.entry("name", List.of("front", "front-of-the-shop", "-front", "a-name-that-is-longer-than-32-letters")),
            Map.entry("scheme", List.of("internal", "internet-facing", "public")),
            Map.entry("internal", List.of("true", "false", "yes")),
            Map.entry("ip-address-type", List.of("ipv4", "dualstack", "ipv6")),
            Map.entry(
                    "subnets",
                    List.of(
                            SampleNetwork.privateSubnet("a"),
                            SampleNetwork.privateSubnet("b") + "," + SampleNetwork.privateSubnet("a"),
                            SampleNetwork.publicSubnet("a") + "," + SampleNetwork.publicSubnet("c"),
                            SampleNetwork.publicSubnet("a") + "," + SampleNetwork.privateSubnet("a"),
                            "subnet-00000000000000bad")),
            Map.entry(
                    "eip-allocations",
                    List.of(
                            SampleNetwork.elasticIp("a"),
                            SampleNetwork.elasticIp("a") + "," + SampleNetwork.elasticIp("b") + ","
                                    + SampleNetwork.elasticIp("c"))),
            Map.entry(
                    "private-ipv4-addresses",
                    List.of("10.0.128.20", "10.0.128.20,10.0.144.20,10.0.160.20", "10.0.128.0", "192.0.2.1", "x")),
            Map.entry("ipv6-addresses", List.of("2001:db8:0:110::5", "10.0.128.20")),
            Map.entry("enable-prefix-for-ipv6-source-nat", List.of("on", "off", "true")),
            Map.entry("source-nat-ipv6-prefixes", List.of("auto_assigned,auto_assigned,auto_assigned", "x")),
            Map.entry("proxy-protocol", List.of("*", "80")),
            Map.entry("proxy-protocol-per-target-group", List.of("80", "80,443", "http")),
            Map.entry(
                    "target-group-attributes",
                    List.of(
                            "deregistration_delay.timeout_seconds=60",
                            "deregistration_delay.timeout_seconds=9999",
                            "preserve_client_ip.enabled=false",
                            "preserve_client_ip.enabled=true,stickiness.enabled=true,stickiness.type=source_ip",
                            "target_health_state.unhealthy.connection_termination.enabled=false",
                            "=")),
            Map.entry("target-group-attributes.80", List.of("proxy_protocol_v2.enabled=true", "x")),
            Map.entry(
                    "attributes",
                    List.of(
                            "deletion_protection.enabled=true",
                            "load_balancing.cross_zone.enabled=true",
                            "dns_record.client_routing_policy=availability_zone_affinity",
                            "dns_record.client_routing_policy=nearest")),
            Map.entry("access-log-enabled", List.of("true", "false")),
            Map.entry("access-log-s3-bucket-name", List.of("logs")),
            Map.entry("cross-zone-load-balancing-enabled", List.of("true", "false", "maybe")),
            Map.entry(
                    "listener-attributes.TCP-80",
                    List.of("tcp.idle_timeout.seconds=600", "tcp.idle_timeout.seconds=9")),
            Map.entry(
                    "ssl-cert",
                    List.of(
                            SampleNetwork.certificate(1),
                            SampleNetwork.certificate(2) + "," + SampleNetwork.certificate(1),
                            "my-cert")),
            Map.entry("ssl-ports", List.of("80", "443", "p1", "*")),
            Map.entry("ssl-negotiation-policy", List.of("ELBSecurityPolicy-TLS13-1-2-2021-06")),
            Map.entry("backend-protocol", List.of("ssl", "tcp", "http")),
            Map.entry("alpn-policy", List.of("HTTP2Preferred", "None", "http2")),
            Map.entry("healthcheck-protocol", List.of("http", "HTTPS", "tcp", "udp")),
            Map.entry("healthcheck-port", List.of("traffic-port", "8080", "p0", "0", "x")),
            Map.entry("healthcheck-path", List.of("/ready", "ready")),
            Map.entry("healthcheck-interval", List.of("5", "10", "31", "4", "301", "ten")),
            Map.entry("healthcheck-timeout", List.of("2", "6", "119", "1", "121")),
            Map.entry("healthcheck-healthy-threshold", List.of("2", "10", "1", "11")),
            Map.entry("healthcheck-unhealthy-threshold", List.of("2", "10", "1", "11")),
            Map.entry("healthcheck-success-codes", List.of("200", "200-299", "200,202", "99", "600")),
            Map.entry("additional-resource-tags", List.of("team=web", "team=web,env=", "a\\,b=c", "x")),
            Map.entry("target-node-labels", List.of("role=front")),
            Map.entry("security-groups", List.of(SampleNetwork.NODE_SECURITY_GROUP, "sg-0000000000000bad0")),
            Map.entry("manage-backend-security-group-rules", List.of("true", "false")),
            Map.entry("inbound-sg-rules-on-private-link-traffic", List.of("on", "off", "true")),
            Map.entry("security-group-prefix-lists", List.of(SampleNetwork.PREFIX_LIST, "pl-0000000000000bad0")),
            Map.entry("enable-icmp-for-path-mtu-discovery", List.of("on", "off")),
            Map.entry("disable-nlb-sg", List.of("true", "false")),
            Map.entry("multi-cluster-target-group", List.of("true", "false")),
            Map.entry("minimum-load-balancer-capacity", List.of("CapacityUnits=5000", "CapacityUnits=0", "Units=1")),
            Map.entry("enable-tcp-udp-listener", List.of("true", "false")),
            Map.entry("quic-enabled-ports", List.of("80", "443")));

    @Provide
    Arbitrary<Service> services() {
        Arbitrary<Map<String, String>> annotations = Arbitraries.of(
                        VALUES.keySet().stream().sorted().toList())
                .flatMap(name -> Arbitraries.of(VALUES.get(name)).map(value -> Map.entry(name, value)))
                .list()
                .ofMaxSize(4)
                .map(AnyServiceProperties::map);
        Arbitrary<List<Protocol>> protocols = Arbitraries.frequency(
                        Tuple.of(4, Protocol.TCP), Tuple.of(1, Protocol.UDP))
                .list()
                .ofMinSize(1)
                .ofMaxSize(3);
        Arbitrary<List<String>> ranges = Arbitraries.of("192.0.2.0/24", "198.51.100.7/32", "10.0.0.0/8", "0.0.0.0/0")
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        annotations,
                        protocols,
                        Arbitraries.of(TrafficPolicy.class),
                        ranges,
                        Arbitraries.of(true, false))
                .as(AnyServiceProperties::service);
    }

    private static Map<String, String> map(List<Map.Entry<String, String>> entries) {
        Map<String, String> map = new TreeMap<>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    private static Service service(
            Map<String, String> annotations,
            List<Protocol> protocols,
            TrafficPolicy policy,
            List<String> ranges,
            boolean onePort) {
        Service.Builder service = Service.builder()
                .key(KEY)
                .uid("0000-1")
                .type(ServiceType.LOAD_BALANCER)
                .externalTrafficPolicy(policy)
                .addAllLoadBalancerSourceRanges(ranges)
                .putAnnotation(World.PREFIX + "type", "external")
                .putAnnotation(World.PREFIX + "nlb-target-type", "instance");
        if (policy == TrafficPolicy.LOCAL) {
            service.healthCheckNodePort(32_000);
        }
        for (int number = 0; number < protocols.size(); number++) {
            service.addPort(ServicePort.builder()
                    .name("p" + number)
                    .protocol(protocols.get(number))
                    .port(onePort && number == 1 && protocols.get(0) != protocols.get(1) ? 80 : 80 + 363 * number)
                    .nodePort(30_000 + number)
                    .build());
        }
        annotations.forEach((suffix, value) -> service.putAnnotation(World.PREFIX + suffix, value));
        return service.build();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void anyEditIsTakenAndGoesWithoutATrace(@ForAll("services") Service before, @ForAll("services") Service after) {
        try (StandInBed bed = StandInBed.withNodes(NODES)) {
            Life life = new Life(bed);
            life.settle(World.cluster(NODES, before));
            life.settle(World.cluster(NODES, after));
            life.unprotect();
            life.settle(World.cluster(NODES));
            assertThat(bed.provider
                            .observe(ObservationScope.cluster(SampleNetwork.CLUSTER))
                            .actual()
                            .resources())
                    .filteredOn(resource -> !resource.kind().equals(AwsKinds.SECURITY_GROUP_INGRESS))
                    .isEmpty();
        }
    }

    /** The states of one cluster, one after the other. */
    private static final class Life {
        private final StandInBed bed;
        private final VirtualClock clock = VirtualClock.at(VirtualClock.START);
        private final Reconciler engine;

        /** Guardrails would keep the last targets. */
        Life(StandInBed bed) {
            this.bed = bed;
            this.engine = Reconciler.builder()
                    .provider(bed.provider)
                    .clusterId(SampleNetwork.CLUSTER)
                    .clock(clock)
                    .execution(executor ->
                            executor.scheduler(() -> VirtualScheduler.of(clock)).guardrails(Guardrails.none()))
                    .build();
        }

        void settle(ClusterSnapshot cluster) {
            Plan plan = engine.plan(cluster);
            List<Finding> faults =
                    plan.findings().stream().filter(Finding::blocks).toList();
            Statistics.label("designed").collect(faults.isEmpty());
            if (!faults.isEmpty()) {
                assertThat(plan.steps()).as("of a Service with " + faults).isEmpty();
                assertThat(faults).allSatisfy(finding -> {
                    assertThat(finding.about()).isNotEmpty();
                    assertThat(finding.remedy()).isNotEmpty();
                });
                return;
            }
            for (int round = 1; round <= ROUNDS && !plan.isEmpty(); round++) {
                Outcome outcome = engine.apply(plan);
                assertThat(outcome.missing()).as("round " + round).isEmpty();
                clock.advance(BETWEEN);
                bed.standIn.advance(BETWEEN);
                plan = engine.plan(cluster);
            }
            assertThat(plan.steps().stream()
                            .map(step -> step.action().label() + " " + step.resource() + " " + step.attributes()))
                    .as("left to do")
                    .isEmpty();
        }

        /** Somebody takes the protection away that keeps a load balancer from being deleted. */
        void unprotect() {
            try (Console console = new Console(bed.standIn.uri())) {
                console.elb
                        .describeLoadBalancersPaginator()
                        .loadBalancers()
                        .forEach(found -> console.elb.modifyLoadBalancerAttributes(
                                request -> request.loadBalancerArn(found.loadBalancerArn())
                                        .attributes(attribute -> attribute
                                                .key("deletion_protection.enabled")
                                                .value("false"))));
            }
        }
    }
}
