package io.lbkit.testkit.jqwik;

import io.lbkit.model.cluster.IpFamilyPolicy;
import io.lbkit.model.cluster.IpMode;
import io.lbkit.model.cluster.LoadBalancerIngress;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.cluster.SessionAffinity;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.net.Cidr;
import io.lbkit.model.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Builders.BuilderCombinator;
import net.jqwik.api.Tuple;

/** Services as an API server stores them: valid, with defaults filled in and ports allocated. */
final class Services {
    private static final String CLEANUP = "service.kubernetes.io/load-balancer-cleanup";
    private static final List<List<IpFamily>> FAMILIES = List.of(
            List.of(IpFamily.IPV4),
            List.of(IpFamily.IPV6),
            List.of(IpFamily.IPV4, IpFamily.IPV6),
            List.of(IpFamily.IPV6, IpFamily.IPV4));
    private static final int HEALTH_CHECK_PORTS = 32_000;
    private static final int NODE_PORTS = 30_000;

    private Services() {}

    static Arbitrary<Service> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, ofType(ServiceType.LOAD_BALANCER, Names.serviceKeys())),
                Tuple.of(1, ofType(ServiceType.CLUSTER_IP, Names.serviceKeys())),
                Tuple.of(1, ofType(ServiceType.NODE_PORT, Names.serviceKeys())),
                Tuple.of(1, ofType(ServiceType.EXTERNAL_NAME, Names.serviceKeys())));
    }

    static Arbitrary<Service> ofType(ServiceType type, Arbitrary<ServiceKey> keys) {
        BuilderCombinator<Service.Builder> named = named(type, keys);
        return switch (type) {
            case EXTERNAL_NAME -> named.build(Service.Builder::build);
            case CLUSTER_IP -> serving(named).build(Services::admitted);
            case NODE_PORT -> exposed(serving(named)).build(Services::admitted);
            case LOAD_BALANCER -> balanced(exposed(serving(named))).build(Services::admitted);
        };
    }

    /** The same Service under another name, allocated ports included. */
    static Service renamed(Service service, ServiceKey key) {
        return admitted(Service.builder().from(service).key(key).uid(uid(key)));
    }

    private static String uid(ServiceKey key) {
        return "uid-" + key.namespace() + "-" + key.name();
    }

    private static BuilderCombinator<Service.Builder> named(ServiceType type, Arbitrary<ServiceKey> keys) {
        return Builders.withBuilder(() -> Service.builder().type(type))
                .use(keys)
                .in((service, key) -> service.key(key).uid(uid(key)))
                .use(Choices.usually(Choices.instants()))
                .in(Service.Builder::created)
                .use(Choices.seldom(Choices.instants()))
                .in(Service.Builder::deletionRequested);
    }

    private static BuilderCombinator<Service.Builder> serving(BuilderCombinator<Service.Builder> service) {
        return service.use(ServicePorts.lists())
                .in(Service.Builder::ports)
                .use(Choices.<SortedMap<String, String>>mostly(Names.labels(), Arbitraries.create(TreeMap::new)))
                .in(Service.Builder::selector)
                .use(Arbitraries.of(FAMILIES))
                .in(Service.Builder::ipFamilies)
                .use(Choices.mostly(Arbitraries.of(TrafficPolicy.CLUSTER), Arbitraries.of(TrafficPolicy.LOCAL)))
                .in(Service.Builder::internalTrafficPolicy)
                .use(Arbitraries.of(SessionAffinity.class))
                .in(Services::affinity)
                .use(Choices.seldom(Arbitraries.of("PreferSameZone", "PreferSameNode", "PreferClose")))
                .in(Service.Builder::trafficDistribution)
                .use(Choices.seldom())
                .in(Service.Builder::publishNotReadyAddresses);
    }

    private static Service.Builder affinity(Service.Builder service, SessionAffinity affinity) {
        service.sessionAffinity(affinity);
        return affinity == SessionAffinity.NONE ? service : service.sessionAffinityTimeoutSeconds(10_800);
    }

    private static BuilderCombinator<Service.Builder> exposed(BuilderCombinator<Service.Builder> service) {
        return service.use(Arbitraries.of(TrafficPolicy.class))
                .in(Service.Builder::externalTrafficPolicy)
                .use(Choices.seldom(Addresses.of(IpFamily.IPV4)))
                .in((draft, address) ->
                        draft.externalIps(address.map(Object::toString).stream().toList()));
    }

    private static BuilderCombinator<Service.Builder> balanced(BuilderCombinator<Service.Builder> service) {
        return service.use(Choices.usually())
                .in(Service.Builder::allocateLoadBalancerNodePorts)
                .use(sourceRanges())
                .in(Service.Builder::loadBalancerSourceRanges)
                .use(Choices.seldom(Arbitraries.of("example.com/internal", "example.com/fast")))
                .in(Service.Builder::loadBalancerClass)
                .use(Choices.seldom(Addresses.any().map(Object::toString)))
                .in(Service.Builder::loadBalancerIp)
                .use(annotations())
                .in(Service.Builder::annotations)
                .use(ingress())
                .in(Service.Builder::ingress)
                .use(Choices.usually())
                .in((draft, cleaned) -> cleaned ? draft.addFinalizer(CLEANUP) : draft);
    }

    private static Arbitrary<Map<String, String>> annotations() {
        return Choices.<Map<String, String>>mostly(
                Arbitraries.just(Map.of()),
                Arbitraries.of(List.of(
                        Map.of("team", "checkout"),
                        Map.of("service.beta.kubernetes.io/load-balancer-source-ranges", "10.0.0.0/8,192.0.2.0/24"),
                        Map.of("service.kubernetes.io/topology-mode", "Auto"))));
    }

    /** Ranges as stored: canonical ones, and what older API servers let pass. */
    private static Arbitrary<List<String>> sourceRanges() {
        Arbitrary<String> canonical = Addresses.cidrs().map(Cidr::toString);
        Arbitrary<String> old = Arbitraries.of(" 10.0.0.0/8 ", "10.1.2.3/16", "010.0.0.0/8", "::ffff:10.0.0.0/104");
        return Choices.mostly(canonical, old).list().ofMaxSize(3);
    }

    private static Arbitrary<List<LoadBalancerIngress>> ingress() {
        Arbitrary<LoadBalancerIngress> address =
                Addresses.any().map(ip -> LoadBalancerIngress.builder().ip(ip).build());
        Arbitrary<LoadBalancerIngress> proxied = Addresses.any()
                .map(ip -> LoadBalancerIngress.builder()
                        .ip(ip)
                        .ipMode(IpMode.PROXY)
                        .build());
        Arbitrary<LoadBalancerIngress> hostname = Names.workloads()
                .map(name -> LoadBalancerIngress.builder()
                        .hostname(name + ".lb.example.com")
                        .build());
        return Arbitraries.oneOf(address, hostname, proxied).list().ofMaxSize(2);
    }

    /** What an API server adds to a Service that it admits. */
    private static Service admitted(Service.Builder draft) {
        Service service = draft.build();
        Service.Builder admitted = Service.builder()
                .from(service)
                .ports(allocated(service))
                .ipFamilyPolicy(
                        service.ipFamilies().size() > 1
                                ? IpFamilyPolicy.PREFER_DUAL_STACK
                                : IpFamilyPolicy.SINGLE_STACK)
                .clusterIps(clusterIps(service));
        boolean checkedByNodePort =
                service.type() == ServiceType.LOAD_BALANCER && service.externalTrafficPolicy() == TrafficPolicy.LOCAL;
        return admitted.healthCheckNodePort(
                        checkedByNodePort
                                ? OptionalInt.of(HEALTH_CHECK_PORTS + slot(service.key()))
                                : OptionalInt.empty())
                .build();
    }

    private static List<ServicePort> allocated(Service service) {
        boolean allocates = service.type() == ServiceType.NODE_PORT
                || (service.type() == ServiceType.LOAD_BALANCER && service.allocateLoadBalancerNodePorts());
        if (!allocates) {
            return service.ports();
        }
        List<ServicePort> ports = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            int nodePort = NODE_PORTS + 10 * slot(service.key()) + ports.size();
            ports.add(ServicePort.builder().from(port).nodePort(nodePort).build());
        }
        return ports;
    }

    private static List<String> clusterIps(Service service) {
        int slot = slot(service.key());
        return service.ipFamilies().stream()
                .map(family -> family == IpFamily.IPV4 ? "10.96.0." + slot : "fd00:96::" + slot)
                .toList();
    }

    /** A number from 1 to 200 that depends on nothing but the name. */
    private static int slot(ServiceKey key) {
        return 1 + Math.floorMod(key.toString().hashCode(), 200);
    }
}
