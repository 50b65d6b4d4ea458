package io.lbkit.benchmarks;

import io.lbkit.diagnose.Diagnoser;
import io.lbkit.diagnose.Diagnosis;
import io.lbkit.diagnose.evidence.DiagnosisInput;
import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.lb.BackendMode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The same questions as {@link DiagnosisBenchmark}, answered in CPU time of the one thread that works, for machines that do other
 * work too; and the heap that is live with the dump, and with all results beside it. Each time is a median. Run it with the heap
 * that has to be enough: {@code -Xmx2g}.
 */
public final class DiagnosisCpu {
    private static final double MIB = 1 << 20;
    private static final int QUESTIONS = 200;

    private final WorldDraft draft;
    private final DiagnosisInput input;
    private final int rounds;

    private DiagnosisCpu(WorldDraft draft, int rounds) {
        this.draft = draft;
        this.input = DiagnosisWorld.input(draft);
        this.rounds = rounds;
    }

    private void print() {
        double dump = live();
        double all = allServices();
        double first = firstQuestion();
        double next = nextQuestion();
        List<Diagnosis> results = Diagnoser.of(input).all();
        double kept = live();
        DiagnosisWorld.requireFaults(draft, results);
        System.out.printf(
                Locale.ROOT,
                "%6d services, %-8s, %-15s: all %7.0f ms, each %.3f ms; one alone %.1f ms, one more %.2f ms; heap %.0f MiB,"
                        + " with all results %.0f MiB%n",
                draft.services(),
                draft.mode().label(),
                draft.layout(),
                all,
                all / draft.services(),
                first,
                next,
                dump,
                kept);
    }

    private double allServices() {
        return CpuTime.median(rounds, round -> Diagnoser.of(input).all());
    }

    private double firstQuestion() {
        return CpuTime.median(QUESTIONS / 5, round -> Diagnoser.of(input).diagnose(key(round)));
    }

    private double nextQuestion() {
        Diagnoser diagnoser = Diagnoser.of(input);
        return CpuTime.median(QUESTIONS, round -> diagnoser.diagnose(key(round)));
    }

    private ServiceKey key(int round) {
        return draft.key(round % draft.services());
    }

    private static double live() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MIB;
    }

    /**
     * Prints the figures.
     *
     * @param args the number of rounds, then numbers of Services; 5, and 10000, 1000 and 100 unless given. The greatest comes first, so
     *     that the code is warm for the small ones
     */
    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<Integer> sizes = args.length > 1
                ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
                : List.of(10_000, 1_000, 100);
        for (BackendMode mode : BackendMode.values()) {
            for (Layout layout : Layout.values()) {
                sizes.forEach(services -> new DiagnosisCpu(new WorldDraft(services, layout, mode, 0), rounds).print());
            }
        }
    }
}
