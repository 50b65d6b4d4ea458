package io.lbkit.testkit.simulation;

import io.lbkit.reconcile.spi.ErrorKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a simulation measured. Immutable.
 *
 * @param histories how many histories
 * @param steps how many things happened in them
 * @param runs how often the controller ran
 * @param crashes how often it died
 * @param faults what callers of the cloud were told, by kind, how often
 * @param connections what became of connections, how often
 * @param violations the rules that were broken
 * @param trace the last things that happened, of one history; empty for several
 */
public record SimulationReport(
        long histories,
        long steps,
        long runs,
        long crashes,
        Map<ErrorKind, Long> faults,
        Map<ConnectionResult, Long> connections,
        List<Violation> violations,
        List<String> trace) {
    /**
     * Copies the collections.
     *
     * @param histories how many histories
     * @param steps how many things happened in them
     * @param runs how often the controller ran
     * @param crashes how often it died
     * @param faults what callers of the cloud were told, by kind, how often
     * @param connections what became of connections, how often
     * @param violations the rules that were broken
     * @param trace the last things that happened, of one history; empty for several
     */
    public SimulationReport {
        faults = Collections.unmodifiableMap(copy(ErrorKind.class, faults));
        connections = Collections.unmodifiableMap(copy(ConnectionResult.class, connections));
        violations = List.copyOf(violations);
        trace = List.copyOf(trace);
    }

    private static <E extends Enum<E>> Map<E, Long> copy(Class<E> type, Map<E, Long> counts) {
        Map<E, Long> copy = new EnumMap<>(type);
        copy.putAll(counts);
        return copy;
    }

    /** {@return the report of no history} */
    public static SimulationReport none() {
        return new SimulationReport(0, 0, 0, 0, Map.of(), Map.of(), List.of(), List.of());
    }

    /**
     * {@return this report and another one together, without traces}
     *
     * @param other the other one
     */
    public SimulationReport and(SimulationReport other) {
        List<Violation> all = new ArrayList<>(violations);
        all.addAll(other.violations);
        return new SimulationReport(
                histories + other.histories,
                steps + other.steps,
                runs + other.runs,
                crashes + other.crashes,
                sum(ErrorKind.class, faults, other.faults),
                sum(ConnectionResult.class, connections, other.connections),
                all,
                List.of());
    }

    private static <E extends Enum<E>> Map<E, Long> sum(Class<E> type, Map<E, Long> one, Map<E, Long> other) {
        Map<E, Long> sum = copy(type, one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }

    /** {@return how many connections were opened or tried} */
    public long made() {
        return connections.values().stream().mapToLong(Long::longValue).sum();
    }

    /** {@return how many of them were lost, for whatever cause} */
    public long lost() {
        return connections.entrySet().stream()
                .filter(entry -> entry.getKey().isLost())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** {@return the figures, a few lines} */
    public String summary() {
        return String.format(
                "%d histories, %d steps, %d runs of the controller, %d crashes%nfaults: %s%nconnections: %d made, %d lost (%s)%nviolations: %d%n",
                histories, steps, runs, crashes, text(faults), made(), lost(), text(connections), violations.size());
    }

    private static String text(Map<? extends Enum<?>, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> label(entry.getKey()) + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String label(Enum<?> constant) {
        return constant instanceof ErrorKind kind
                ? kind.label()
                : constant instanceof ConnectionResult result ? result.label() : constant.name();
    }

    /** {@return violations and trace, for the message of a test that fails} */
    public String story() {
        return violations.stream().map(Violation::toString).collect(Collectors.joining("\n"))
                + "\n"
                + String.join("\n", trace);
    }
}
