package io.lbkit.benchmarks;

import io.lbkit.benchmarks.WorldDraft.Fault;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.model.lb.Member;
import io.lbkit.model.lb.MemberHealth;
import io.lbkit.model.lb.MemberKey;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.lb.ServiceBackends;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.backend.BackendOptions;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the cloud should have of a world, and what it has. In instance mode the pool of a Service has the nodes of its group, as
 * with a selector of nodes; a few have every node of the cluster.
 */
final class WorldCloud {
    static final String CLUSTER = "bench";

    private final WorldDraft draft;
    private final WorldObjects objects;
    private final ClusterSnapshot cluster;
    private final BackendResolver resolver;
    private final SimulatedCloud cloud = SimulatedCloud.create();
    private final Map<Integer, BackendOptions> groups = new HashMap<>();

    WorldCloud(WorldDraft draft, WorldObjects objects, ClusterSnapshot cluster) {
        this.draft = draft;
        this.objects = objects;
        this.cluster = cluster;
        this.resolver = BackendResolver.of(cluster);
    }

    /** The designs in the order of the numbers of the Services. */
    List<Design> designs() {
        Observation empty = cloud.observe(ObservationScope.cluster(CLUSTER));
        List<Design> designs = new ArrayList<>();
        for (int i = 0; i < draft.services(); i++) {
            designs.add(design(i, empty));
        }
        return designs;
    }

    private Design design(int number, Observation empty) {
        Service service = cluster.service(draft.key(number)).orElseThrow();
        Design everyNode = cloud.design(new DesignRequest(CLUSTER, service, resolver, empty));
        if (draft.mode() == BackendMode.POD_IP || draft.isOnAllNodes(number)) {
            return everyNode;
        }
        ServiceBackends backends = resolver.resolve(service, options(draft.group(number)));
        PortBackends port = backends.ports().get(0);
        return Design.builder()
                .from(everyNode)
                .backends(backends)
                .resources(everyNode.resources().stream()
                        .map(resource -> isPool(resource) ? with(resource, port.members()) : resource)
                        .toList())
                .build();
    }

    /** One filter a group, so that the Services of a group share its set of nodes. */
    private BackendOptions options(int group) {
        return groups.computeIfAbsent(
                group,
                number -> BackendOptions.builder()
                        .mode(BackendMode.NODE_PORT)
                        .nodeFilter(node ->
                                String.valueOf(number).equals(node.labels().get(WorldObjects.GROUP_LABEL))
                                        ? Optional.empty()
                                        : Optional.of("the node is of another group"))
                        .build());
    }

    private static boolean isPool(Resource resource) {
        return resource.kind().equals(SimulatedKinds.BACKEND_POOL_KIND);
    }

    private static Resource with(Resource pool, MemberSet members) {
        return Resource.builder().from(pool).members(members).build();
    }

    Observation observation(List<Design> designs) {
        Observation.Builder seen = Observation.builder();
        List<Resource> actual = new ArrayList<>();
        for (int i = 0; i < draft.services(); i++) {
            for (Resource wanted : designs.get(i).resources()) {
                Resource found = found(wanted, i);
                actual.add(found);
                int service = i;
                found.members().ifPresent(members -> seen.putHealth(found.id(), health(service, members)));
            }
        }
        return seen.actual(ResourceGraph.of(actual)).build();
    }

    private Resource found(Resource wanted, int service) {
        Resource.Builder found =
                Resource.builder().from(wanted).cloudId("id-" + wanted.name()).revision("1");
        if (wanted.kind().equals(SimulatedKinds.LOAD_BALANCER_KIND)) {
            found.set(
                    SimulatedKinds.IP_ADDRESS,
                    WorldObjects.loadBalancer(service).toString());
        }
        wanted.members().ifPresent(members -> found.members(registered(service, members)));
        return found.build();
    }

    /** A copy, as a cloud's client would return it. */
    private MemberSet registered(int service, MemberSet wanted) {
        List<Member> members = new ArrayList<>();
        wanted.forEach(member -> members.add(Member.builder().from(member).build()));
        if (draft.has(service, Fault.TARGET_MISSING)) {
            members.remove(0);
        }
        if (draft.has(service, Fault.TARGET_STALE)) {
            members.add(Member.builder()
                    .from(members.get(0))
                    .id("gone-" + members.get(0).id())
                    .address(Optional.empty())
                    .build());
        }
        return MemberSet.of(members);
    }

    private Map<MemberKey, MemberHealth> health(int service, MemberSet members) {
        Map<MemberKey, MemberHealth> health = new TreeMap<>();
        for (Member member : members) {
            boolean healthy = !draft.has(service, Fault.TARGETS_UNHEALTHY) && objects.answers(service, member);
            health.put(
                    member.key(), MemberHealth.of(healthy ? MemberHealth.State.HEALTHY : MemberHealth.State.UNHEALTHY));
        }
        return health;
    }
}
