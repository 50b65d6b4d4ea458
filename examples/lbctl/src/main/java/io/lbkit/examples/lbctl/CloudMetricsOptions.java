package io.lbkit.examples.lbctl;

import io.lbkit.diagnose.traffic.CloudMeasurements;
import io.lbkit.diagnose.traffic.TrafficEvidence;
import io.lbkit.diagnose.traffic.Window;
import io.lbkit.reconcile.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What the cloud is asked of its own measurements. */
final class CloudMetricsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            description =
                    "Ask the cloud how many targets were healthy: cloudwatch, for AWS. Nothing is asked unless given.")
    private Optional<String> metrics = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "How far back --metrics looks, such as 30m, 6h or 2d; ${DEFAULT-VALUE} unless given.")
    private Duration since = Duration.ofHours(1);

    /** Durations as people write them: a number with s, m, h or d. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            String upper = text.toUpperCase(Locale.ROOT);
            try {
                Duration duration = Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper);
                if (!duration.isNegative() && !duration.isZero()) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is no duration such as 30m, 6h or 2d");
            }
            throw new TypeConversionException("'" + text + "' is not longer than nothing");
        }
    }

    /**
     * {@return what the cloud measured; nothing if it is not to be asked}
     *
     * @param cloud the cloud
     * @param seen what exists; of what is unknown nothing can be asked
     * @param end the end of the span
     */
    Optional<TrafficEvidence> evidence(CloudOptions cloud, Optional<Observation> seen, Instant end) {
        return metrics.map(name -> measurements(name, cloud))
                .map(source -> seen.map(observation -> source.seen(
                                cloud.settings(), cloud.clusterId(), observation, new Window(end.minus(since), end)))
                        .orElseGet(() -> TrafficEvidence.builder()
                                .addFinding(EvidenceFindings.noMeasurements(source.name()))
                                .build()));
    }

    private CloudMeasurements measurements(String name, CloudOptions cloud) {
        List<CloudMeasurements> known = CloudMeasurements.discover().stream()
                .filter(source -> source.cloud().name().equals(cloud.name()))
                .toList();
        return known.stream()
                .filter(source -> source.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "--metrics: '" + name + "' is unknown of the cloud " + cloud.name() + ": "
                                + (known.isEmpty()
                                        ? "nothing is measured there"
                                        : "known are "
                                                + String.join(
                                                        ", ",
                                                        known.stream()
                                                                .map(CloudMeasurements::name)
                                                                .toList()))));
    }
}
