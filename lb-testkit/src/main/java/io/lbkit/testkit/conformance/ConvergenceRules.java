package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceGraph;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.plan.Differ;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.TestInfo;

/** Rules 3xx. */
abstract class ConvergenceRules extends Section {
    ConvergenceRules(LoadBalancerProviderContract contract) {
        super(contract);
    }

    @Rule(id = "LBP-301", text = "What is applied is observed")
    void appliedIsObserved() {
        Plan plan = bench.apply("one Service", oneService());
        ResourceGraph ours = ResourceGraph.of(bench.ours());

        assertThat(Differ.diff(plan.desired(), ours).values())
                .as("differences between the wish and the cloud")
                .isEmpty();
    }

    @Rule(id = "LBP-302", text = "The second plan is empty")
    void secondPlanIsEmpty() {
        bench.apply("one Service", oneService());

        Bench.assertEmpty(bench.plan(oneService()), "the second plan");
        Bench.assertEmpty(bench.with(harness.restarted()).plan(oneService()), "the plan after a restart");
    }

    @Rule(id = "LBP-303", text = "Observing changes nothing and gives the same twice")
    void observingChangesNothing() {
        bench.apply("one Service", oneService());
        Observation first = bench.observe();
        Observation second = bench.observe();

        // Health and traffic change without anybody's doing.
        assertThat(second.actual()).as("objects, observed a second time").isEqualTo(first.actual());
        assertThat(second.superseded())
                .as("superseded objects, the second time")
                .isEqualTo(first.superseded());
        assertThat(second.unread())
                .as("what could not be read, the second time")
                .isEqualTo(first.unread());
        assertThat(second.facts()).as("facts, observed a second time").isEqualTo(first.facts());
    }

    @Rule(id = "LBP-304", text = "The ownership mark comes back as it was written")
    void markComesBack() {
        Plan plan = bench.apply("one Service", oneService());

        Observation observation = bench.observe();
        for (Resource wanted : plan.desired().resources()) {
            assertThat(observation.actual().get(wanted.id()).map(Resource::owners))
                    .as("owners of " + wanted.id())
                    .hasValueSatisfying(
                            owners -> assertThat(withoutUids(owners)).isEqualTo(withoutUids(wanted.owners())));
        }
    }

