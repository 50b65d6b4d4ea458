package io.lbkit.benchmarks;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.AddressType;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Endpoint;
import io.lbkit.model.cluster.EndpointPort;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.NodeAddress;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.cluster.ServiceType;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.net.IpAddress;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Services with external traffic policy Cluster in front of all nodes of a cluster, in a cloud that has everything as wanted.
 * Each Service has one port and one slice of three endpoints.
 */
final class Fleet {
    static final String CLUSTER = "bench";
    private static final int SERVICES_A_READ = 100;
    private static final int PORTS = 2_768;

    private final int services;
    private final int nodes;
    private final SimulatedCloud cloud = SimulatedCloud.create();
    private final ClusterSnapshot cluster;

    Fleet(int services, int nodes) {
        this.services = services;
        this.nodes = nodes;
        ClusterSnapshot.Builder objects = ClusterSnapshot.builder()
                .covering(ObjectType.SERVICE, Coverage.COMPLETE)
                .covering(ObjectType.NODE, Coverage.COMPLETE)
                .covering(ObjectType.ENDPOINT_SLICE, Coverage.COMPLETE);
        for (int i = 0; i < nodes; i++) {
            objects.add(node(i));
        }
        for (int i = 0; i < services; i++) {
            objects.add(service(i)).add(slice(i, true));
        }
        this.cluster = objects.build();
    }

    int services() {
        return services;
    }

    /** A node; those from the size of the fleet on are not there yet. */
    static Node node(int number) {
        return Node.builder()
                .name(String.format("node-%05d.example.internal", number))
                .addAddress(new NodeAddress(
                        NodeAddress.Type.INTERNAL_IP,
                        IpAddress.parse("10." + (number >> 16) + "." + (number >> 8 & 255) + "." + (number & 255))))
                .putLabel("topology.kubernetes.io/zone", "zone-" + number % 3)
                .build();
    }

    List<Node> joining(int count) {
        List<Node> joining = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            joining.add(node(nodes + i));
        }
        return joining;
    }

    static ServiceKey key(int number) {
        return ServiceKey.of("ns-" + number % 100, "service-" + number);
    }

    private static Service service(int number) {
        return Service.builder()
                .key(key(number))
                .uid("uid-" + number)
                .type(ServiceType.LOAD_BALANCER)
                .putSelector("app", "app-" + number)
                .addPort(ServicePort.builder()
                        .port(443)
                        .nodePort(30_000 + number % PORTS)
                        .build())
                .build();
    }

    /** The slice of a Service, where the last endpoint is ready or not. */
    static EndpointSlice slice(int number, boolean allReady) {
        EndpointSlice.Builder slice = EndpointSlice.builder()
                .key(ObjectKey.of(key(number).namespace(), key(number).name() + "-abcde"))
                .serviceName(key(number).name())
                .addressType(AddressType.IPV4)
                .addPort(EndpointPort.builder().port(8443).build());
        for (int i = 0; i < 3; i++) {
            slice.addEndpoint(Endpoint.builder()
                    .addAddress("10.200." + (number & 255) + "." + (i + 1))
                    .nodeName(node(i).name())
                    .ready(allReady || i < 2)
                    .build());
        }
        return slice.build();
    }

    /** A planner that knows everything and has nothing to do. */
    FleetPlanner settled() {
        return settled(false);
    }

    /** The same, where each pool was observed with members and health of its own, as a cloud's client would return them. */
    FleetPlanner settledByCopies() {
        return settled(true);
    }

    private FleetPlanner settled(boolean byCopies) {
        FleetPlanner planner =
                FleetPlanner.builder().provider(cloud).clusterId(CLUSTER).build();
        planner.replace(cluster);
        for (int first = 0; first < services; first += SERVICES_A_READ) {
            read(planner, first, Math.min(services, first + SERVICES_A_READ), byCopies);
        }
        if (!planner.plan().isEmpty()) {
            throw new IllegalStateException("a settled fleet has nothing to do: " + planner.plan());
        }
        return planner;
    }

    private void read(FleetPlanner planner, int from, int to, boolean byCopies) {
        Observation empty = cloud.observe(ObservationScope.cluster(CLUSTER));
        BackendResolver resolver = BackendResolver.of(cluster);
        Observation.Builder seen = Observation.builder().facts(empty.facts());
        List<Resource> actual = new ArrayList<>();
        TreeSet<ServiceKey> scope = new TreeSet<>();
        for (int i = from; i < to; i++) {
            scope.add(key(i));
            Service service = cluster.service(key(i)).orElseThrow();
            for (Resource wanted : cloud.design(new DesignRequest(CLUSTER, service, resolver, empty))
                    .resources()) {
                Resource found = found(wanted, byCopies);
                actual.add(found);
                found.members()
                        .filter(members -> byCopies)
                        .ifPresent(members -> seen.putHealth(found.id(), healthy(members)));
            }
        }
        planner.observed(
                new ObservationScope(CLUSTER, scope),
                seen.actual(ResourceGraph.of(actual)).build());
    }

    private static Resource found(Resource wanted, boolean byCopies) {
        Resource.Builder found = Resource.builder()
                .from(wanted)
                .cloudId("id-" + wanted.name())
                .revision("1")
                .applied(new Applied(wanted.specFingerprint(), wanted.members().map(MemberSet::fingerprint), "1"));
        wanted.members().ifPresent(members -> found.members(byCopies ? copy(members) : members));
        return found.build();
    }

    private static MemberSet copy(MemberSet members) {
        return MemberSet.of(members.asList().stream()
                .map(member -> Member.builder().from(member).build())
                .toList());
    }

    private static Map<MemberKey, MemberHealth> healthy(MemberSet members) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        members.forEach(member -> health.put(member.key(), MemberHealth.of(MemberHealth.State.HEALTHY)));
        return health;
    }
}
