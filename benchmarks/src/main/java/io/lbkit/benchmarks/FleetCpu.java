package io.lbkit.benchmarks;

import io.lbkit.model.cluster.Node;
import io.lbkit.model.cluster.ObjectType;
import io.lbkit.reconcile.fleet.FleetPlanner;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The same questions as the JMH benchmarks, answered in CPU time of the one thread that works: for machines that do other
 * work too. Each figure is the median, with the least and the greatest.
 */
public final class FleetCpu {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SLICES = 1_000;

    private final Fleet fleet;
    private final FleetPlanner planner;
    private final int rounds;

    private FleetCpu(int services, int nodes, int rounds) {
        this.fleet = new Fleet(services, nodes);
        this.planner = fleet.settled();
        this.rounds = rounds;
    }

    private void nodesJoin(int count) {
        List<Node> newcomers = fleet.joining(count);
        long[] times = new long[rounds];
        for (int round = 0; round < 2 * rounds; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            newcomers.forEach(planner::upsert);
            int changed = planner.plan().services().size();
            times[round % rounds] = THREADS.getCurrentThreadCpuTime() - start;
            newcomers.forEach(node -> planner.remove(ObjectType.NODE, node.name()));
            if (changed != fleet.services() || !planner.plan().isEmpty()) {
                throw new IllegalStateException(changed + " Services change");
            }
        }
        print(count + " nodes join", times, 1);
    }

    private void hashSets(int count) {
        Set<String> wanted = HashSetFleet.names(planner.cluster());
        fleet.joining(count).forEach(node -> wanted.add(node.name()));
        HashSetFleet obvious = new HashSetFleet(fleet.services(), planner.cluster());
        int turns = Math.max(3, rounds / 5);
        long[] times = new long[turns];
        for (int round = 0; round < turns + 1; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            int changed = obvious.plan(wanted).size();
            times[round % turns] = THREADS.getCurrentThreadCpuTime() - start;
            if (changed != fleet.services()) {
                throw new IllegalStateException(changed + " Services change");
            }
        }
        print(count + " nodes join, hash sets", times, 1);
    }

    private void slicesChange() {
        long[] times = new long[rounds];
        int number = 0;
        for (int round = 0; round < 2 * rounds; round++) {
            long spent = 0;
            for (int i = 0; i < SLICES; i++) {
                var slice = Fleet.slice(number % fleet.services(), number / fleet.services() % 2 == 1);
                number++;
                long start = THREADS.getCurrentThreadCpuTime();
                planner.upsert(slice);
                planner.plan();
                spent += THREADS.getCurrentThreadCpuTime() - start;
            }
            times[round % rounds] = spent;
        }
        print("one slice changes", times, SLICES);
    }

    private static void print(String what, long[] nanos, int each) {
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-28s %10.1f us  (%.1f to %.1f)%n",
                what,
                nanos[nanos.length / 2] / 1e3 / each,
                nanos[0] / 1e3 / each,
                nanos[nanos.length - 1] / 1e3 / each);
    }

    /**
     * Prints the figures.
     *
     * @param args the number of Services, of nodes and of rounds; 10000, 5000 and 30 unless given
     */
    public static void main(String[] args) {
        int services = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int nodes = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        FleetCpu cpu = new FleetCpu(services, nodes, args.length > 2 ? Integer.parseInt(args[2]) : 30);
        cpu.slicesChange();
        for (int joining : new int[] {1, 10, 100}) {
            cpu.nodesJoin(joining);
        }
        cpu.hashSets(1);
    }
}
