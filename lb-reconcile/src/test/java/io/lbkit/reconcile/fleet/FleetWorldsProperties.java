package io.lbkit.reconcile.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Shop;
import io.lbkit.reconcile.fixture.StressKinds;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.reconcile.spi.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FleetWorldsProperties {
    @Provide
    Arbitrary<Worlds.Pair> pairs() {
        return Worlds.pairs();
    }

    @Property(tries = 500)
    @Label("Services that share and refer to objects in any way: a fleet plan has the steps of one plan of everything")
    void fleetIsWhole(@ForAll("pairs") Worlds.Pair pair) {
        InMemoryProvider cloud = new InMemoryProvider(StressKinds.ALL);
        pair.before().shop(Observation.empty()).reconcile(cloud);
        Observation seen = cloud.observe();
        Shop shop = pair.after().shop(seen);
        InMemoryProvider provider = new InMemoryProvider(
                StressKinds.ALL,
                request -> Objects.requireNonNull(
                        shop.request(seen).designs().get(request.service().key())));
        FleetPlanner planner = FleetPlanner.builder()
                .provider(provider)
                .clusterId(Shop.CLUSTER)
                .build();
        planner.observed(seen);
        planner.replace(shop.cluster());

        FleetPlan fleet = planner.plan();
        Plan whole = shop.plan(seen);

        List<String> steps = new ArrayList<>();
        fleet.plans().forEach(plan -> steps.addAll(told(plan)));
        assertThat(steps).containsExactlyInAnyOrderElementsOf(told(whole));
        assertThat(fleet.findings()).isEqualTo(whole.findings());
        assertThat(fleet.held()).isEqualTo(whole.held());
    }

    /** Steps without their numbers. */
    private static List<String> told(Plan plan) {
        Map<String, String> names = new HashMap<>();
        List<String> told = new ArrayList<>();
        for (Step step : plan.steps()) {
            String name = step.action() + " " + step.resource() + " " + step.changed();
            names.put(step.id(), name);
            SortedSet<String> after = new TreeSet<>();
            step.after().forEach(id -> after.add(names.get(id)));
            told.add(name + "|" + step.services() + "|" + step.cause() + "|" + step.impact() + "|" + after + "|"
                    + step.attributes() + "|" + step.change() + "|" + step.gates());
        }
        return told;
    }
}
