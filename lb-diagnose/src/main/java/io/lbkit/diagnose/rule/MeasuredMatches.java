package io.lbkit.diagnose.rule;

import io.lbkit.diagnose.chain.ServiceCase;
import io.lbkit.model.finding.Confidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What latency and error series say of an application and its dependencies, where no flow has said it. */
final class MeasuredMatches {
    private static final double FAILS = 0.02;
    private static final double MOSTLY_FAILS = 0.8;
    private static final double SLOW_SECONDS = 1;
    private static final double SHARE_OF_DELAY = 0.7;

    private MeasuredMatches() {}

    /** The application answers with errors. */
    static List<Match> errors(ServiceCase about) {
        return new Measured(about)
                        .errors()
                        .filter(ratio -> ratio >= FAILS)
                        .map(ratio -> Match.builder()
                                .about(about.subject())
                                .message("Of the responses of the Service " + Measured.percent(ratio) + " are errors.")
                                .remedy("Read the logs of the pods of " + about.subject()
                                        + " about the time of these errors.")
                                .confidence(Confidence.PROBABLE)
                                .fact(about.subject(), "error-ratio", Measured.percent(ratio))
                                .build())
                        .stream()
                        .toList();
    }

    /** The calls to dependencies fail. */
    static List<Match> failingCalls(ServiceCase about) {
        return new Measured(about)
                .errorsOfCalls().entrySet().stream()
                        .filter(calls -> calls.getValue() >= MOSTLY_FAILS)
                        .map(calls -> Match.builder()
                                .about(calls.getKey())
                                .message(calls.getKey() + ", which the backends call, fails: "
                                        + Measured.percent(calls.getValue()) + " of the calls end in an error.")
                                .remedy("See what is wrong with " + calls.getKey() + "; the backends of "
                                        + about.subject() + " depend on it.")
                                .fact(
                                        about.subject() + " -> " + calls.getKey(),
                                        "error-ratio",
                                        Measured.percent(calls.getValue()))
                                .build())
                        .toList();
    }

    /** A dependency takes most of the time of the responses. */
    static List<Match> slowCalls(ServiceCase about) {
        Measured measured = new Measured(about);
        Optional<Double> taken = measured.latency().filter(seconds -> seconds >= SLOW_SECONDS);
        return taken.stream()
                .flatMap(seconds -> measured.latencyOfCalls().entrySet().stream()
                        .filter(calls -> calls.getValue() >= seconds * SHARE_OF_DELAY)
                        .map(calls -> slow(about, seconds, calls)))
                .toList();
    }

    private static Match slow(ServiceCase about, double taken, Map.Entry<String, Double> calls) {
        return Match.builder()
                .about(calls.getKey())
                .message("Responses take " + Measured.seconds(taken) + ", and " + calls.getKey() + " takes "
                        + Measured.seconds(calls.getValue()) + " of it.")
                .remedy("See why " + calls.getKey() + " is slow.")
                .confidence(Confidence.PROBABLE)
                .fact(about.subject(), "latency", Measured.seconds(taken))
                .fact(about.subject() + " -> " + calls.getKey(), "latency", Measured.seconds(calls.getValue()))
                .build();
    }

    /** The responses take long. */
    static List<Match> slow(ServiceCase about) {
        Measured measured = new Measured(about);
        boolean others = !measured.latencyOfCalls().isEmpty();
        return measured
                .latency()
                .filter(seconds -> seconds >= SLOW_SECONDS)
                .map(seconds -> Match.builder()
                        .about(about.subject())
                        .message("Responses take " + Measured.seconds(seconds)
                                + (others
                                        ? "; no call to a dependency that was measured explains it."
                                        : "; no call of the backends was measured."))
                        .remedy("See whether the pods of " + about.subject()
                                + " are throttled or queue requests (kubectl top pod,"
                                + " container_cpu_cfs_throttled_periods_total).")
                        .confidence(others ? Confidence.PROBABLE : Confidence.POSSIBLE)
                        .fact(about.subject(), "latency", Measured.seconds(seconds))
                        .build())
                .stream()
                .toList();
    }
}
