package io.lbkit.examples.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.examples.haproxy.client.HaproxySettings;
import io.lbkit.model.cluster.ConditionStatus;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.finding.Finding;
import io.lbkit.model.net.Protocol;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.Observation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HaproxyDesignTest {
    private final Shop shop = new Shop()
            .node("node-a", "127.0.0.2", ConditionStatus.TRUE)
            .node("node-b", "127.0.0.3", ConditionStatus.TRUE);

    private Design design(String service, Observation observation) {
        return reconciler().design(shop.snapshot(), observation).get(ServiceKey.of("shop", service));
    }

    private static Reconciler reconciler() {
        HaproxyProvider provider = new HaproxyProvider(HaproxySettings.of(Map.of("addresses", "127.0.0.1,127.0.0.9")));
        return Reconciler.builder().provider(provider).clusterId(Shop.CLUSTER).build();
    }

    private Design design(Service.Builder service) {
        Service built = service.build();
        shop.with(built);
        return design(built.key().name(), Observation.empty());
    }

    private static Map<String, SpecValue> spec(Design design, String kind) {
        return design.resources().stream()
                .filter(resource -> resource.kind().name().equals("haproxy#" + kind))
                .map(Resource::spec)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> codes(Design design) {
        return design.findings().stream()
                .map(Finding::code)
                .map(Object::toString)
                .toList();
    }

    @Test
    @DisplayName("A port gets a backend with its nodes and a frontend that sends to it")
    void backendAndFrontend() {
        Design design = design(Shop.service("web", 8080));

        assertThat(design.outcome()).isEqualTo(Design.Outcome.DESIGNED);
        assertThat(spec(design, "backend"))
                .containsEntry("balance", SpecValue.of("roundrobin"))
                .containsEntry("default-server", SpecValue.of("check inter 500ms rise 2 fall 2"));
        assertThat(spec(design, "frontend"))
                .containsEntry("bind", SpecValue.of("127.0.0.1:8080"))
                .containsEntry("tcp-request connection", SpecValue.absent())
                .containsEntry(
                        "default_backend",
                        new SpecValue.Ref(new ResourceId("haproxy#backend", "prod:shop:web:8080:IPv4")));
        assertThat(design.resources().get(0).members().orElseThrow()).hasToString("[node-a:30080, node-b:30080]");
    }

    @Test
    @DisplayName("Only TCP: a Service with another protocol is left as it is, and told so")
    void onlyTcp() {
        Design design = design(Shop.service("dns", 8080)
                .addPort(Shop.port(8053).name("dns").protocol(Protocol.UDP).build()));

        assertThat(design.outcome()).isEqualTo(Design.Outcome.BLOCKED);
        assertThat(codes(design)).containsExactly("LB-HAP-001");
        assertThat(design.findings().get(0).about()).isEqualTo("spec.ports[1].protocol");
    }

    @Test
    @DisplayName("Source ranges become a rule")
    void sourceRanges() {
        Design design = design(Shop.service("web", 8080).addLoadBalancerSourceRanges("10.0.0.0/8", "192.0.2.0/24"));
        Resource frontend = design.resources().get(1);

        assertThat(spec(design, "frontend"))
                .containsEntry("tcp-request connection", SpecValue.of("reject if !{ src 10.0.0.0/8 192.0.2.0/24 }"));
        assertThat(HaproxyKinds.FRONTEND.publishes().orElseThrow().apply(frontend))
                .containsExactly("127.0.0.1");
    }

    @Test
    @DisplayName(
            "Clients of a Service with affinity are told apart by their addresses, with a hash that new servers do not upset")
    void affinity() {
        Design design = design(Shop.service("web", 8080).sessionAffinity(SessionAffinity.CLIENT_IP));

        assertThat(spec(design, "backend"))
                .containsEntry("balance", SpecValue.of("source"))
                .containsEntry("hash-type", SpecValue.of("consistent"));
    }

    @Test
    @DisplayName("Two Services do not share an address and port: the first has it, or who had it before")
    void takenPorts() {
        shop.with(Shop.service("a", 8080).build()).with(Shop.service("b", 8080).build());
        assertThat(held(Observation.empty())).containsExactly(ServiceKey.of("shop", "b"));

        Observation observation = Observation.builder()
                .actual(ResourceGraph.of(design("b", Observation.empty()).resources()))
                .build();
        assertThat(held(observation)).containsExactly(ServiceKey.of("shop", "a"));
    }

    private Set<ServiceKey> held(Observation observation) {
        return reconciler().plan(shop.snapshot(), observation).held();
    }

    @Test
    @DisplayName("A Service gets the address that it asks for, if it is one of HAProxy's")
    void requestedAddress() {
        assertThat(spec(design(Shop.service("web", 8080).loadBalancerIp("127.0.0.9")), "frontend"))
                .containsEntry("bind", SpecValue.of("127.0.0.9:8080"));
        assertThat(codes(design(Shop.service("web", 8080).loadBalancerIp("192.0.2.1"))))
                .containsExactly("LB-HAP-002");
    }

    @Test
    @DisplayName("A Service without node ports sends to its pods, one of another class is none of ours")
    void podsAndClass() {
        shop.pods("web", 8080, 8080, Shop.endpoint("127.0.0.7").build());
        Design pods = design(Shop.service("web", 8080).allocateLoadBalancerNodePorts(false));
        assertThat(pods.resources().get(0).members().orElseThrow()).hasToString("[127.0.0.7:8080]");
        assertThat(design(Shop.service("web", 8080).loadBalancerClass("metallb.io/l2"))
                        .outcome())
                .isEqualTo(Design.Outcome.UNMANAGED);
        assertThat(design(Shop.service("web", 8080).loadBalancerClass(HaproxyProvider.LOAD_BALANCER_CLASS))
                        .outcome())
                .isEqualTo(Design.Outcome.DESIGNED);
    }

    @Test
    @DisplayName("Programs find the provider on the class path")
    void discovery() {
        assertThat(LoadBalancerProviderFactory.discover())
                .extracting(LoadBalancerProviderFactory::id)
                .contains(HaproxyProvider.ID);
    }
}
