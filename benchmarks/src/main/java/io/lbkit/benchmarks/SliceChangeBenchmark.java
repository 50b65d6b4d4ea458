package io.lbkit.benchmarks;

import io.lbkit.model.cluster.EndpointSlice;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An endpoint of one Service becomes ready or stops to be so: what it takes to take the event in and to plan. Each event
 * is for another Service. One thread does all the work, so time is CPU time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(1)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
public class SliceChangeBenchmark {
    /** How many Services there are. */
    @Param("10000")
    public int services;

    /** How many nodes there are. */
    @Param("5000")
    public int nodes;

    private final List<EndpointSlice> events = new ArrayList<>();
    private FleetPlanner planner = new Fleet(0, 0).settled();
    private int next;

    /** Makes the fleet and the events. */
    @Setup
    public void settle() {
        planner = new Fleet(services, nodes).settled();
        for (boolean ready : new boolean[] {false, true}) {
            for (int i = 0; i < services; i++) {
                events.add(Fleet.slice(i, ready));
            }
        }
    }

    /** One event, one plan. */
    @Benchmark
    public FleetPlan sliceChange() {
        planner.upsert(events.get(next));
        next = next + 1 == events.size() ? 0 : next + 1;
        return planner.plan();
    }
}
