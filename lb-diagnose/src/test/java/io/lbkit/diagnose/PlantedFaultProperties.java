package io.lbkit.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.lbkit.diagnose.fixture.Draft;
import io.lbkit.diagnose.fixture.Fault;
import io.lbkit.diagnose.fixture.Planting;
import io.lbkit.diagnose.fixture.World;
import io.lbkit.model.cluster.TrafficPolicy;
import io.lbkit.model.lb.BackendMode;
import io.lbkit.testkit.cloud.CloudShape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** From healthy worlds of many forms, one fault at a time. */
class PlantedFaultProperties {
    @Provide
    Arbitrary<Draft> drafts() {
        return Combinators.combine(
                        Arbitraries.of(BackendMode.class),
                        Arbitraries.of(TrafficPolicy.class),
                        Arbitraries.integers().between(3, 6),
                        Arbitraries.integers().between(2, 5),
                        Arbitraries.integers().between(1, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(CloudShape.SEPARATE_OBJECTS, CloudShape.MANY_SMALL_OBJECTS))
                .as(Draft::new)
                .filter(draft -> draft.pods() <= draft.nodes());
    }

    @Property(tries = 60)
    @Label("a healthy world yields no finding and delivers to every backend")
    void healthy(@ForAll("drafts") Draft draft) {
        Diagnosis diagnosis = World.of(draft).diagnose();
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.effects()).isEmpty();
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.DELIVERS);
        assertThat(diagnosis.delivering()).isEqualTo(draft.pods() * draft.ports());
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    @Label("a fault that is planted in a healthy world is named as the only root")
    void planted(@ForAll("plantings") Planting planting) {
        assertThat(roots(planting)).containsExactly(planting.fault().code());
    }

    @Test
    @DisplayName("precision and recall by code, in worlds of all forms")
    void precisionAndRecall() {
        List<Draft> drafts = drafts().allValues().orElseThrow().toList();
        SortedMap<String, Integer> planted = new TreeMap<>();
        SortedMap<String, Integer> named = new TreeMap<>();
        SortedMap<String, Integer> wrong = new TreeMap<>();
        List<String> misses = new ArrayList<>();
        for (Planting planting : Planting.samples(drafts, Integer.getInteger("lbkit.planted.samples", 4))) {
            String code = planting.fault().code();
            List<String> roots = roots(planting);
            planted.merge(code, 1, Integer::sum);
            named.merge(code, roots.contains(code) ? 1 : 0, Integer::sum);
            roots.stream().filter(root -> !root.equals(code)).forEach(root -> wrong.merge(root, 1, Integer::sum));
            if (!roots.equals(List.of(code))) {
                misses.add(planting + " gave " + roots);
            }
        }
        System.out.println("planted " + planted + "\nnamed " + named + "\nnamed though not planted " + wrong);
        assertThat(misses).isEmpty();
        assertThat(named).isEqualTo(planted);
        assertThat(wrong).isEmpty();
    }

    @Provide
    Arbitrary<Planting> plantings() {
        return Arbitraries.of(Fault.all())
                .flatMap(fault -> drafts().filter(fault.fits()).map(draft -> new Planting(fault, draft)));
    }

    private static List<String> roots(Planting planting) {
        return planting.world().diagnose().findings().stream()
                .map(finding -> finding.code().text())
                .distinct()
                .toList();
    }
}
