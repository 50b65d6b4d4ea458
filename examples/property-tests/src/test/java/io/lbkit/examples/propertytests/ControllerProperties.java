package io.lbkit.examples.propertytests;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.testkit.jqwik.LbDomain;
import io.lbkit.testkit.simulation.Controller;
import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.LbkitController;
import io.lbkit.testkit.simulation.Rule;
import io.lbkit.testkit.simulation.Simulation;
import io.lbkit.testkit.simulation.SimulationReport;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(LbDomain.class)
class ControllerProperties {
    // docs: history-property
    @Property(tries = 20, seed = "42")
    @Label("Whatever happens, the controller breaks no rule")
    void breaksNoRule(@ForAll History history) {
        SimulationReport report =
                Simulation.builder().controller(LbkitController::new).play(history);

        assertThat(report.violations()).as(report.story()).isEmpty();
    }
    // docs: end

    @Example
    @Label("Histories find the controller that does not wait for health")
    void hasty() {
        assertThat(finds(HastyController::new, Rule.NEVER_CUT_OFF)).isTrue();
    }

    @Example
    @Label("Histories find the controller that does nothing once the last Service is gone")
    void shortcut() {
        assertThat(finds(ShortcutController::new, Rule.NO_LEAKS)).isTrue();
    }

    private static boolean finds(Supplier<Controller> controller, Rule rule) {
        return LongStream.range(0, 200)
                .mapToObj(History::ofSeed)
                .map(history -> Simulation.builder().controller(controller).play(history))
                .anyMatch(report -> report.violations().stream().anyMatch(violation -> violation.rule() == rule));
    }
}
