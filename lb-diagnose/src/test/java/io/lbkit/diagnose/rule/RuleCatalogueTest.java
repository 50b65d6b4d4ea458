package io.lbkit.diagnose.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.diagnose.fixture.Fault;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuleCatalogueTest {
    private static final RuleCatalogue CATALOGUE = RuleCatalogue.standard();

    @Test
    @DisplayName("every planted fault is of the catalogue")
    void planted() {
        assertThat(Fault.all())
                .allMatch(fault -> CATALOGUE.rule(FindingCode.of(fault.code())).isPresent());
    }

    @Test
    @DisplayName("two rules with one code are refused")
    void oneCodeTwice() {
        Rule rule = CATALOGUE.rules().iterator().next();
        assertThatThrownBy(() -> RuleCatalogue.of(List.of(rule, rule)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("each rule has a code of its own");
    }

    @Test
    @DisplayName("a rule that explains itself over another one is refused")
    void circle() {
        Rule one = Rule.builder()
                .from(CATALOGUE.rule(FindingCode.of("LB-EP-001")).orElseThrow())
                .explains("LB-EP-003")
                .build();
        Rule other = Rule.builder()
                .from(CATALOGUE.rule(FindingCode.of("LB-EP-003")).orElseThrow())
                .explains("LB-EP-001")
                .build();
        assertThatThrownBy(() -> RuleCatalogue.of(List.of(one, other))).hasMessageContaining("explains other rules");
    }
}
