package io.lbkit.testkit.simulation;

import io.lbkit.model.cluster.ServiceKey;
import io.lbkit.model.finding.InvalidValueException;
import java.time.Duration;

/**
 * The pods behind a Service, as a Deployment describes them.
 *
 * @param service the Service; its name is the label {@code app} of the pods
 * @param replicas how many pods, from 0
 * @param startUp how long a pod needs until it accepts connections
 * @param lingers how long a pod goes on accepting connections after its end was asked for, as a {@code preStop} hook arranges
 * @param grace after which time an ending pod is killed, not shorter than it lingers
 * @param surge how many pods a rollout may have in excess, from 0
 * @param unavailable how many pods a rollout may lack, from 0; one of both is not 0
 */
public record Workload(
        ServiceKey service,
        int replicas,
        Duration startUp,
        Duration lingers,
        Duration grace,
        int surge,
        int unavailable) {
    /**
     * Checks the figures.
     *
     * @param service the Service; its name is the label {@code app} of the pods
     * @param replicas how many pods, from 0
     * @param startUp how long a pod needs until it accepts connections
     * @param lingers how long a pod goes on accepting connections after its end was asked for
     * @param grace after which time an ending pod is killed, not shorter than it lingers
     * @param surge how many pods a rollout may have in excess, from 0
     * @param unavailable how many pods a rollout may lack, from 0; one of both is not 0
     * @throws InvalidValueException if a figure is negative or the figures contradict each other
     */
    public Workload {
        if (replicas < 0) {
            throw InvalidValueException.of("replicas", replicas, "a number of pods is not negative");
        }
        if (surge < 0 || unavailable < 0 || surge + unavailable == 0) {
            throw InvalidValueException.of(
                    "surge", surge + " and " + unavailable, "a rollout needs a pod in excess or one less");
        }
        if (grace.compareTo(lingers) < 0) {
            throw InvalidValueException.of("grace", grace, "a pod is not killed while it lingers");
        }
    }

    /**
     * A workload that a careful owner deploys: a pod in excess and none less, and pods that accept connections for a minute
     * after their end was asked for, so that load balancers have the time to notice.
     *
     * @param service the Service
     * @param replicas how many pods, from 0
     * @return the workload
     */
    public static Workload of(ServiceKey service, int replicas) {
        return new Workload(
                service, replicas, Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(75), 1, 0);
    }

    /**
     * {@return the same with another number of pods}
     *
     * @param pods how many, from 0
     */
    public Workload scaledTo(int pods) {
        return new Workload(service, pods, startUp, lingers, grace, surge, unavailable);
    }

    /**
     * {@return the same with pods that accept connections for another time after their end was asked for}
     *
     * @param time how long; they are killed 15 seconds later
     */
    public Workload lingering(Duration time) {
        return new Workload(service, replicas, startUp, time, time.plusSeconds(15), surge, unavailable);
    }
}
