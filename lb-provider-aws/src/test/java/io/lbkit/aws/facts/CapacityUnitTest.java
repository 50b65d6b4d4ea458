package io.lbkit.aws.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.model.finding.InvalidValueException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CapacityUnitTest {
    @Test
    @DisplayName("One unit is what AWS says that it is, by each dimension")
    void one() {
        assertThat(CapacityUnit.TCP.units(800, 0, 0)).isEqualTo(1);
        assertThat(CapacityUnit.TCP.units(0, 100_000, 0)).isEqualTo(1);
        assertThat(CapacityUnit.UDP.units(400, 0, 0)).isEqualTo(1);
        assertThat(CapacityUnit.UDP.units(0, 50_000, 0)).isEqualTo(1);
        assertThat(CapacityUnit.TLS.units(50, 0, 0)).isEqualTo(1);
        assertThat(CapacityUnit.TLS.units(0, 3_000, 0)).isEqualTo(1);
        assertThat(CapacityUnit.values())
                .allSatisfy(unit -> assertThat(unit.units(0, 0, 1e9)).isEqualTo(1));
        assertThat(CapacityUnit.TLS.units(100, 3_000, 1e9)).isEqualTo(2);
    }

    @Property
    @Label("The dimension of which most is used counts alone")
    void most(
            @ForAll CapacityUnit unit,
            @ForAll @DoubleRange(max = 1e6) double flows,
            @ForAll @DoubleRange(max = 1e6) double active,
            @ForAll @DoubleRange(max = 1e12) double bytes) {
        double units = unit.units(flows, active, bytes);
        assertThat(units)
                .isIn(unit.units(flows, 0, 0), unit.units(0, active, 0), unit.units(0, 0, bytes))
                .isGreaterThanOrEqualTo(unit.units(flows, active, 0));
    }

    @Test
    @DisplayName("Less than nothing, and what is no number, is refused by name")
    void bad() {
        for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> CapacityUnit.TCP.units(0, bad, 0))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("active");
        }
    }
}
