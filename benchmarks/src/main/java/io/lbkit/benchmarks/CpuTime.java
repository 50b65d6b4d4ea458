package io.lbkit.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;

/** CPU time of the one thread that works, which other work on the machine hardly changes. */
final class CpuTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double MILLISECOND = 1e6;

    private CpuTime() {}

    /** What is measured; the result is looked at, so that it is not optimized away. */
    interface Work {
        Object run(int round);
    }

    /** The median of some rounds in milliseconds, after as many rounds that warm up. */
    static double median(int rounds, Work work) {
        long[] nanos = new long[rounds];
        for (int round = 0; round < 2 * rounds; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Objects.requireNonNull(work.run(round));
            nanos[round % rounds] = THREADS.getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[rounds / 2] / MILLISECOND;
    }
}
