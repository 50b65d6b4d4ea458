package io.lbkit.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.resource.Resource;
import io.lbkit.model.resource.ResourceId;
import io.lbkit.reconcile.Reconciler;
import io.lbkit.reconcile.execute.Cancellation;
import io.lbkit.reconcile.execute.OperationClass;
import io.lbkit.reconcile.execute.Outcome;
import io.lbkit.reconcile.execute.ReconcileEvent;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.spi.ErrorKind;
import io.lbkit.testkit.cloud.Call;
import io.lbkit.testkit.cloud.Fault;
import io.lbkit.testkit.cloud.SimulatedCloud;
import io.lbkit.testkit.cloud.SimulatedCrash;
import io.lbkit.testkit.jqwik.LbDomain;
import java.util.List;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/**
 * Whatever goes wrong at whichever call, the end is that of a run without faults, or the outcome names what is missing and the
 * next run brings it. Each try meets the fault at each call that writes, in turn.
 */
@Domain(LbDomain.class)
@Domain(DomainContext.Global.class)
class FaultProperties {
    /** How a call goes wrong. */
    enum Way {
        REFUSED,
        BATCH_REFUSED,
        ANSWER_LOST
    }

    private static Fault fault(Way way, ErrorKind kind, Call at, int times) {
        Fault fault = switch (way) {
            case REFUSED -> Fault.refusing(kind);
            case BATCH_REFUSED -> Fault.refusingBatch(kind);
            case ANSWER_LOST -> Fault.losingAnswer();
        };
        return fault.on(at.operation())
                .matching(at.resource().orElseThrow().toString())
                .times(times);
    }

    @Property(tries = 120)
    @Label("A call that is refused, alone or with its batch, or whose answer is lost")
    void faultAtEachCall(
            @ForAll ClusterSnapshot before,
            @ForAll ClusterSnapshot after,
            @ForAll ErrorKind kind,
            @ForAll Way way,
            @ForAll @IntRange(min = 1, max = 6) int times) {
        FaultWorld world = new FaultWorld(before, after);
        for (Call at : world.writes()) {
            try (SimulatedCloud cloud = world.begin()) {
                cloud.faults().add(fault(way, kind, at, times));
                checkEnd(world, cloud, world.reconcile(cloud));
            }
        }
    }

    @Property(tries = 40)
    @Label("A cancellation after each call: nothing else is sent")
    void cancellationAtEachCall(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after) {
        FaultWorld world = new FaultWorld(before, after);
        for (int k = 1; k <= world.writes().size(); k++) {
            try (SimulatedCloud cloud = world.begin()) {
                Outcome outcome = cancelAfter(k, world, cloud);
                checkEnd(world, cloud, outcome);
            }
        }
    }

    private static Outcome cancelAfter(int batches, FaultWorld world, SimulatedCloud cloud) {
        Cancellation cancellation = Cancellation.create();
        int[] seen = {0, 0};
        Reconciler reconciler = world.reconciler(cloud, event -> {
            if (event instanceof ReconcileEvent.Called called && called.operation() != OperationClass.READ) {
                seen[0]++;
                if (seen[0] == batches) {
                    cancellation.cancel();
                    seen[1] = cloud.calls().size();
                }
            }
        });
        Plan plan = reconciler.plan(world.wanted());
        Outcome outcome = reconciler.apply(plan, List.of(), cancellation);
        if (seen[0] >= batches) {
            assertThat(seen[0]).isEqualTo(batches);
            assertThat(cloud.calls()).hasSize(seen[1]);
        }
        return outcome;
    }

    @Property(tries = 40)
    @Label("The death of the process after each call that writes")
    void crashAtEachCall(@ForAll ClusterSnapshot before, @ForAll ClusterSnapshot after) {
        FaultWorld world = new FaultWorld(before, after);
        for (int k = 0; k < world.writes().size(); k++) {
            try (SimulatedCloud cloud = world.begin()) {
                cloud.faults().crashAfter(k);
                assertThatThrownBy(() -> world.reconcile(cloud)).isInstanceOf(SimulatedCrash.class);
                checkNextRun(world, cloud);
            }
        }
    }

    private static void checkEnd(FaultWorld world, SimulatedCloud cloud, Outcome outcome) {
        assertThat(FaultWorld.blindRepeats(cloud.calls())).isEmpty();
        assertThat(FaultWorld.foreign(cloud)).isEqualTo(world.foreignBefore());
        SortedMap<ResourceId, Resource> end = world.end(cloud);
        assertThat(FaultWorld.named(outcome)).as("%s", outcome.missing()).containsAll(world.differing(end));
        if (outcome.missing().isEmpty()) {
            assertThat(end).isEqualTo(world.calmEnd());
            assertThat(FaultWorld.leftovers(cloud)).isEmpty();
        }
        checkNextRun(world, cloud);
    }

    private static void checkNextRun(FaultWorld world, SimulatedCloud cloud) {
        cloud.faults().clear();
        world.reconcile(cloud);
        assertThat(world.end(cloud)).isEqualTo(world.calmEnd());
        assertThat(FaultWorld.leftovers(cloud)).isEmpty();
        assertThat(FaultWorld.foreign(cloud)).isEqualTo(world.foreignBefore());
        assertThat(FaultWorld.made(cloud.calls(), false))
                .allSatisfy((id, count) -> assertThat(count)
                        .as("%s is made once", id)
                        .isLessThanOrEqualTo(world.calmMade().getOrDefault(id, 0L)));
    }
}
