package io.lbkit.benchmarks;

import io.lbkit.model.cluster.ClusterSnapshot;
import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import io.lbkit.reconcile.plan.Plan;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nodes join a settled fleet: what it takes to know what has to change for every Service. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 30)
@Measurement(iterations = 30)
public class FleetPlanBenchmark {
    /** How many Services there are. */
    @Param("10000")
    public int services;

    /** How many nodes there are. */
    @Param("5000")
    public int nodes;

    /** How many nodes join. */
    @Param({"1", "10", "100"})
    public int joining;

    private List<Node> newcomers = List.of();
    private FleetPlanner planner = new Fleet(0, 0).settled();
    private HashSetFleet obvious = new HashSetFleet(0, ClusterSnapshot.empty());
    private Set<String> wanted = Set.of();

    /** Makes both fleets, and checks that they find the same. */
    @Setup
    public void settle() {
        Fleet fleet = new Fleet(services, nodes);
        planner = fleet.settled();
        newcomers = fleet.joining(joining);
        obvious = new HashSetFleet(services, planner.cluster());
        wanted = HashSetFleet.names(planner.cluster());
        newcomers.forEach(node -> wanted.add(node.name()));
        FleetPlan plan = fleetPlanner();
        int moves = plan.services().stream()
                .flatMap(service -> service.pools().stream())
                .mapToInt(pool -> pool.members().added().size())
                .sum();
        int obviousMoves = obvious.plan(wanted).stream()
                .mapToInt(change -> change.toAdd().size() + change.toRemove().size())
                .sum();
        if (moves != obviousMoves || plan.services().size() != services) {
            throw new IllegalStateException(moves + " moves, and the obvious way finds " + obviousMoves);
        }
        leave();
    }

    /** The nodes leave again, outside of what is measured. */
    @TearDown(Level.Invocation)
    public void leave() {
        newcomers.forEach(node -> planner.remove(ObjectType.NODE, node.name()));
        if (!planner.plan().isEmpty()) {
            throw new IllegalStateException("nothing to do once the nodes are gone");
        }
    }

    /** The planner: the plan names each Service, its priority and causes, and who joins which pool. */
    @Benchmark
    public FleetPlan fleetPlanner() {
        newcomers.forEach(planner::upsert);
        return planner.plan();
    }

    /** The obvious way. */
    @Benchmark
    @Warmup(iterations = 3)
    @Measurement(iterations = 10)
    public List<HashSetFleet.Change> hashSets() {
        return obvious.plan(wanted);
    }

    /** The planner, and then every full plan with its steps. */
    @Benchmark
    @Warmup(iterations = 3)
    @Measurement(iterations = 5)
    public void everyFullPlan(Blackhole steps) {
        fleetPlanner().plans().map(Plan::steps).forEach(steps::consume);
    }
}
