package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectKey;
import io.lbkit.model.cluster.Pod;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.lb.MemberSet;
import io.lbkit.model.lb.PortBackends;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Rules 22x: what a provider says about its designs, so that a fleet need not make all of them again. */
abstract class LocalityRules extends Section {
    private static final int NODES = 3;

    LocalityRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    /** What a Service should have, and what is said about it. */
    private record Wish(List<Resource> resources, List<?> findings) {
        static Wish of(Design design) {
            return new Wish(design.resources(), design.findings());
        }
    }

    private Wish wish(ClusterSnapshot cluster, Service service, Observation seen) {
        return Wish.of(bench.provider().design(bench.request(cluster, service, seen)));
    }

    private List<Service> services() {
        List<Service> services = new ArrayList<>(List.of(sample.service(1)));
        sample.edits().forEach(edit -> services.add(edit.change().apply(sample.service(1))));
        return services;
    }

    @Rule(
            id = "LBP-221",
            level = Level.OPTIONAL,
            text = "Where designs are local, other Services, pods and objects of others bear upon none")
    void localDesignsLookNowhereElse() {
        skipUnless(bench.provider().designsLocally(), "designs are not local");
        bench.apply("two Services", sample.with(sample.service(1), sample.service(2)));
        Observation seen = bench.observe();
        for (Service service : services()) {
            ClusterSnapshot cluster = sample.with(service, sample.service(2));
            Wish wish = wish(cluster, service, seen);
            otherClusters(cluster, service)
                    .forEach((what, other) -> assertThat(wish(other, service, seen))
                            .as("the design with " + what)
                            .isEqualTo(wish));
            otherClouds(seen)
                    .forEach((what, other) -> assertThat(wish(cluster, service, other))
                            .as("the design with " + what)
                            .isEqualTo(wish));
        }
    }

    private Map<String, ClusterSnapshot> otherClusters(ClusterSnapshot cluster, Service service) {
        Map<String, ClusterSnapshot> others = new LinkedHashMap<>();
        others.put("no other Service", sample.with(service));
        Service twin = Service.builder()
                .from(service)
                .key("shop", "a-twin")
                .uid("2222-1")
                .build();
        others.put("a Service of the same ports beside", cluster.with(twin));
        Pod pod = Pod.builder()
                .key(ObjectKey.of("shop", "web-1-0"))
                .labels(service.selector())
                .addIp(harness.pod(1))
                .nodeName(harness.node(1).name())
                .build();
        others.put("a pod", cluster.with(pod));
        return others;
    }

    private static Map<String, Observation> otherClouds(Observation seen) {
        Owner own = new Owner(Bench.CLUSTER, Optional.of(SampleCluster.key(1)), Optional.empty());
        Map<String, Observation> others = new LinkedHashMap<>();
        List<Resource> all = new ArrayList<>(seen.actual().resources());
        others.put(
                "nothing but its own objects in the cloud",
                with(seen, all.stream().filter(resource -> isOf(own, resource)).toList()));
        others.put("objects of another cluster beside", with(seen, beside(all, List.of(Owner.ofCluster("another")))));
        others.put("objects of nobody beside", with(seen, beside(all, List.of())));
        return others;
    }

    private static boolean isOf(Owner own, Resource resource) {
        return resource.owners().stream()
                .anyMatch(owner -> owner.cluster().equals(own.cluster())
                        && (owner.service().isEmpty() || owner.service().equals(own.service())));
    }

    private static List<Resource> beside(List<Resource> all, List<Owner> owners) {
        UnaryOperator<Resource> copy = resource -> Resource.builder()
                .from(resource)
                .name(resource.name() + "-theirs")
                .owners(owners)
                .build();
        List<Resource> both = new ArrayList<>(all);
        all.forEach(resource -> both.add(copy.apply(resource)));
        return both;
    }

    private static Observation with(Observation seen, List<Resource> actual) {
        return Observation.builder().from(seen).actual(ResourceGraph.of(actual)).build();
    }

    @Rule(
            id = "LBP-222",
            level = Level.OPTIONAL,
            text = "Where a design is said to stay right for other nodes, it is the same but for them")
    void designsStayRightForOtherNodes() {
        skipUnless(bench.provider().designsLocally(), "designs are not local");
        Observation seen = bench.observe();
        int exchanges = 0;
        for (Service service : services()) {
            for (int nodes : new int[] {1, NODES + 1, contract.mostNodes()}) {
                exchanges += exchanges(service, seen, NODES, nodes) + exchanges(service, seen, nodes, NODES);
            }
        }
        skipUnless(exchanges > 0, "no design is said to stay right for other nodes");
    }

    private int exchanges(Service service, Observation seen, int nodesBefore, int nodesAfter) {
        Design before = bench.provider().design(bench.request(sample.with(nodesBefore, service), service, seen));
        Design after = bench.provider().design(bench.request(sample.with(nodesAfter, service), service, seen));
        List<PortBackends> old = ports(before);
        List<PortBackends> now = ports(after);
        if (old.isEmpty() || old.size() != now.size()) {
            return 0;
        }
        Design exchanged = before;
        for (int i = 0; i < old.size(); i++) {
            MemberSet from = old.get(i).members();
            MemberSet to = now.get(i).members();
            boolean alike = isPassedOn(before, from)
                    && !from.isEmpty()
                    && !to.isEmpty()
                    && (from.equals(to) || bench.provider().designsAlike(seen.facts(), from, to));
            if (!alike) {
                return 0;
            }
            exchanged = exchanged(exchanged, from, to);
        }
        assertThat(Wish.of(exchanged))
                .as("the design for " + nodesBefore + " nodes with the members of " + nodesAfter)
                .isEqualTo(Wish.of(after));
        return 1;
    }

    private static List<PortBackends> ports(Design design) {
        return design.backends().map(backends -> backends.ports()).orElse(List.of());
    }

    private static boolean isPassedOn(Design design, MemberSet members) {
        return design.resources().stream().anyMatch(pool -> has(pool, members));
    }

    /** Only the very set that the engine gave counts as passed through. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean has(Resource pool, MemberSet members) {
        return pool.members().filter(its -> its == members).isPresent();
    }

    private static Design exchanged(Design design, MemberSet from, MemberSet to) {
        return Design.builder()
                .from(design)
                .resources(design.resources().stream()
                        .map(pool -> has(pool, from)
                                ? Resource.builder().from(pool).members(to).build()
                                : pool)
                        .toList())
                .build();
    }
}
