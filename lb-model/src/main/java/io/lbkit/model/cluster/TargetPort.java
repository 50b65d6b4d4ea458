package io.lbkit.model.cluster;

import io.lbkit.model.finding.InvalidValueException;
import io.lbkit.model.net.Ports;

/**
 * The port of a pod that a Service port leads to: a number, or the name of a container port, which may stand for different
 * numbers in different pods.
 *
 * @param number the number, or 0 if it is a name
 * @param name the name, or empty if it is a number
 */
public record TargetPort(int number, String name) {
    /**
     * Checks that it is one of both.
     *
     * @param number the number, or 0 if it is a name
     * @param name the name, or empty if it is a number
     * @throws io.lbkit.model.finding.InvalidValueException if the number is out of range or the name has not the form of one
     */
    public TargetPort {
        if (name.isEmpty()) {
            Ports.check("targetPort", number);
        } else if (number != 0) {
            throw InvalidValueException.of(
                    "targetPort", number + " and " + name, "a target port is a number or a name");
        } else {
            Names.checkPortName("targetPort", name);
        }
    }

    /**
     * A numeric target port.
     *
     * @param number 1 to 65535
     * @return the target port
     */
    public static TargetPort of(int number) {
        return new TargetPort(number, "");
    }

    /**
     * A named target port.
     *
     * @param name an IANA service name (RFC 6335), at most 15 characters
     * @return the target port
     */
    public static TargetPort named(String name) {
        return new TargetPort(0, name);
    }

    /** {@return whether it is a name} */
    public boolean isNamed() {
        return !name.isEmpty();
    }

    @Override
    public String toString() {
        return isNamed() ? name : Integer.toString(number);
    }
}
