package io.lbkit.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.resource.Applied;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.backend.BackendResolver;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.PlanRequest;
import io.lbkit.reconcile.plan.Planner;
import io.lbkit.reconcile.spi.BatchResult;
import io.lbkit.reconcile.spi.Change;
import io.lbkit.reconcile.spi.ChangeBatch;
import io.lbkit.reconcile.spi.Design;
import io.lbkit.reconcile.spi.DesignRequest;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A provider at work: plans and carries out, and writes down what it did. */
final class Bench {
    static final String CLUSTER = "conformance";
    private static final int ROUNDS = 12;

    private final ProviderHarness harness;
    private final LoadBalancerProvider provider;
    private final String cluster;
    private final List<String> history;

    private Bench(ProviderHarness harness, LoadBalancerProvider provider, String cluster, List<String> history) {
        this.harness = harness;
        this.provider = provider;
        this.cluster = cluster;
        this.history = history;
    }

    static Bench of(ProviderHarness harness) {
        return new Bench(harness, harness.provider(), CLUSTER, Collections.synchronizedList(new ArrayList<>()));
    }

    /** {@return the same bench with another provider for the same cloud} */
    Bench with(LoadBalancerProvider other) {
        return new Bench(harness, other, cluster, history);
    }

    /** {@return the same bench for another cluster that uses the same cloud} */
    Bench ofCluster(String other) {
        return new Bench(harness, provider, other, history);
    }

    LoadBalancerProvider provider() {
        return provider;
    }

    List<String> history() {
        return List.copyOf(history);
    }

    void note(String what) {
        history.add((history.size() + 1) + ". " + what);
    }

    Observation observe() {
        return provider.observe(ObservationScope.cluster(cluster));
    }

    DesignRequest request(ClusterSnapshot snapshot, Service service, Observation observation) {
        return new DesignRequest(cluster, service, BackendResolver.of(snapshot), observation);
    }

    Design design(ClusterSnapshot snapshot, ServiceKey service) {
        return provider.design(request(snapshot, snapshot.service(service).orElseThrow(), observe()));
    }

    Plan plan(ClusterSnapshot snapshot) {
        return plan(snapshot, service -> true);
    }

    Plan plan(ClusterSnapshot snapshot, Predicate<ServiceKey> selection) {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(cluster)
                .services(selection)
                .build()
                .plan(snapshot);
    }

    /** {@return the plan that takes a foreign object over} */
    Plan planToAdopt(ResourceId foreign, ClusterSnapshot snapshot) {
        return Reconciler.builder()
                .provider(provider)
                .clusterId(cluster)
                .adopt(foreign)
                .build()
                .plan(snapshot);
    }

    /** {@return the plan for designs that are not the provider's own} */
    Plan plan(ClusterSnapshot snapshot, SortedMap<ServiceKey, Design> designs) {
        return Planner.plan(PlanRequest.builder()
                .clusterId(cluster)
                .cluster(snapshot)
                .designs(designs)
                .observation(observe())
                .designVersion(provider.designVersion())
                .build());
    }

    SortedMap<ServiceKey, Design> designs(ClusterSnapshot snapshot) {
        SortedMap<ServiceKey, Design> designs = new TreeMap<>();
        snapshot.services().forEach(service -> designs.put(service.key(), design(snapshot, service.key())));
        return designs;
    }

    /** Carries a plan out; {@return what failed} */
    List<String> run(String what, Plan plan) {
        note(what + ": " + plan.steps().size() + " steps");
        List<String> failures = PlainRun.of(provider, plan);
        failures.forEach(failure -> note("failed: " + failure));
        harness.settle();
        return failures;
    }

    /** Plans and carries out once; nothing may fail. */
    Plan apply(String what, ClusterSnapshot snapshot) {
        Plan plan = plan(snapshot);
        assertThat(plan.held())
                .as("Services that the plan leaves alone, because of " + plan.findings())
                .isEmpty();
        assertThat(run(what, plan)).as(what + ": changes that failed").isEmpty();
        return plan;
    }

