package io.lbkit.testkit.engine;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.resource.Attribute;
import io.lbkit.model.resource.Owner;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.model.resource.SpecValue;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.ReconcileListener;
import io.lbkit.reconcile.execute.StepOutcome;
import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.Call;
import io.lbkit.testkit.cloud.Operation;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedKinds;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cloud with the objects of one cluster state and those of strangers, from which the same next plan can be carried out again
 * and again, each time with another fault. Knows how it ends without faults.
 */
final class FaultWorld {
    private static final String CLUSTER = "test";

    private final ClusterSnapshot wanted;
    private final Observation start;
    private final List<Call> calmCalls;
    private final SortedMap<ResourceId, Resource> calmEnd;

    FaultWorld(ClusterSnapshot before, ClusterSnapshot wanted) {
        this.wanted = wanted;
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            reconciler(cloud, ReconcileListener.none()).reconcile(before);
            plant(cloud);
            this.start = observe(cloud);
        }
        try (SimulatedCloud calm = begin()) {
            reconcile(calm);
            this.calmCalls = List.copyOf(calm.calls());
            this.calmEnd = end(calm);
        }
    }

    /** An object of another cluster with a name that is free, and one of nobody with a name that is about to be made. */
    private void plant(SimulatedCloud cloud) {
        FleetStory.occupy(cloud, reconciler(cloud, ReconcileListener.none()).plan(wanted));
        observe(cloud).actual().resources().stream()
                .filter(resource -> resource.kind().equals(SimulatedKinds.HEALTH_CHECK_KIND))
                .findFirst()
                .ifPresent(model -> cloud.console()
                        .create(Resource.builder()
                                .from(model)
                                .name("of-somebody-else")
                                .owners(List.of(Owner.ofCluster("another")))
                                .applied(Optional.empty())
                                .build()));
    }

    /** {@return a cloud where the plan is still to be carried out} */
    SimulatedCloud begin() {
        return SimulatedCloud.restore(start);
    }

    /** {@return the calls that write, in a run without faults} */
    List<Call> writes() {
        return calmCalls.stream().filter(call -> call.operation().writes()).toList();
    }

    Outcome reconcile(SimulatedCloud cloud) {
        return reconciler(cloud, ReconcileListener.none()).reconcile(wanted);
    }

    Reconciler reconciler(SimulatedCloud cloud, ReconcileListener listener) {
        return cloud.reconciler(CLUSTER)
                .listener(listener)
                .execution(executor -> executor.guardrails(Guardrails.none()).random(new Random(1)))
                .build();
    }

    ClusterSnapshot wanted() {
        return wanted;
    }

    private static Observation observe(SimulatedCloud cloud) {
        return cloud.observe(ObservationScope.cluster(CLUSTER));
    }

    SortedMap<ResourceId, Resource> calmEnd() {
        return calmEnd;
    }

    /**
     * {@return what there is once connections are drained, without the addresses that the cloud chose meanwhile: which one a
     * load balancer gets depends on who asks first}
     */
    SortedMap<ResourceId, Resource> end(SimulatedCloud cloud) {
        cloud.advance(Duration.ofDays(1));
        SortedMap<ResourceId, Resource> end = new TreeMap<>();
        observe(cloud).actual().resources().forEach(found -> end.put(found.id(), comparable(found)));
        return end;
    }

    private Resource comparable(Resource found) {
        Resource.Builder resource =
                Resource.builder().from(found).cloudId(Optional.empty()).revision(Optional.empty());
        Optional<Resource> before = start.actual().get(found.id());
        for (Attribute<String> address : List.of(SimulatedKinds.IP_ADDRESS, SimulatedKinds.IPV6_ADDRESS)) {
            boolean kept = before.flatMap(object -> object.get(address)).isPresent();
            if (!kept && found.spec().containsKey(address.name())) {
                resource.putSpec(address.name(), SpecValue.absent());
            }
        }
        return resource.build();
    }

    /** {@return the objects that are not as they are after a run without faults} */
    Set<ResourceId> differing(SortedMap<ResourceId, Resource> end) {
        Set<ResourceId> differing = new TreeSet<>(calmEnd.keySet());
        differing.addAll(end.keySet());
        differing.removeIf(id -> Objects.equals(calmEnd.get(id), end.get(id)));
        return differing;
    }

    /** {@return objects in the shadow of a newer one of their name} */
    static List<Resource> leftovers(SimulatedCloud cloud) {
        return observe(cloud).superseded();
    }

    /** {@return the objects of others, with ids, revisions and members} */
    static List<Resource> foreign(SimulatedCloud cloud) {
        return foreign(observe(cloud));
    }

    /** {@return the objects of others before anything was done} */
    List<Resource> foreignBefore() {
        return foreign(start);
    }

    private static List<Resource> foreign(Observation seen) {
        return seen.actual().resources().stream()
                .filter(resource -> resource.owners().stream()
                        .noneMatch(owner -> owner.cluster().equals(CLUSTER)))
                .toList();
    }

    /** {@return the objects of steps that an outcome says are not done} */
    static Set<ResourceId> named(Outcome outcome) {
        Set<ResourceId> named = new TreeSet<>();
        outcome.steps().stream()
                .filter(step -> step.status() != StepOutcome.Status.DONE)
                .forEach(step -> named.add(step.step().resource()));
        return named;
    }

    /** {@return how often the cloud said that it made each object} */
    static Map<ResourceId, Long> made(List<Call> calls) {
        Map<ResourceId, Long> made = new HashMap<>();
        calls.stream()
                .filter(call ->
                        call.operation() == Operation.CREATE && call.failure().isEmpty())
                .forEach(call -> made.merge(call.resource().orElseThrow(), 1L, Long::sum));
        return made;
    }

    Map<ResourceId, Long> calmMade() {
        return made(calmCalls);
    }

    /** {@return calls that were repeated although their effect may have happened and nobody had looked} */
    static List<Call> blindRepeats(List<Call> calls) {
        Set<String> unknown = new HashSet<>();
        return calls.stream()
                .filter(call -> {
                    if (!call.operation().writes()) {
                        unknown.clear();
                        return false;
                    }
                    String what = call.operation() + " " + call.resource();
                    boolean blind = unknown.contains(what);
                    if (call.failure().filter(ErrorKind.STATE_UNKNOWN::equals).isPresent()) {
                        unknown.add(what);
                    }
                    return blind;
                })
                .toList();
    }
}
