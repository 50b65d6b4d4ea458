package io.lbkit.diagnose.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lbkit.diagnose.fixture.Fault;
import io.lbkit.model.finding.FindingCode;
import io.lbkit.model.finding.InvalidValueException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RuleCatalogueTest {
    private static final RuleCatalogue CATALOGUE = RuleCatalogue.standard();

    /** What the generator of faults cannot bring about as a cause of its own, and why. */
    private static final Map<String, String> NOT_PLANTED = Map.of(
            "LB-NET-015", "it is always an effect: something makes every target unhealthy, and that is the cause");

    @Test
    @DisplayName("every rule is planted, or there is a reason why not; and nothing else is planted")
    void planted() {
        SortedSet<String> planted = new TreeSet<>(NOT_PLANTED.keySet());
        Fault.all().forEach(fault -> planted.add(fault.code()));
        assertThat(planted)
                .isEqualTo(CATALOGUE.rules().stream()
                        .map(rule -> rule.code().text())
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(Fault.all()).noneMatch(fault -> NOT_PLANTED.containsKey(fault.code()));
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
