package io.lbkit.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.fixture.InMemoryProvider;
import io.lbkit.reconcile.fixture.Worlds;
import io.lbkit.reconcile.fixture.Worlds.Pair;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The process may die between any two changes; the next one finishes the work and leaves nothing behind. */
class CrashProperties {
    @Provide
    Arbitrary<Pair> pairs() {
        return Worlds.pairs();
    }

    @Property(tries = 400)
    @Label("After a death at any point the next runs reach the same end, leak nothing and then have nothing to do")
    void anyDeathIsSurvived(@ForAll("pairs") Pair pair) {
        InMemoryProvider start = PlanProperties.provider(pair.before());
        InMemoryProvider undisturbed = start.fork();
        PlanProperties.reconcile(pair.after(), undisturbed);
        long changes = undisturbed.changes().size();
        for (int survived = 1; survived <= changes; survived++) {
            InMemoryProvider provider = start.fork();
            die(pair, provider, survived);
            PlanProperties.assertDone(PlanProperties.reconcile(pair.after(), provider));
            PlanProperties.assertReached(pair.after(), provider);
            assertThat(PlanProperties.plan(pair.after(), provider).steps())
                    .as("after a death at change " + survived)
                    .isEmpty();
        }
    }

    private static void die(Pair pair, InMemoryProvider provider, int survived) {
        provider.dieAfter(survived);
        try {
            PlanProperties.reconcile(pair.after(), provider);
        } catch (InMemoryProvider.Death expected) {
            provider.dieAfter(Integer.MAX_VALUE);
        }
    }
}
