package io.lbkit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.reconcile.guard.Guardrails;
import io.lbkit.reconcile.plan.Plan;
import io.lbkit.reconcile.plan.Step;
import io.lbkit.testkit.cloud.CloudShape;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Within 200 histories the simulation misses")
class NetTest {
    private static Optional<Rule> broken(Rule rule, Supplier<Simulation.Builder> simulations) {
        return broken(rule, EnumSet.allOf(Verb.class), simulations);
    }

    private static Optional<Rule> broken(Rule rule, Set<Verb> verbs, Supplier<Simulation.Builder> simulations) {
        return LongStream.range(0, 200)
                .mapToObj(seed -> History.ofSeed(seed, verbs).in(CloudShape.SEPARATE_OBJECTS))
                .map(history -> simulations.get().play(history))
                .flatMap(report -> report.violations().stream())
                .map(Violation::rule)
                .filter(rule::equals)
                .findFirst();
    }

    private static Plan withoutGates(Plan plan) {
        List<Step> steps = plan.steps().stream()
                .map(step -> Step.builder().from(step).gates(List.of()).build())
                .toList();
        return Plan.builder().from(plan).steps(steps).build();
    }

    @Test
    @DisplayName("gates: what comes is not waited for")
    void gates() {
        assertThat(broken(
                        Rule.NEVER_CUT_OFF,
                        () -> Simulation.builder()
                                .controller(() -> new LbkitController(
                                        Guardrails.standard(), NetTest::withoutGates, UnaryOperator.identity()))))
                .isPresent();
    }

    /** Gates hold most of it already: they wait for whoever may become healthy, so those that cannot are what is left. */
    @Test
    @DisplayName("the guardrails for working backends: the last one, and its weaker sister, the share that may leave")
    void lastBackend() {
        Set<Verb> trouble = EnumSet.of(Verb.STOP_PROXY, Verb.EXCLUDE, Verb.CORDON, Verb.LOSE_NODE, Verb.MODE);
        Guardrails without = Guardrails.standard().without("last-backend").without("healthy-share");
        assertThat(broken(
                        Rule.NEVER_CUT_OFF,
                        trouble,
                        () -> Simulation.builder()
                                .controller(() -> new LbkitController(
                                        without, UnaryOperator.identity(), UnaryOperator.identity()))))
                .isPresent();
    }

    @Test
    @DisplayName("the check of ownership: names alone count")
    void ownership() {
        assertThat(broken(Rule.FOREIGN_UNTOUCHED, () -> Simulation.builder().between(NamesAlone::new)))
                .isPresent();
    }

    @Test
    @DisplayName("the reading after a lost answer: the call is repeated as if it had had no effect")
    void readBack() {
        assertThat(broken(
                        Rule.READ_BEFORE_REPEAT,
                        () -> Simulation.builder()
                                .controller(() -> new LbkitController(
                                        Guardrails.standard(), UnaryOperator.identity(), Careless::new))))
                .isPresent();
    }
}
