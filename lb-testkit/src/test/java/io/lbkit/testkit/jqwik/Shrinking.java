package io.lbkit.testkit.jqwik;

import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;

/** Shrinks a failing sample step by step, as jqwik does with a falsified property. */
final class Shrinking {
    private static final int SAMPLES = 2000;
    private static final int STEPS = 5000;

    private Shrinking() {}

    static <T> T smallest(Arbitrary<T> arbitrary, Predicate<T> fails) {
        Random random = new Random(1);
        Shrinkable<T> sample = Stream.generate(() -> arbitrary.generator(1000).next(random))
                .limit(SAMPLES)
                .filter(candidate -> fails.test(candidate.value()))
                .findFirst()
                .orElseThrow();
        for (int step = 0; step < STEPS; step++) {
            Optional<Shrinkable<T>> smaller = smaller(sample, fails);
            if (smaller.isEmpty()) {
                return sample.value();
            }
            sample = smaller.get();
        }
        throw new AssertionError("shrinking does not end");
    }

    private static <T> Optional<Shrinkable<T>> smaller(Shrinkable<T> sample, Predicate<T> fails) {
        return sample.shrink()
                .filter(candidate -> candidate.distance().compareTo(sample.distance()) < 0)
                .filter(candidate -> fails.test(candidate.value()))
                .findFirst();
    }
}
