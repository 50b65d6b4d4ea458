package io.lbkit.testkit.aws;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;
import java.util.List;

/**
 * How long things take in the stand-in. How long targets drain is an attribute of their target group.
 *
 * @param visibility until what was created can be seen and named by later calls
 * @param provisioning until a new load balancer is active
 * @param registration until a registered target is checked
 * @param firstChecks until the checks of a registered target have passed or failed
 * @param interfaces until the interfaces of a deleted load balancer are gone, which keeps its security groups in use
 * @param request how far each request moves the clock
 */
public record AwsTimes(
        Duration visibility,
        Duration provisioning,
        Duration registration,
        Duration firstChecks,
        Duration interfaces,
        Duration request) {
    /**
     * Checks the times.
     *
     * @param visibility until what was created can be seen and named by later calls
     * @param provisioning until a new load balancer is active
     * @param registration until a registered target is checked
     * @param firstChecks until the checks of a registered target have passed or failed
     * @param interfaces until the interfaces of a deleted load balancer are gone, which keeps its security groups in use
     * @param request how far each request moves the clock
     * @throws InvalidValueException if a time is negative
     */
    public AwsTimes {
        for (Duration time : List.of(visibility, provisioning, registration, firstChecks, interfaces, request)) {
            if (time.isNegative()) {
                throw InvalidValueException.of("time", time, "a time is not negative");
            }
        }
    }

    /** {@return no time at all: everything is done when the call returns} */
    public static AwsTimes instant() {
        return new AwsTimes(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** {@return times of the order of the real ones; the clock moves by {@link AwsStandIn#advance} alone} */
    public static AwsTimes slow() {
        return new AwsTimes(
                Duration.ofSeconds(3),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Duration.ofMinutes(3),
                Duration.ZERO);
    }

    /**
     * {@return the same, with another time for requests}
     *
     * @param time how far each request moves the clock
     */
    public AwsTimes withRequest(Duration time) {
        return new AwsTimes(visibility, provisioning, registration, firstChecks, interfaces, time);
    }

    /**
     * {@return the same, with another time until things can be seen}
     *
     * @param time until what was created can be seen and named by later calls
     */
    public AwsTimes withVisibility(Duration time) {
        return new AwsTimes(time, provisioning, registration, firstChecks, interfaces, request);
    }
}
