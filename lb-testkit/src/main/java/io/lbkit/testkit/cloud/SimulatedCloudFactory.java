package io.lbkit.testkit.cloud;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.reconcile.spi.AnnotationDescription;
import io.lbkit.reconcile.spi.LoadBalancerProvider;
import io.lbkit.reconcile.spi.LoadBalancerProviderFactory;
import io.lbkit.reconcile.spi.ProviderId;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Makes empty simulated clouds. Settings: {@code loadBalancerClass}, {@code seed} (a whole number), {@code observeBehind}
 * (such as {@code PT5S}).
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
                default ->
                    throw InvalidValueException.of(
                            name, value, "the settings are loadBalancerClass, observeBehind and seed");
            }
        });
        return builder.build();
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
