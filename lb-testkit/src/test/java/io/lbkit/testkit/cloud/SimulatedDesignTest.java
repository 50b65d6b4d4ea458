package io.lbkit.testkit.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.finding.FindingKind;
import io.lbkit.model.net.IpFamily;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.spi.CloudFacts;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulatedDesignTest {
    private final SimulatedCloud cloud = SimulatedCloud.create();

    private Design design(Service.Builder service) {
        return Scenes.design(cloud, service.build());
    }

    private static List<String> lines(Design design) {
        return design.resources().stream()
                .map(resource -> resource.id() + " " + resource.spec() + members(resource))
                .toList();
    }

    private static String members(Resource resource) {
        return resource.members().map(set -> " " + set).orElse("");
    }

    @Test
    void aPlainServiceBecomesFiveObjects() {
        assertThat(lines(design(Scenes.service())))
                .containsExactly(
                        "simulated#backendPool/shop-web-tcp-443-instance-ipv4-999a1ca5 {drainSeconds=30, "
                                + "healthCheck={\"ref\":\"simulated#healthCheck/prod-nodes-8ee0dc73\"}, ipFamily=\"IPv4\", "
                                + "mode=\"instance\", port=30443, protocol=\"TCP\"} [a, b]",
                        "simulated#firewall/shop-web-public-ipv4-30a4ebef {ipFamily=\"IPv4\", "
                                + "loadBalancer={\"ref\":\"simulated#loadBalancer/shop-web-public-7d1a02c0\"}, "
                                + "ports=[\"TCP/443\"], sourceRanges=[\"0.0.0.0/0\"]}",
                        "simulated#healthCheck/prod-nodes-8ee0dc73 {intervalSeconds=10, path=\"/healthz\", port=10256, "
                                + "protocol=\"HTTP\"}",
                        "simulated#listener/shop-web-public-tcp-443-ipv4-d4a4f88e {"
                                + "backendPool={\"ref\":\"simulated#backendPool/shop-web-tcp-443-instance-ipv4-999a1ca5\"}, "
                                + "ipFamily=\"IPv4\", loadBalancer={\"ref\":\"simulated#loadBalancer/shop-web-public-7d1a02c0\"}, "
                                + "port=443, protocol=\"TCP\", sessionAffinity=\"None\"}",
                        "simulated#loadBalancer/shop-web-public-7d1a02c0 {ipFamilies=[\"IPv4\"], requestedAddress=null, "
                                + "scheme=\"public\"}");
    }

    @Test
    void nodesOfAllServicesAreCheckedByOneObjectOfTheCluster() {
        Resource web = Scenes.only(design(Scenes.service()).resources(), SimulatedKinds.HEALTH_CHECK_KIND);
        Resource api =
                Scenes.only(design(Scenes.service().key("shop", "api")).resources(), SimulatedKinds.HEALTH_CHECK_KIND);
        assertThat(web).isEqualTo(api);
        assertThat(web.owners()).containsExactly(Owner.ofCluster(Scenes.CLUSTER));
    }

    @Test
    void underPolicyLocalTheCheckIsThatOfTheService() {
        Service.Builder local =
                Scenes.service().externalTrafficPolicy(TrafficPolicy.LOCAL).healthCheckNodePort(32000);
        Resource check = Scenes.only(design(local).resources(), SimulatedKinds.HEALTH_CHECK_KIND);
        assertThat(check.name()).startsWith("shop-web-local-");
        assertThat(check.get(SimulatedKinds.CHECK_PORT)).contains(32000L);
        assertThat(check.owners()).containsExactly(Owner.of(Scenes.CLUSTER, local.build()));
    }

    @Test
    void anAllocatedPortThatIsNotKnownYetIsNotWanted() {
        Service pending = Scenes.service()
                .uid(Optional.empty())
                .externalTrafficPolicy(TrafficPolicy.LOCAL)
                .ports(List.of(ServicePort.builder().port(443).build()))
                .build();
        Design design = Scenes.design(cloud, pending);
        Resource pool = Scenes.only(design.resources(), SimulatedKinds.BACKEND_POOL_KIND);
        assertThat(design.outcome()).isEqualTo(Design.Outcome.DESIGNED);
        assertThat(pool.spec()).doesNotContainKeys("port", "healthCheck");
        assertThat(pool.members()).isEmpty();
    }

    @Test
    void podsAreMembersWithTheirOwnPorts() {
        Design design = design(Scenes.service().putAnnotation("simulated.lbkit.io/mode", "ip"));
        Resource pool = Scenes.only(design.resources(), SimulatedKinds.BACKEND_POOL_KIND);
        assertThat(pool.name()).startsWith("shop-web-tcp-443-ip-ipv4-");
        assertThat(pool.members().orElseThrow()).hasToString("[10.1.0.1:8443]");
        assertThat(pool.spec()).containsEntry("port", SpecValue.absent());
    }

    @Test
    void dualStackAndMixedProtocolsGiveListenersOfEach() {
        Design design = design(Scenes.service()
                .ports(List.of(
                        ServicePort.builder().name("t").port(53).nodePort(30053).build(),
                        ServicePort.builder()
                                .name("u")
                                .port(53)
                                .nodePort(30053)
                                .protocol(Protocol.UDP)
                                .build(),
                        ServicePort.builder()
                                .name("s")
                                .port(53)
                                .nodePort(30053)
                                .protocol(Protocol.SCTP)
                                .build()))
                .ipFamilies(List.of(IpFamily.IPV4, IpFamily.IPV6)));
        assertThat(design.resources().stream()
                        .filter(resource -> resource.kind().equals(SimulatedKinds.LISTENER_KIND))
                        .map(resource -> resource.name().replaceFirst("-[0-9a-f]{8}$", "")))
                .containsExactlyInAnyOrder(
                        "shop-web-public-tcp-53-ipv4",
                        "shop-web-public-tcp-53-ipv6",
                        "shop-web-public-udp-53-ipv4",
                        "shop-web-public-udp-53-ipv6",
                        "shop-web-public-sctp-53-ipv4",
                        "shop-web-public-sctp-53-ipv6");
    }

    @Test
    void anotherSchemeIsAnotherLoadBalancerBeforeTheSamePool() {
        Design external = design(Scenes.service());
        Design internal = design(Scenes.service().putAnnotation("simulated.lbkit.io/scheme", "internal"));
        assertThat(Scenes.only(internal.resources(), SimulatedKinds.LOAD_BALANCER_KIND)
                        .name())
                .startsWith("shop-web-internal-");
        assertThat(Scenes.only(internal.resources(), SimulatedKinds.LISTENER_KIND)
                        .id())
                .isNotEqualTo(Scenes.only(external.resources(), SimulatedKinds.LISTENER_KIND)
                        .id());
        assertThat(Scenes.only(internal.resources(), SimulatedKinds.BACKEND_POOL_KIND))
                .isEqualTo(Scenes.only(external.resources(), SimulatedKinds.BACKEND_POOL_KIND));
    }

    @Test
    void theSourceRangesAreThoseOfTheFirewall() {
        Design design = design(Scenes.service().addLoadBalancerSourceRange("192.0.2.0/24"));
        assertThat(Scenes.only(design.resources(), SimulatedKinds.FIREWALL_KIND).get(SimulatedKinds.SOURCE_RANGES))
                .hasValueSatisfying(ranges -> assertThat(ranges).containsExactly("192.0.2.0/24"));
    }

    @Test
    void aServiceOfAnotherClassIsLeftAlone() {
        Design design = design(Scenes.service().loadBalancerClass("example.com/other"));
        assertThat(design.outcome()).isEqualTo(Design.Outcome.UNMANAGED);
        assertThat(design.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).hasToString("LB-CLD-002");
            assertThat(finding.kind()).isEqualTo(FindingKind.NOT_MANAGED);
        });
        assertThat(design(Scenes.service().loadBalancerClass("lbkit.io/simulated"))
                        .outcome())
                .isEqualTo(Design.Outcome.DESIGNED);
    }

    @Test
    void anUnknownAnnotationIsPointedOutWithTheNearestName() {
        Design design = design(Scenes.service().putAnnotation("simulated.lbkit.io/shceme", "internal"));
        assertThat(design.outcome()).isEqualTo(Design.Outcome.DESIGNED);
        assertThat(design.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).hasToString("LB-SVC-015");
            assertThat(finding.remedy()).startsWith("Did you mean simulated.lbkit.io/scheme?");
        });
    }

    @Test
    void aBadAnnotationBlocks() {
        Design design = design(Scenes.service().putAnnotation("simulated.lbkit.io/mode", "pod"));
        assertThat(design.outcome()).isEqualTo(Design.Outcome.BLOCKED);
        assertThat(design.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).hasToString("LB-SVC-017");
            assertThat(finding.message()).contains("instance, ip");
        });
    }

    @Test
    void aRequestedAddressMustBeOneOfTheCloud() {
        assertThat(Scenes.only(
                                design(Scenes.service().loadBalancerIp("198.18.0.9"))
                                        .resources(),
                                SimulatedKinds.LOAD_BALANCER_KIND)
                        .get(SimulatedKinds.REQUESTED_ADDRESS))
                .contains("198.18.0.9");
        for (String bad : List.of("nonsense", "2001:db8::1", "192.0.2.1")) {
            assertThat(design(Scenes.service().loadBalancerIp(bad)).findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.code()).hasToString("LB-SVC-018"));
        }
    }

    @Test
    void aServiceThatIsTooLargeForTheCloudIsBlocked() {
        Observation small = Observation.builder()
                .facts(CloudFacts.of(Map.of("quotas", Map.of("listenersPerLoadBalancer", 0, "membersPerPool", 1))))
                .build();
        Design design = cloud.design(Scenes.request(Scenes.service().build(), small));
        assertThat(design.outcome()).isEqualTo(Design.Outcome.BLOCKED);
        assertThat(design.findings()).extracting(Finding::kind).containsExactly(FindingKind.QUOTA, FindingKind.QUOTA);
    }

    @Test
    void factsOfTheWrongFormBlock() {
        Observation broken = Observation.builder()
                .facts(CloudFacts.of(Map.of("addressPools", Map.of("ipv4", "wide"))))
                .build();
        assertThat(cloud.design(Scenes.request(Scenes.service().build(), broken))
                        .outcome())
                .isEqualTo(Design.Outcome.BLOCKED);
    }

    @Test
    void theSameRequestGivesTheSameDesign() {
        Service service = Scenes.service().build();
        Observation empty = Scenes.observe(cloud);
        Design first = cloud.design(Scenes.request(service, empty));
        Scenes.make(cloud, first.resources());
        cloud.console()
                .delete(Scenes.actual(cloud, SimulatedKinds.LISTENER_KIND).id());
        assertThat(cloud.design(Scenes.request(service, empty))).isEqualTo(first);
        assertThat(SimulatedCloud.create().design(Scenes.request(service, empty)))
                .isEqualTo(first);
    }

    @Test
    void namesFitAndDiffer() {
        ServiceKey odd = ServiceKey.of("n".repeat(63), "s".repeat(63));
        assertThat(SimulatedNames.ofService("c", odd, "public", "sctp", "65535", "ipv6"))
                .hasSize(63)
                .matches("[a-z0-9][a-z0-9-]*[a-z0-9]");
        assertThat(SimulatedNames.ofService("c", ServiceKey.of("a-b", "c"), "x"))
                .isNotEqualTo(SimulatedNames.ofService("c", ServiceKey.of("a", "b-c"), "x"));
        assertThat(SimulatedNames.ofCluster("Prod/EU", "nodes")).matches("prod-eu-nodes-[0-9a-f]{8}");
    }
}
