package io.lbkit.testkit.jqwik;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Ways to choose. What comes first is what a failing sample shrinks to. */
final class Choices {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Choices() {}

    /** Mostly the first, ordinary value; now and then the odd one. */
    static <T> Arbitrary<T> mostly(Arbitrary<? extends T> ordinary, Arbitrary<? extends T> odd) {
        return Arbitraries.frequencyOf(Tuple.of(8, ordinary), Tuple.of(1, odd)).map(value -> value);
    }

    /** Mostly present; shrinks to a present value. */
    static <T> Arbitrary<Optional<T>> usually(Arbitrary<T> value) {
        return mostly(value.map(Optional::of), Arbitraries.just(Optional.empty()));
    }

    /** Mostly absent; shrinks to an absent value. */
    static <T> Arbitrary<Optional<T>> seldom(Arbitrary<T> value) {
        return mostly(Arbitraries.just(Optional.empty()), value.map(Optional::of));
    }

    /** Mostly false; shrinks to false. */
    static Arbitrary<Boolean> seldom() {
        return mostly(Arbitraries.just(false), Arbitraries.just(true));
    }

    /** Mostly true; shrinks to true. */
    static Arbitrary<Boolean> usually() {
        return mostly(Arbitraries.just(true), Arbitraries.just(false));
    }

    /** Absent, true or false, as a condition that nobody has to set. */
    static Arbitrary<Optional<Boolean>> condition() {
        return Arbitraries.of(List.of(Optional.of(true), Optional.of(false), Optional.empty()));
    }

    /** A moment in the first hour of 2026. */
    static Arbitrary<Instant> instants() {
        return Arbitraries.integers().between(0, 3600).map(START::plusSeconds);
    }
}