    /** Plans and carries out until nothing is left to do, whatever fails on the way. */
    void converge(String what, ClusterSnapshot snapshot) {
        converge(what, snapshot, service -> true);
    }

    void converge(String what, ClusterSnapshot snapshot, Predicate<ServiceKey> selection) {
        Plan plan = plan(snapshot, selection);
        for (int round = 1; round <= ROUNDS && !plan.isEmpty(); round++) {
            run(what + ", round " + round, plan);
            plan = plan(snapshot, selection);
        }
        assertEmpty(plan, what + ": what is left to do after " + ROUNDS + " rounds");
    }

    static void assertEmpty(Plan plan, String what) {
        assertThat(told(plan)).as(what).isEmpty();
        assertThat(plan.held())
                .as(what + ": Services left alone, because of " + plan.findings())
                .isEmpty();
    }

    static List<String> told(Plan plan) {
        return plan.steps().stream()
                .map(step -> step.action().label() + " " + step.resource() + " " + step.attributes() + " +"
                        + step.added() + " -" + step.removed())
                .toList();
    }

    /** {@return what carries the mark of the cluster, superseded objects too} */
    List<Resource> ours() {
        Observation observation = observe();
        List<Resource> all = new ArrayList<>(observation.actual().resources());
        all.addAll(observation.superseded());
        return all.stream().filter(this::isOurs).toList();
    }

    boolean isOurs(Resource resource) {
        return resource.owners().stream().map(Owner::cluster).anyMatch(cluster::equals);
    }

    /** {@return each object of ours by name and the values that somebody wanted of it, without what the cloud chose} */
    SortedMap<ResourceId, String> state(ClusterSnapshot snapshot) {
        SortedMap<ResourceId, String> state = new TreeMap<>();
        Map<ResourceId, SortedSet<String>> wanted = new TreeMap<>();
        designs(snapshot)
                .values()
                .forEach(design -> design.resources()
                        .forEach(resource -> wanted.computeIfAbsent(resource.id(), id -> new TreeSet<>())
                                .addAll(resource.spec().keySet())));
        for (Resource resource : ours()) {
            SortedMap<String, Object> values = new TreeMap<>(resource.spec());
            values.keySet().retainAll(wanted.getOrDefault(resource.id(), new TreeSet<>()));
            String told =
                    values + " " + resource.members().map(Object::toString).orElse("");
            state.merge(resource.id(), told, (one, other) -> one + " and once more " + other);
        }
        return state;
    }

    /** {@return the making of an object as the engine would want it: with its owner and with the mark of what is applied} */
    Change.Create creation(Resource wanted, Owner owner) {
        Resource.Builder marked = Resource.builder()
                .from(wanted)
                .applied(new Applied(wanted.specFingerprint(), Optional.empty(), provider.designVersion()));
        return new Change.Create(
                wanted.owners().isEmpty() ? marked.addOwner(owner).build() : marked.build());
    }

    /** Applies changes of one object as one batch. */
    BatchResult changes(Change... changes) {
        Resource resource = changes[0].resource();
        ChangeBatch.Builder batch = ChangeBatch.builder()
                .key(resource.kind().batchKey().apply(resource))
                .addChanges(changes);
        Observation observation = observe();
        SortedSet<ResourceId> known = new TreeSet<>(resource.dependsOn());
        known.add(resource.id());
        known.forEach(id -> observation
                .actual()
                .get(id)
                .flatMap(Resource::cloudId)
                .ifPresent(cloudId -> batch.putCloudId(id, cloudId)));
        for (Change change : changes) {
            note("direct: " + change.getClass().getSimpleName() + " " + change.id());
        }
        BatchResult result = provider.apply(batch.build());
        harness.settle();
        return result;
    }
}
