package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServicePort;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Rules 2xx. */
abstract class DesignRules extends Section {
    private static final int THREADS = 4;

    DesignRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    private DesignRequest request(Observation observation) {
        return bench.request(oneService(), sample.service(1), observation);
    }

    @Rule(id = "LBP-201", text = "The same request gives an equal design each time")
    void designIsDeterministic() {
        DesignRequest request = request(bench.observe());
        Design first = bench.provider().design(request);

        assertThat(bench.provider().design(request)).as("the second design").isEqualTo(first);
        assertThat(bench.provider().design(request)).as("the third design").isEqualTo(first);
    }

    @Rule(id = "LBP-202", text = "The same request gives an equal design after any other call, of a new provider too")
    void designHasNoMemory() {
        DesignRequest request = request(bench.observe());
        Design first = bench.provider().design(request);
        ClusterSnapshot others = sample.with(7, sample.service(2), sample.service(3));
        bench.design(others, SampleCluster.key(2));
        bench.apply("two other Services", others);

        assertThat(bench.provider().design(request))
                .as("the design after other calls")
                .isEqualTo(first);
        assertThat(harness.restarted().design(request))
                .as("the design of a provider that was just made")
                .isEqualTo(first);
    }

    @Rule(id = "LBP-203", text = "The same request gives an equal design in every thread")
    void designIsThreadSafe() throws InterruptedException {
        DesignRequest request = request(bench.observe());
        Design first = bench.provider().design(request);
        ConcurrentLinkedQueue<Object> found = new ConcurrentLinkedQueue<>();

        Threads.run(THREADS, number -> {
            for (int i = 0; i < 20; i++) {
                found.add(bench.provider().design(request));
            }
        });

        assertThat(found)
                .as("designs of " + THREADS + " threads")
                .hasSize(THREADS * 20)
                .containsOnly(first);
    }

    @Rule(id = "LBP-204", text = "A design makes no call of the cloud")
    void designMakesNoCall() {
        ask(contract.canCountCalls(), "canCountCalls()");
        DesignRequest request = request(bench.observe());
        long before = harness.calls();
        bench.provider().design(request);

        assertThat(harness.calls()).as("calls of the cloud after a design").isEqualTo(before);
    }

    @Rule(id = "LBP-205", text = "Bad input gives findings, not exceptions")
    void badInputGivesFindings() {
        Observation observation = bench.observe();
        ClusterSnapshot cluster = oneService();
        badServices().forEach((what, service) -> {
            bench.note("design with " + what);
            requireAnswer(what, bench.request(cluster.with(service), service, observation));
        });
        Service good = sample.service(1);
        requireAnswer("no facts", bench.request(cluster, good, Observation.empty()));
        requireAnswer("no node", bench.request(sample.with(0, good), good, observation));
        Node bare = Node.builder().name("bare").build();
        requireAnswer("a node without addresses", bench.request(cluster.with(bare), good, observation));
        requireAnswer("an empty cluster", bench.request(ClusterSnapshot.empty().with(good), good, observation));
    }

    private void requireAnswer(String what, DesignRequest request) {
        assertThatCode(() -> assertThat(bench.provider().design(request).service())
                        .isEqualTo(request.service().key()))
                .as("design with " + what)
                .doesNotThrowAnyException();
    }

    private Map<String, Service> badServices() {
        Map<String, Service> bad = new LinkedHashMap<>();
        Service good = sample.service(1);
        bad.put(
                "a bad address",
                Service.builder().from(good).loadBalancerIp("999.1.1.1").build());
        bad.put(
                "a name as address",
                Service.builder().from(good).loadBalancerIp("gateway").build());
        bad.put(
                "a bad source range",
                Service.builder()
                        .from(good)
                        .addLoadBalancerSourceRange("10.0.0.0/99")
                        .build());
        bad.put("no node port", withPort(good, ServicePort.builder().port(80).build()));
        bad.put(
                "no selector and no uid",
                Service.builder()
                        .from(good)
                        .selector(Map.of())
                        .uid(Optional.empty())
                        .build());
        harness.edits()
                .forEach(edit -> edit.change()
                        .apply(good)
                        .annotations()
                        .keySet()
                        .forEach(annotation -> bad.put(
                                "nonsense in " + annotation,
                                Service.builder()
                                        .from(good)
                                        .putAnnotation(annotation, "~ nonsense \u0000")
                                        .build())));
        return bad;
    }

    private static Service withPort(Service service, ServicePort port) {
        return Service.builder().from(service).ports(List.of(port)).build();
    }

    @Rule(id = "LBP-206", text = "Every designed resource belongs to the Service or to the whole cluster")
    void designedResourcesAreOwned() {
        Owner service = Owner.of(Bench.CLUSTER, sample.service(1));
        Design design = bench.design(oneService(), SampleCluster.key(1));

        assertThat(design.outcome())
                .as("outcome of the design, with " + design.findings())
                .isEqualTo(Design.Outcome.DESIGNED);
        assertThat(design.resources()).as("resources").isNotEmpty();
        // A resource without an owner gets the Service as owner.
        design.resources()
                .forEach(resource -> assertThat(resource.owners())
                        .as("owners of " + resource.id())
                        .isSubsetOf(service, Owner.ofCluster(Bench.CLUSTER)));
    }

    @Rule(id = "LBP-207", text = "What a resource refers to is designed too or exists")
    void referencesLead() {
        Observation observation = bench.observe();
        List<Resource> resources =
                bench.design(oneService(), SampleCluster.key(1)).resources();
        SortedSet<ResourceId> known = new TreeSet<>(observation.actual().ids());
        resources.forEach(resource -> known.add(resource.id()));

        resources.forEach(resource ->
                assertThat(known).as("what is there for " + resource.id()).containsAll(resource.dependsOn()));
        ResourceGraph.requireAcyclic(resources);
    }

    @Rule(id = "LBP-208", text = "Designs of different Services do not contradict each other")
    void designsMerge() {
        ClusterSnapshot cluster = sample.with(sample.service(1), sample.service(2), sample.service(3));
        List<Resource> all = new ArrayList<>();
        bench.designs(cluster).values().forEach(design -> all.addAll(design.resources()));

        assertThat(ResourceGraph.of(all).conflicts()).as("contradictions").isEmpty();
    }

    @Rule(id = "LBP-209", text = "A Service of another load balancer class is left to others")
    void otherClassesAreLeft() {
        Service other = Service.builder()
                .from(sample.service(1))
                .loadBalancerClass("conformance.example/none")
                .build();
        Design design = bench.design(sample.with(other), other.key());

        assertThat(design.outcome()).as("outcome").isEqualTo(Design.Outcome.UNMANAGED);
        assertThat(design.resources()).as("resources").isEmpty();
    }

    @Rule(id = "LBP-210", text = "A design does not depend on the order in which the cluster was told")
    void orderDoesNotMatter() {
        ClusterSnapshot told = oneService();
        ClusterSnapshot again = ClusterSnapshot.builder().build();
        List<Node> nodes = new ArrayList<>(told.nodes());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            again = again.with(nodes.get(i));
        }
        for (EndpointSlice slice : told.endpointSlices()) {
            again = again.with(slice);
        }
        for (ObjectType type : ObjectType.values()) {
            again = again.covering(type, told.coverage(type));
        }
        again = again.with(sample.service(1));

        assertThat(bench.design(again, SampleCluster.key(1)))
                .as("the design for nodes in the opposite order")
                .isEqualTo(bench.design(told, SampleCluster.key(1)));
    }
}
