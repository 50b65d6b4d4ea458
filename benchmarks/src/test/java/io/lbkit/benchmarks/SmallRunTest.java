package io.lbkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs; how fast is no matter here. */
class SmallRunTest {
    private static final TimeValue SHORT = TimeValue.milliseconds(10);

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("io\\.lbkit\\.benchmarks\\..*")
                        .param("services", "50")
                        .param("nodes", "20")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(SHORT)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(result -> result.getPrimaryResult().getLabel())
                .contains(
                        "fleetPlanner",
                        "hashSets",
                        "everyFullPlan",
                        "sliceChange",
                        "allServices",
                        "oneServiceFromTheDump",
                        "oneServiceMore");
    }

    @Test
    void cpuIsMeasured() {
        FleetCpu.main(new String[] {"50", "20", "2"});
        DiagnosisCpu.main(new String[] {"1", "50"});
        ChangeCpu.main(new String[] {"1", "50"});
    }

    @Test
    void memoryIsMeasured() {
        FleetMemory.Figures figures = FleetMemory.measure(50, 20);

        assertThat(figures.settled()).isPositive();
        assertThat(figures.joined()).isPositive();
        assertThat(figures.planned()).isEqualTo(50);
    }
}
