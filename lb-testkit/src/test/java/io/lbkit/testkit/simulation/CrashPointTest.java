package io.lbkit.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrashPointTest {
    private static final Pattern WRITE = Pattern.compile("\\b(create|update|delete|add|remove) ");

    @ParameterizedTest
    @DisplayName("A controller dies after the writing call that a history names, and whatever it left is put in order")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void diesAfterCall(int calls) {
        SimulationReport report = Simulation.run(
                History.parse("5: +0 deploy 0 3; +0 deploy 1 3; +0 crash 0 " + calls + "; +60 roll 0 1"));

        assertThat(report.violations()).as(report.story()).isEmpty();
        assertThat(report.crashes()).isEqualTo(1);
        assertThat(writesBeforeDeath(report.trace())).as(report.story()).isEqualTo(calls);
    }

    private static long writesBeforeDeath(List<String> trace) {
        return trace.stream()
                .takeWhile(line -> !line.contains("the controller died"))
                .filter(line -> !line.contains("controller: "))
                .mapToLong(line -> WRITE.matcher(line).results().count())
                .sum();
    }
}
