package io.lbkit.benchmarks;

import io.lbkit.model.cluster.Node;
import io.lbkit.reconcile.fleet.FleetPlan;
import io.lbkit.reconcile.fleet.FleetPlanner;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Locale;

/**
 * How much heap a settled fleet takes, and one whose Services all wait for a node: cluster, observation with all members and
 * their health, designs and plans. Run it with the heap that has to be enough: {@code -Xmx1g}.
 */
public final class FleetMemory {
    private static final double MIB = 1 << 20;

    private FleetMemory() {}

    /**
     * The figures.
     *
     * @param settled bytes of live objects once nothing is to be done
     * @param joined bytes of live objects with a plan that changes every Service
     * @param planned how many Services that plan changes
     */
    public record Figures(long settled, long joined, int planned) {}

    /**
     * Measures.
     *
     * @param services how many Services there are
     * @param nodes how many nodes there are
     * @return the figures
     */
    public static Figures measure(int services, int nodes) {
        Fleet fleet = new Fleet(services, nodes);
        FleetPlanner planner = fleet.settledByCopies();
        long settled = live();
        for (Node node : fleet.joining(1)) {
            planner.upsert(node);
        }
        FleetPlan plan = planner.plan();
        long joined = live();
        return new Figures(settled, joined, plan.services().size());
    }

    private static long live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    /**
     * Prints the figures.
     *
     * @param args the number of Services and of nodes; 10000 and 5000 unless given
     */
    public static void main(String[] args) {
        int services = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int nodes = args.length > 1 ? Integer.parseInt(args[1]) : 5_000;
        Figures figures = measure(services, nodes);
        System.out.printf(
                Locale.ROOT,
                "%d services, %d nodes, heap limit %.0f MiB: %.0f MiB settled, %.0f MiB with a plan for %d services%n",
                services,
                nodes,
                Runtime.getRuntime().maxMemory() / MIB,
                figures.settled() / MIB,
                figures.joined() / MIB,
                figures.planned());
    }
}
