package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.AnnotationDescription;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes empty simulated clouds. Settings: {@code loadBalancerClass}, {@code seed} (a whole number), {@code observeBehind}
 * (such as {@code PT5S}), {@code shape} ({@code separate-objects}, {@code many-small-objects} or {@code one-document}).
 */
public final class SimulatedCloudFactory implements LoadBalancerProviderFactory {
    /** For {@link java.util.ServiceLoader}. */
    public SimulatedCloudFactory() {}

    @Override
    public ProviderId id() {
        return SimulatedCloud.ID;
    }

    @Override
    public List<AnnotationDescription> annotations() {
        return SimulatedAnnotations.descriptions();
    }

    @Override
    public LoadBalancerProvider create(Map<String, String> settings) {
        SimulatedCloud.Builder builder = SimulatedCloud.builder();
        settings.forEach((name, value) -> {
            switch (name) {
                case "loadBalancerClass" -> builder.loadBalancerClass(value);
                case "seed" -> builder.seed(seed(value));
                case "observeBehind" -> builder.observeBehind(duration(value));
                case "shape" -> builder.shape(shape(value));
                default ->
                    throw InvalidValueException.of(
                            name, value, "the settings are loadBalancerClass, observeBehind, seed and shape");
            }
        });
        return builder.build();
    }

    private static CloudShape shape(String text) {
        return Arrays.stream(CloudShape.values())
                .filter(shape -> shape.label().equals(text))
                .findFirst()
                .orElseThrow(() -> InvalidValueException.of(
                        "shape",
                        text,
                        "the shapes are "
                                + Arrays.stream(CloudShape.values())
                                        .map(CloudShape::label)
                                        .collect(Collectors.joining(", "))));
    }

    private static long seed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            InvalidValueException invalid = InvalidValueException.of("seed", text, "a whole number is needed");
            invalid.initCause(e);
            throw invalid;
        }
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            InvalidValueException invalid =
                    InvalidValueException.of("observeBehind", text, "a duration such as PT5S is needed");
            invalid.initCause(e);
            throw invalid;
        }
    }
}
