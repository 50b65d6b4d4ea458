package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.model.Coverage;
import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.model.cluster.Service;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.Member;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.fleet.PlannedService;
import io.lbkit.reconcile.plan.Orphans;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Observation;
import io.lbkit.reconcile.spi.ObservationScope;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.jqwik.LbDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(LbDomain.class)
@Domain(DomainContext.Global.class)
class FleetPlannerProperties {
    @Property(tries = 150)
    @Label("A fleet plan after any events has the steps, findings and held Services of one plan of everything")
    void incrementalIsWhole(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after, @ForAll long seed) {
        Random chance = new Random(seed);
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = reconciler(cloud);
            reconciler.reconcile(before);
            FleetPlanner fleet = fleet(cloud);
            fleet.replace(before);
            Observation seen = FleetStory.observe(cloud);
            fleet.observed(seen);
            assertSame(fleet, reconciler, seen);

            List<Consumer<FleetPlanner>> events = FleetStory.events(before, after);
            Collections.shuffle(events, chance);
            for (Consumer<FleetPlanner> event : events) {
                event.accept(fleet);
                if (chance.nextInt(12) == 0) {
                    ClusterSnapshot known = fleet.cluster();
                    fleet.replace(known.covering(ObjectType.NODE, FleetStory.other(known.coverage(ObjectType.NODE))));
                }
                if (chance.nextInt(3) == 0) {
                    assertSame(fleet, reconciler, seen);
                }
                if (chance.nextInt(6) == 0) {
                    seen = somethingInTheCloud(cloud, fleet, reconciler, seen, chance);
                    assertSame(fleet, reconciler, seen);
                }
            }
            assertSame(fleet, reconciler, seen);
        }
    }

    /** Somebody meddles, or the present plan is carried out; then the planner sees it. */
    private static Observation somethingInTheCloud(
            SimulatedCloud cloud, FleetPlanner fleet, Reconciler reconciler, Observation seen, Random chance) {
        switch (chance.nextInt(5)) {
            case 0 -> reconciler.apply(reconciler.plan(fleet.cluster(), seen));
            case 1 -> FleetStory.quietly(() -> FleetStory.occupy(cloud, reconciler.plan(fleet.cluster(), seen)));
            case 2 -> fleet.plan().plans().limit(1).forEach(reconciler::apply);
            default -> FleetStory.quietly(() -> FleetStory.meddle(cloud, chance));
        }
        Observation next = FleetStory.observe(cloud);
        if (chance.nextInt(4) == 0) {
            next = FleetStory.sharing(next, fleet.cluster(), chance);
        }
        fleet.observed(next);
        return next;
    }

    @Property(tries = 60)
    @Label("What cannot be read, and how much is known, is followed too")
    void gapsAreFollowed(@ForAll ClusterSnapshot cluster, @ForAll long seed) {
        Random chance = new Random(seed);
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = reconciler(cloud);
            reconciler.reconcile(cluster);
            Observation seen = FleetStory.observe(cloud);
            FleetPlanner fleet = fleet(cloud);
            fleet.observed(seen);
            fleet.replace(cluster);
            fleet.plan();
            for (Service service : cluster.services()) {
                switch (chance.nextInt(4)) {
                    case 0 -> fleet.upsert(FleetStory.unreadable(service));
                    case 1 -> fleet.remove(ObjectType.SERVICE, service.key().toString());
                    case 2 -> {
                        ObjectType type = ObjectType.values()[chance.nextInt(3)];
                        ClusterSnapshot known = fleet.cluster();
                        fleet.replace(known.covering(type, FleetStory.other(known.coverage(type))));
                    }
                    default -> fleet.upsert(service);
                }
                assertSame(fleet, reconciler, seen);
            }
        }
    }

    @Property(tries = 100)
    @Label("What missing Services had is kept and goes as in plans of everything at the same times")
    void orphansAreKeptFor(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after, @ForAll long seed) {
        Random chance = new Random(seed);
        Duration grace = Duration.ofMinutes(1 + chance.nextInt(5));
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = reconciler(cloud);
            reconciler.reconcile(before);
            Observation seen = FleetStory.observe(cloud);
            FleetPlanner fleet = FleetPlanner.builder()
                    .provider(cloud)
                    .clusterId(FleetStory.CLUSTER)
                    .orphanGrace(grace)
                    .build();
            fleet.replace(before);
            fleet.observed(seen);
            Orphans orphans = Orphans.keptFor(grace);
            Instant now = Instant.EPOCH;
            List<Consumer<FleetPlanner>> events = FleetStory.events(before, after);
            events.addAll(FleetStory.events(after, before));
            before.services()
                    .forEach(service -> events.add(planner ->
                            planner.remove(ObjectType.SERVICE, service.key().toString())));
            for (Consumer<FleetPlanner> event : events) {
                event.accept(fleet);
                if (chance.nextInt(8) == 0) {
                    ClusterSnapshot known = fleet.cluster();
                    Coverage other = FleetStory.other(known.coverage(ObjectType.SERVICE));
                    fleet.replace(known.covering(ObjectType.SERVICE, other));
                }
                if (chance.nextInt(2) == 0) {
                    now = now.plusSeconds(chance.nextInt(150));
                    orphans = orphans.seen(fleet.cluster(), seen, FleetStory.CLUSTER, now);
                    assertSame(fleet.plan(now), reconciler.plan(fleet.cluster(), seen, orphans));
                }
            }
        }
    }

    @Property(tries = 60)
    @Label("The order of events, and plans in between, make no difference")
    void orderDoesNotMatter(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after, @ForAll long seed) {
        Random chance = new Random(seed);
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            reconciler(cloud).reconcile(before);
            Observation seen = FleetStory.observe(cloud);
            List<Consumer<FleetPlanner>> events = FleetStory.events(before, after);
            events.add(fleet -> fleet.observed(seen));

            FleetPlan one = played(cloud, before, events, chance);
            FleetPlan other = played(cloud, before, events, chance);

            assertThat(one).isEqualTo(other);
            assertThat(one.plans().toList()).isEqualTo(other.plans().toList());
        }
    }

    private static FleetPlan played(
            SimulatedCloud cloud, ClusterSnapshot before, List<Consumer<FleetPlanner>> events, Random chance) {
        List<Consumer<FleetPlanner>> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, chance);
        FleetPlanner fleet = fleet(cloud);
        fleet.replace(before);
        for (Consumer<FleetPlanner> event : shuffled) {
            event.accept(fleet);
            if (chance.nextBoolean()) {
                fleet.plan();
            }
        }
        return fleet.plan();
    }

    @Property(tries = 60)
    @Label("To observe again what one Service has is as good as to observe everything, if nothing else happened")
    void partsAreRefreshed(@ForAll ClusterSnapshot cluster, @ForAll long seed) {
        Random chance = new Random(seed);
        try (SimulatedCloud cloud = SimulatedCloud.create()) {
            Reconciler reconciler = reconciler(cloud);
            reconciler.reconcile(cluster);
            FleetPlanner fleet = fleet(cloud);
            fleet.replace(cluster);
            fleet.observed(FleetStory.observe(cloud));
            fleet.plan();

            FleetStory.quietly(() -> FleetStory.meddle(cloud, chance));
            Observation seen = FleetStory.observe(cloud);
            for (Service service : cluster.services()) {
                ObservationScope scope =
                        new ObservationScope(FleetStory.CLUSTER, new TreeSet<>(List.of(service.key())));
                fleet.observed(scope, cloud.observe(scope));
            }

            assertSame(fleet, reconciler, seen);
        }
    }

    private static Reconciler reconciler(SimulatedCloud cloud) {
        return Reconciler.builder()
                .provider(cloud)
                .clusterId(FleetStory.CLUSTER)
                .build();
    }

    private static FleetPlanner fleet(SimulatedCloud cloud) {
        return FleetPlanner.builder()
                .provider(cloud)
                .clusterId(FleetStory.CLUSTER)
                .build();
    }

    private static void assertSame(FleetPlanner planner, Reconciler reconciler, Observation seen) {
        assertSame(planner.plan(), reconciler.plan(planner.cluster(), seen));
    }

    private static void assertSame(FleetPlan fleet, Plan whole) {
        List<Plan> plans = fleet.plans().toList();

        List<String> steps = new ArrayList<>();
        plans.forEach(plan -> steps.addAll(told(plan)));
        assertThat(steps).containsExactlyInAnyOrderElementsOf(told(whole));
        assertThat(fleet.findings()).isEqualTo(whole.findings());
        assertThat(fleet.held()).isEqualTo(whole.held());
        assertThat(fleet.isEmpty()).isEqualTo(whole.isEmpty());
        assertThat(fleet.services()).isSorted();
        SortedSet<ServiceKey> services = new TreeSet<>();
        fleet.services().forEach(planned -> services.add(planned.service()));
        assertThat(services).isEqualTo(whole.services());
        fleet.services().forEach(planned -> assertTrue(planned, whole));
    }

    /** The short form says the same as the steps. */
    private static void assertTrue(PlannedService planned, Plan whole) {
        List<Step> own = whole.steps().stream()
                .filter(step -> step.services().contains(planned.service()))
                .toList();
        assertThat(planned.causes())
                .containsExactlyInAnyOrderElementsOf(
                        own.stream().map(Step::cause).distinct().toList());
        planned.pools().forEach(pool -> {
            List<Step> moves = own.stream()
                    .filter(step -> step.resource().equals(pool.pool()))
                    .toList();
            assertThat(keys(moves.stream().map(Step::added).toList()))
                    .isEqualTo(keys(List.of(pool.members().registered())));
            assertThat(keys(moves.stream().map(Step::removed).toList()))
                    .isEqualTo(keys(List.of(pool.members().removed())));
        });
    }

    private static SortedSet<String> keys(List<? extends Iterable<Member>> sets) {
        SortedSet<String> keys = new TreeSet<>();
        sets.forEach(set -> set.forEach(member -> keys.add(member.toString())));
        return keys;
    }

    /** Steps with all they say but their numbers, which are told by what they stand for. */
    private static List<String> told(Plan plan) {
        Map<String, String> names = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (Step step : plan.steps()) {
            String name = step.action() + " " + step.resource() + " "
                    + step.change().getClass().getSimpleName() + step.changed();
            names.put(step.id(), name);
            SortedSet<String> after = new TreeSet<>();
            step.after().forEach(id -> after.add(names.get(id)));
            told.add(String.join(
                    "|",
                    name,
                    step.services().toString(),
                    step.cause().name(),
                    step.impact().name(),
                    after.toString(),
                    step.gates().toString(),
                    step.attributes().toString(),
                    step.reasons().toString(),
                    step.change().resource().toString(),
                    String.valueOf(step.change().resource().applied()),
                    String.valueOf(step.change().resource().cloudId()),
                    step.added().fingerprint().hex(),
                    step.removed().fingerprint().hex()));
        }
        return told;
    }
}