    private static SortedSet<Owner> withoutUids(SortedSet<Owner> owners) {
        return owners.stream()
                .map(owner -> new Owner(owner.cluster(), owner.service(), Optional.empty()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Rule(
            id = "LBP-305",
            level = Level.OPTIONAL,
            text = "The fingerprint of what was applied comes back as it was written")
    void fingerprintComesBack() {
        Plan plan = bench.apply("one Service", oneService());
        SortedMap<ResourceId, Applied> stored = new TreeMap<>();
        bench.ours().forEach(resource -> resource.applied().ifPresent(mark -> stored.put(resource.id(), mark)));
        skipUnless(!stored.isEmpty(), "no fingerprint is stored");

        for (Resource wanted : plan.desired().resources()) {
            Applied mark = stored.get(wanted.id());
            if (mark != null) {
                assertThat(mark.spec()).as("fingerprint of " + wanted.id()).isEqualTo(wanted.specFingerprint());
                assertThat(mark.designVersion())
                        .as("version of the design of " + wanted.id())
                        .isEqualTo(bench.provider().designVersion());
            }
        }
    }

    @Rule(id = "LBP-306", text = "Every edit of a Service converges at once, and back again")
    void editsConverge(TestInfo test) {
        notTested(test, new OtherValues(bench, harness, sample).constants());
        forEachEdit(test, cluster -> {
            bench.apply("one Service", cluster.before());
            bench.apply("edit: " + cluster.name(), cluster.after());
            Bench.assertEmpty(bench.plan(cluster.after()), "the plan after the edit: " + cluster.name());
            bench.apply("back from the edit: " + cluster.name(), cluster.before());
            Bench.assertEmpty(bench.plan(cluster.before()), "the plan after going back from: " + cluster.name());
        });
    }

    @Rule(id = "LBP-307", text = "Deletion leaves nothing")
    void deletionLeavesNothing() {
        bench.apply("one Service", oneService());
        bench.apply("no Service", noService());

        assertThat(bench.ours()).as("what is left of ours").isEmpty();
    }

    @Rule(id = "LBP-308", text = "What a Service left behind is found without any memory")
    void orphansAreFound() {
        bench.apply("one Service", oneService());
        SortedSet<ResourceId> made = ids(bench.ours());
        Bench restarted = bench.with(harness.restarted());

        assertThat(ids(restarted.ours())).as("objects of ours, after a restart").isEqualTo(made);
        SortedSet<ResourceId> deleted = new TreeSet<>();
        restarted.plan(noService()).steps().forEach(step -> deleted.add(step.resource()));
        assertThat(deleted)
                .as("objects that the plan without the Service deletes")
                .isEqualTo(made);
    }

    private static SortedSet<ResourceId> ids(List<Resource> resources) {
        return resources.stream().map(Resource::id).collect(Collectors.toCollection(TreeSet::new));
    }

    @Rule(id = "LBP-309", text = "A replaced object leaves nothing behind")
    void replacementLeavesNothing(TestInfo test) {
        forEachEdit(test, cluster -> {
            bench.apply("one Service", cluster.before());
            bench.apply("edit: " + cluster.name(), cluster.after());
            assertThat(bench.observe().superseded())
                    .as("superseded objects after: " + cluster.name())
                    .isEmpty();
            assertThat(bench.ours().stream().map(Resource::id).toList())
                    .as("objects of ours after: " + cluster.name())
                    .doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(
                            bench.plan(cluster.after()).desired().ids());
        });
    }

    @Rule(
            id = "LBP-310",
            level = Level.OPTIONAL,
            text = "Where a kind publishes addresses, an object publishes one once it is made")
    void addressesArePublished() {
        skipUnless(kinds().stream().anyMatch(kind -> kind.publishes().isPresent()), "no kind publishes addresses");
        bench.apply("one Service", oneService());

        List<String> published = new ArrayList<>();
        bench.ours()
                .forEach(resource -> resource.kind()
                        .publishes()
                        .ifPresent(addresses -> published.addAll(addresses.apply(resource))));
        assertThat(published).as("published addresses").isNotEmpty();
    }

    @Rule(
            id = "LBP-311",
            level = Level.OPTIONAL,
            text = "Where a kind holds its address during a replacement, clients find the same address afterwards")
    void heldAddressesStay(TestInfo test) {
        skipUnless(kinds().stream().anyMatch(kind -> kind.heldBy().isPresent()), "no kind holds its address");
        forEachEdit(test, cluster -> {
            bench.apply("one Service", cluster.before());
            SortedMap<ResourceId, String> before = carriedOver();
            bench.apply("edit: " + cluster.name(), cluster.after());
            SortedMap<ResourceId, String> after = carriedOver();
            before.keySet().retainAll(after.keySet());
            assertThat(after).as("addresses after: " + cluster.name()).containsAllEntriesOf(before);
        });
    }

    private SortedMap<ResourceId, String> carriedOver() {
        SortedMap<ResourceId, String> values = new TreeMap<>();
        bench.ours().stream()
                .filter(resource -> resource.kind().heldBy().isPresent())
                .forEach(resource -> resource.kind().attributes().stream()
                        .filter(attribute -> attribute.isCarriedOver())
                        .forEach(attribute -> values.put(
                                resource.id(), attribute + "=" + resource.spec().get(attribute.name()))));
        return values;
    }

    @Rule(id = "LBP-312", text = "The scope of one Service shows everything of that Service")
    void scopeIsComplete() {
        ClusterSnapshot cluster = sample.with(sample.service(1), sample.service(2));
        bench.apply("two Services", cluster);
        SortedSet<ServiceKey> one = new TreeSet<>(List.of(SampleCluster.key(1)));

        Observation narrow = bench.provider().observe(new ObservationScope(Bench.CLUSTER, one));

        SortedSet<ResourceId> needed = new TreeSet<>();
        bench.design(cluster, SampleCluster.key(1)).resources().forEach(resource -> needed.add(resource.id()));
        assertThat(narrow.actual().ids())
                .as("objects in the scope of one Service")
                .containsAll(needed);
    }
}
