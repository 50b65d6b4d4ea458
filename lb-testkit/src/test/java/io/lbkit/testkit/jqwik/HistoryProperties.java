package io.lbkit.testkit.jqwik;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.Moment;
import io.lbkit.testkit.simulation.Simulation;
import io.lbkit.testkit.simulation.SimulationReport;
import io.lbkit.testkit.simulation.Verb;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

@Domain(LbDomain.class)
class HistoryProperties {
    @Example
    @Label("A history that fails shrinks to the things that it fails for, close together")
    void shrinks() {
        History smallest = Shrinking.smallest(
                LbArbitraries.histories(),
                history -> history.moments().stream().map(Moment::verb).anyMatch(Verb.DRAIN::equals));
        assertThat(smallest.moments()).hasSize(2);
        assertThat(smallest.moments().get(1)).isEqualTo(new Moment(0, Verb.DRAIN, 0, 0));
    }

    @Property(tries = 20, seed = "7")
    @Label("Generated histories break no rule")
    void hold(@ForAll History history) {
        SimulationReport report = Simulation.run(history);
        assertThat(report.violations()).as(report.story()).isEmpty();
    }
}
