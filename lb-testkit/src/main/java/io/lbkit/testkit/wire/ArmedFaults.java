package io.lbkit.testkit.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Faults with their counts. Which request a fault strikes depends on the order of requests and the seed alone. Not thread-safe. */
final class ArmedFaults {
    private final long seed;
    private final List<Armed> armed = new ArrayList<>();
    private long added;

    private static final class Armed {
        private final WireFault fault;
        // Own chance: what one fault draws is not changed by another.
        private final Random random;
        private long matched;
        private long struck;

        Armed(WireFault fault, Random random) {
            this.fault = fault;
            this.random = random;
        }

        /** {@return whether it may strike the request, which it counts} */
        boolean counts(WireRequest request) {
            if (!fault.requests().matches(request)) {
                return false;
            }
            matched++;
            boolean chance = fault.probability() >= 1 || random.nextDouble() < fault.probability();
            return chance && matched > fault.after() && struck < fault.times();
        }
    }

    ArmedFaults(long seed) {
        this.seed = seed;
    }

    void add(WireFault fault) {
        armed.add(new Armed(fault, new Random(seed + added)));
        added++;
    }

    void clear() {
        armed.clear();
    }

    /**
     * {@return the faults that strike a request: all delays and rewrites that hit it, and the first of the others}
     *
     * @param hasEarlierAnswer whether the same request can be answered as before
     */
    List<WireFault> strike(WireRequest request, Predicate<WireRequest> hasEarlierAnswer) {
        List<WireFault> struck = new ArrayList<>();
        boolean decided = false;
        for (Armed candidate : armed) {
            boolean decides = candidate.fault.effect() instanceof WireEffect.Decision;
            if (candidate.counts(request) && !(decides && decided) && canStrike(candidate, request, hasEarlierAnswer)) {
                candidate.struck++;
                decided |= decides;
                struck.add(candidate.fault);
            }
        }
        return struck;
    }

    private static boolean canStrike(Armed candidate, WireRequest request, Predicate<WireRequest> hasEarlierAnswer) {
        return !(candidate.fault.effect() instanceof WireEffect.StaleRead)
                || (request.reads() && hasEarlierAnswer.test(request));
    }

    List<WireFault> unused() {
        return armed.stream()
                .filter(candidate -> candidate.struck == 0)
                .map(candidate -> candidate.fault)
                .toList();
    }
}
