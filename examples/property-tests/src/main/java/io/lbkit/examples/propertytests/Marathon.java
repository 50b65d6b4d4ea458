package io.lbkit.examples.propertytests;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.testkit.simulation.History;
import io.lbkit.testkit.simulation.Rule;
import io.lbkit.testkit.simulation.Simulation;
import io.lbkit.testkit.simulation.SimulationReport;
import java.io.PrintStream;

/**
 * Runs histories from a seed on: {@code FIRST_SEED COUNT}. Prints a summary, and for each history that breaks a rule the
 * smallest one that still does, as the line that runs it again. A single argument is such a line: it is run with its trace.
 */
public final class Marathon {
    private static final int PROGRESS = 500;
    private static final String USAGE = """
            Usage: property-tests FIRST_SEED COUNT     runs COUNT histories and prints a summary
                   property-tests 'SEED SHAPE: STEPS'  runs one history again and prints its trace
            Exit code: 0 if every rule held, 1 if one was broken, 2 if the arguments are wrong.
            """;

    private final PrintStream out;

    Marathon(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs histories.
     *
     * @param arguments the first seed and the number of histories, or the text of one history
     */
    public static void main(String[] arguments) {
        System.exit(new Marathon(System.out).start(arguments));
    }

    int start(String... arguments) {
        try {
            return held(arguments) ? 0 : 1;
        } catch (InvalidValueException | NumberFormatException e) {
            out.println(e.getMessage());
            out.print(USAGE);
            return 2;
        }
    }

    private boolean held(String... arguments) {
        return switch (arguments.length) {
            case 1 -> replay(History.parse(arguments[0]));
            case 2 -> run(Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
            default ->
                throw InvalidValueException.of(
                        "arguments", arguments.length, "a first seed and a number of histories, or one history");
        };
    }

    boolean replay(History history) {
        SimulationReport report = Simulation.run(history);
        out.println(report.story());
        out.print(report.summary());
        return report.violations().isEmpty();
    }

    boolean run(long firstSeed, long count) {
        SimulationReport all = SimulationReport.none();
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            SimulationReport report = Simulation.run(History.ofSeed(seed));
            all = all.and(report);
            if (!report.violations().isEmpty()) {
                explain(History.ofSeed(seed), report);
            }
            if (all.histories() % PROGRESS == 0) {
                out.println(all.histories() + " histories, " + all.violations().size() + " violations");
            }
        }
        out.print(all.summary());
        return all.violations().isEmpty();
    }

    private void explain(History history, SimulationReport report) {
        Rule rule = report.violations().get(0).rule();
        History smallest = history.smallest(candidate ->
                Simulation.run(candidate).violations().stream().anyMatch(violation -> violation.rule() == rule));
        out.println(report.violations().get(0));
        out.println("run it again: '" + smallest + "'");
    }
}
