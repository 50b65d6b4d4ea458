package io.lbkit.diagnose.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of {@code src/test/resources/scenarios}, one test each. */
class ScenarioTest {
    private static final int CASES_AT_LEAST = 150;

    static List<Scenario> cases() {
        return Scenario.all().stream().filter(scenario -> !scenario.isWrong()).toList();
    }

    static List<Scenario> wrong() {
        return Scenario.all().stream().filter(Scenario::isWrong).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @DisplayName("the diagnosis says what the case expects, and nothing else")
    void says(Scenario scenario) {
        scenario.expectation().check(scenario.diagnosis());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("wrong")
    @DisplayName("what is marked as wrong is wrong still; the mark goes when it is mended")
    void wrong(Scenario scenario) {
        assertThatThrownBy(() -> scenario.expectation().check(scenario.diagnosis()))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    @DisplayName("there are enough cases, and each has a name of its own")
    void enough() {
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(CASES_AT_LEAST);
        assertThat(Scenario.all().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }
}
