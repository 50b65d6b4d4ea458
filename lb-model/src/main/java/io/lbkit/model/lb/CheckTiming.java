package io.lbkit.model.lb;

import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;

/**
 * How soon a load balancer notices that a member fails.
 *
 * @param interval the time between two checks of a member, more than nothing
 * @param failures how many checks in a row have to fail, from 1
 */
public record CheckTiming(Duration interval, int failures) {
    /**
     * Checks the ranges.
     *
     * @param interval the time between two checks of a member, more than nothing
     * @param failures how many checks in a row have to fail, from 1
     * @throws InvalidValueException if a value is out of its range
     */
    public CheckTiming {
        if (interval.isNegative() || interval.isZero()) {
            throw InvalidValueException.of("interval", interval, "time passes between two checks");
        }
        if (failures < 1) {
            throw InvalidValueException.of(
                    "failures", failures, "at least one check fails before a member is given up");
        }
    }

    /** {@return how long it takes until a member that fails from now on is given up, without the timeout of a check} */
    public Duration detection() {
        return interval.multipliedBy(failures);
    }
}
