package io.lbkit.testkit.jqwik;

import io.lbkit.testkit.cloud.CloudShape;
import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.Moment;
import io.lbkit.testkit.simulation.Verb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What happens to a cluster and its cloud: after a Service is deployed, anything. Shrinks to few things, close together. */
final class Histories {
    private static final int MOST = 24;

    private Histories() {}

    static Arbitrary<History> any() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, Integer.MAX_VALUE),
                        Arbitraries.of(CloudShape.class),
                        digits(),
                        moments().list().ofMaxSize(MOST))
                .as(Histories::history);
    }

    private static History history(long seed, CloudShape shape, int amount, List<Moment> later) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(0, Verb.DEPLOY, 0, amount));
        moments.addAll(later);
        return new History(seed, shape, moments);
    }

    static Arbitrary<Moment> moments() {
        return Combinators.combine(pauses(), verbs(), digits(), digits()).as(Moment::new);
    }

    private static Arbitrary<Integer> pauses() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.integers().between(0, 20)),
                Tuple.of(1, Arbitraries.integers().between(0, 180)));
    }

    private static Arbitrary<Verb> verbs() {
        return Arbitraries.frequency(Arrays.stream(Verb.values())
                .map(verb -> Tuple.of(verb.frequency(), verb))
                .toList());
    }

    private static Arbitrary<Integer> digits() {
        return Arbitraries.integers().between(0, 9);
    }
}
