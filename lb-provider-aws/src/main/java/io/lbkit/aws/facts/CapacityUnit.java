package io.lbkit.aws.facts;

import io.lbkit.model.finding.InvalidValueException;

/**
 * What one capacity unit of a Network Load Balancer (LCU) carries of one kind of traffic. AWS bills the hours of a load balancer
 * and, for each kind of traffic, the dimension of which most units are used. Prices differ by region and are no part of this.
 *
 * @see <a href="https://aws.amazon.com/elasticloadbalancing/pricing/">Elastic Load Balancing pricing</a>
 */
public enum CapacityUnit {
    /** TCP that is not decrypted. */
    TCP(800, 100_000),
    /** UDP. */
    UDP(400, 50_000),
    /** TLS that the load balancer decrypts. */
    TLS(50, 3_000);

    private static final double BYTES_PER_HOUR = 1e9;

    private final int newFlowsPerSecond;
    private final int activeFlows;

    CapacityUnit(int newFlowsPerSecond, int activeFlows) {
        this.newFlowsPerSecond = newFlowsPerSecond;
        this.activeFlows = activeFlows;
    }

    /** {@return how many new flows in a second one unit carries} */
    public int newFlowsPerSecond() {
        return newFlowsPerSecond;
    }

    /** {@return how many flows that are open at once one unit carries, sampled each minute} */
    public int activeFlows() {
        return activeFlows;
    }

    /** {@return how many bytes in an hour one unit carries, in both directions together} */
    public double bytesPerHour() {
        return BYTES_PER_HOUR;
    }

    /**
     * How many units some use takes: those of the dimension of which it takes most.
     *
     * @param newFlows new flows in a second, on average over the hour
     * @param active flows open at once, on average over the hour
     * @param bytes bytes in the hour
     * @return the units, 0 or more, not rounded
     * @throws InvalidValueException if a number is negative or none
     */
    public double units(double newFlows, double active, double bytes) {
        return Math.max(
                share("newFlows", newFlows, newFlowsPerSecond),
                Math.max(share("active", active, activeFlows), share("bytes", bytes, BYTES_PER_HOUR)));
    }

    private static double share(String name, double used, double ofOne) {
        if (!(used >= 0) || Double.isInfinite(used)) {
            throw InvalidValueException.of(name, used, "use is measured by a number from 0");
        }
        return used / ofOne;
    }
}
